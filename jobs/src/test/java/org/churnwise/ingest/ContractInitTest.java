package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.churnwise.cli.CommandLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractInitTest {
  @TempDir Path folder;

  @Test
  void theCommandThatItSuggestsNamesEveryFile() throws IOException {
    Path sales =
        Files.writeString(
            folder.resolve("s.csv"), "id,customer,date,amount\n1,C1,2025-01-05,2.5\n");
    Path people = Files.writeString(folder.resolve("our people.csv"), "customer,age\nC1,40\n");
    Path out = folder.resolve("c.conf");
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertEquals(
          0,
          CommandLines.of(new ContractInit())
              .execute(sales.toString(), people.toString(), "--out", out.toString()));
    } finally {
      System.setOut(before);
    }
    assertTrue(
        printed
            .toString(StandardCharsets.UTF_8)
            .contains(
                "submit/churn contract check %s '%s' --set ingest.contract=%s"
                    .formatted(sales, people, out)),
        printed::toString);
  }
}

package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.churnwise.cli.Console;
import org.junit.jupiter.api.Test;

class IngestConsoleTest {
  private static String line(long read, long dropped, long forgotten, long folded, long loaded) {
    SourceFile file = new SourceFile("sales", "/d/f.csv", "f.csv", Optional.empty(), false, "", 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new IngestConsole(new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
        .loaded(
            new FileResult(
                file,
                read,
                dropped,
                forgotten,
                folded,
                loaded,
                2,
                1,
                0,
                Optional.empty(),
                Optional.empty(),
                0.1));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void recordsThatBecomeNoRowAreCounted() {
    String line = line(1_203, 200, 0, 500, 500);
    assertTrue(
        line.contains(
            "500 rows, 2 quarantined, 1 duplicate, 200 dropped, 500 folded, of 1,203 read"),
        line);
  }

  @Test
  void oneRowIsOne() {
    assertTrue(line(4, 0, 0, 0, 1).contains("1 row, 2 quarantined"));
  }

  @Test
  void thoseOfForgottenCustomersAreCounted() {
    String line = line(510, 0, 7, 0, 500);
    assertTrue(line.contains("0 dropped, 0 folded, 7 of forgotten customers, of 510 read"), line);
  }

  @Test
  void whereEachIsARowThereIsNothingToSayOfThem() {
    String line = line(503, 0, 0, 0, 500);
    assertTrue(line.contains("500 rows, 2 quarantined, 1 duplicate "), line);
    assertTrue(!line.contains("dropped"), line);
  }
}

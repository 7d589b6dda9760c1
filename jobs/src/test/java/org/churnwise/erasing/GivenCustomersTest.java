package org.churnwise.erasing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenCustomersTest {
  private static final GivenCustomers READER = new GivenCustomers(Contract.load("reference"));

  @TempDir Path folder;

  private List<String> in(String text) throws IOException {
    Path file = folder.resolve("ids.txt");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    return READER.in(file).stream().map(GivenCustomer::written).toList();
  }

  @Test
  void aFileHasOneIdALine() throws IOException {
    assertEquals(List.of("C1", "C2", "C 3"), in("C1\n\n  C2 \r\nC 3"));
  }

  @Test
  void aHeaderAndQuotesOfCsvDoNotCount() throws IOException {
    assertEquals(List.of("a,b", "say \"x\""), in("\"Customer_ID\"\n\"a,b\"\n\"say \"\"x\"\"\"\n"));
  }

  @Test
  void whateverTablesMayHoldIsAnId() throws IOException {
    assertEquals(
        List.of("***", "-", "a\nb", "a\r\nb", "x\ty", "C1"),
        in("***\n-\r\n\"a\nb\"\n\"a\r\nb\"\r\n\"x\ty\"\rC1"));
  }

  @Test
  void aByteOrderMarkDoesNotCount() throws IOException {
    assertEquals(List.of("C1"), in("\u00ef\u00bb\u00bfcustomer_id\nC1\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n \n", "customer_id\n", "C1,34,Gold\n", "C1\n\"a\" b\"\n", "\u00fc\n"})
  void aFileThatIsNoListOfIdsIsRefused(String text) {
    ChurnException e = assertThrows(ChurnException.class, () -> in(text));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertFalse(e.getMessage().contains("Gold"), e::getMessage);
  }

  @Test
  void aQuoteInAnIdIsSaid() {
    ChurnException e = assertThrows(ChurnException.class, () -> in("say \"hi\"\n"));
    assertTrue(e.getMessage().contains("or a quote"), e::getMessage);
  }

  @Test
  void aMissingFileIsRefused() {
    ChurnException e =
        assertThrows(ChurnException.class, () -> READER.in(folder.resolve("none.txt")));
    assertEquals(ExitCode.USAGE, e.exitCode());
  }

  @Test
  void anIdIsSpelledAsTheContractLoadsIt() throws IOException {
    Path contract = folder.resolve("own.conf");
    Files.writeString(
        contract,
        """
        feeds.sales {
          files = [ { name = "s.csv" } ]
          header = true
          columns {
            transaction_id { from = nr }
            customer_id { from = who, letter-case = upper }
            transaction_date { from = day }
            total_amount { from = amount }
          }
        }
        """);
    GivenCustomer given =
        new GivenCustomers(Contract.load(contract.toString())).of(List.of(" ab1 ")).get(0);
    assertEquals(Set.of("AB1"), given.contracted());
    assertEquals(Set.of("AB1", "ab1"), given.spellings());
  }
}

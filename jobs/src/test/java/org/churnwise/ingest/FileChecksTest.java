package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose rows are good, but must not be loaded beside each other. */
@Slow
class FileChecksTest {
  private static final String CONTRACT =
      """
      feeds.sales {
        files = [ { name = "full_.*\\\\.csv" } ]
        header = true
        %s
        columns {
          transaction_id { %s }
          customer_id { from = client }
          transaction_date { from = day }
          total_amount { from = amount }
        }
      }
      """;

  /** Two customers, and one of them twice on a day. */
  private static final String FIRST =
      """
      client,day,amount
      C1,2024-01-01,10
      C1,2024-01-01,10
      C2,2024-01-02,10
      C1,2024-01-03,12
      """;

  private static final String SECOND = FIRST + "C2,2024-01-03,12\nC1,2024-01-04,10\n";

  @TempDir Path folder;
  private Path source;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  private IngestResult load(String keys, String number) throws IOException {
    Path own = Files.writeString(folder.resolve("own.conf"), CONTRACT.formatted(keys, number));
    Contract contract = Contract.load(own.toString());
    return new DataIngestionPipeline(
            temporary.warehouse(),
            temporary.ledger(),
            TestSpark::session,
            contract,
            TestSentiment.SETTINGS)
        .load(new FileDiscovery(temporary.warehouse(), contract).discover(source.toString()));
  }

  private String refusal(String keys, String number) {
    ChurnException e = assertThrows(ChurnException.class, () -> load(keys, number));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    return e.getMessage();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(source.resolve(name), text);
  }

  @Test
  void aFileThatRepeatsTheDaysOfALoadedOneIsRefusedIfItsRowsHaveNoNumbers() throws IOException {
    write("full_1.csv", FIRST);
    load("", "generated = true");
    write("full_2.csv", SECOND);
    String message = refusal("", "generated = true");
    assertTrue(
        message.contains(
            "full_2.csv: 4 of its 6 rows, of 2024-01-01 to 2024-01-03, equal rows of other files;"
                + " their transaction_id is generated, so each would count twice"),
        message);
    assertEquals(4, temporary.count(Tables.SALES));
  }

  @Test
  void filesOfOneLoadRepeatEachOtherToo() throws IOException {
    write("full_1.csv", FIRST);
    write("full_2.csv", SECOND);
    assertTrue(refusal("", "generated = true").contains("full_2.csv: 4 of its 6 rows"));
    assertEquals(0, temporary.count(Tables.SALES));
  }

  @Test
  void rowsAreRecognisedByTheirContent() throws IOException {
    write("full_1.csv", FIRST);
    write("full_2.csv", SECOND);
    load("", "generated = from-content");
    assertEquals(
        TextTable.expected(
            """
            file_name  | rows_read | rows_loaded | rows_quarantined | rows_duplicate
            full_1.csv | 4         | 4           | 0                | 0
            full_2.csv | 6         | 2           | 0                | 4
            """),
        temporary.rows(
            Tables.FILES_INGESTED,
            "file_name",
            "rows_read",
            "rows_loaded",
            "rows_quarantined",
            "rows_duplicate"));
  }

  @Test
  void rowsThatOnlyFewOthersEqualAreNoRepetition() throws IOException {
    write("full_1.csv", FIRST);
    write("full_2.csv", "client,day,amount\nC1,2024-01-01,10\nC3,2024-01-01,5\nC4,2024-01-02,5\n");
    load("", "generated = true");
    assertEquals(7, temporary.count(Tables.SALES));
  }

  @Test
  void whoSaysThatDaysMayRepeatIsBelieved() throws IOException {
    write("full_1.csv", FIRST);
    write("full_2.csv", SECOND);
    load("", "generated = true, days-may-repeat = true");
    assertEquals(10, temporary.count(Tables.SALES));
  }

  @Test
  void aFileOfTwoCurrenciesIsRefusedWithBoth() throws IOException {
    write(
        "full_1.csv",
        """
        no,client,day,amount,money
        1,C1,2024-01-01,10,EUR
        2,C1,2024-01-01,10,eur
        3,C1,2024-01-01,10,USD
        """);
    String message = refusal("currency { from = money }", "from = no");
    assertTrue(
        message.contains("its money is of different currencies, EUR (line 2) and USD (line 4)"),
        message);
    String only = refusal("currency { from = money, constant = CHF }", "from = no");
    assertTrue(only.contains("EUR (line 2) and USD (line 4)"), only);
    assertEquals(0, temporary.count(Tables.FILES_INGESTED));
  }

  @Test
  void filesOfDifferentCurrenciesAreRefused() throws IOException {
    write("full_1.csv", "no,client,day,amount,money\n1,C1,2024-01-01,10,EUR\n");
    write("full_2.csv", "no,client,day,amount,money\n2,C1,2024-01-02,10,USD\n");
    String message = refusal("currency { from = money }", "from = no");
    assertTrue(message.contains("full_2.csv: its money is USD (line 2), that of file "), message);
    assertTrue(message.contains("full_1.csv EUR, and cannot be summed"), message);
    assertEquals(0, temporary.count(Tables.SALES));
  }

  private void sales(int file, String... money) throws IOException {
    StringBuilder text = new StringBuilder("no,client,day,amount,money\n");
    for (int i = 0; i < money.length; i++) {
      text.append("%d-%d,C1,2024-01-01,10,%s%n".formatted(file, i, money[i]));
    }
    write("full_%d.csv".formatted(file), text.toString());
  }

  private CorrectionResult correct(CorrectionPlan.Kind kind) {
    Contract contract = Contract.load(folder.resolve("own.conf").toString());
    Ledger ledger = temporary.ledger();
    List<String> names = List.of("full_1.csv");
    LoadedFiles loaded = ledger.view().loaded();
    List<SourceFile> found = new FileDiscovery(contract).discover(source.toString());
    return new DataIngestionPipeline(
            temporary.warehouse(), ledger, TestSpark::session, contract, TestSentiment.SETTINGS)
        .correct(
            kind == CorrectionPlan.Kind.UNDO
                ? CorrectionPlan.undo(names, loaded)
                : CorrectionPlan.replace(names, source.toString(), found, loaded));
  }

  private String currencies() {
    return temporary.rows(Tables.FILES_INGESTED, "file_name", "currency");
  }

  @Test
  void aLaterLoadOfAnotherCurrencyIsRefusedAndOneWithoutIsNot() throws IOException {
    sales(1, "EUR", "eur", " EUR", "EUR\u00a0");
    load("currency { from = money }", "from = no");
    sales(2, "EUR");
    load("", "from = no"); // it does not say
    sales(3, "x", "Eur");
    sales(4, "", "", "USD");
    String message = refusal("currency { from = money }, missing = [\"\", x]", "from = no");
    assertTrue(
        message.contains(
            "full_4.csv: its money is USD (line 4), that of file full_1.csv, loaded before, EUR, and"
                + " cannot be summed; convert it, leave it out with 'drop', or load it into a"
                + " warehouse of its own. If both mean the same, say currency { constant = EUR } in"
                + " the contract, without 'from'; nothing was loaded"),
        message);
    Files.delete(source.resolve("full_4.csv"));
    sales(3, "Eur");
    load("currency { constant = eur }", "from = no");
    String expected =
        TextTable.expected(
            """
            file_name  | currency
            full_1.csv | EUR
            full_2.csv | null
            full_3.csv | EUR
            """);
    assertEquals(expected, currencies());
    sales(4, "EUR");
    assertTrue(
        refusal("currency { constant = CHF }", "from = no")
            .contains("full_4.csv: its money is CHF by contract "));
    assertEquals(expected, currencies());
  }

  @Test
  void anotherCurrencyComesInForTheOnlyFileOrAfterIt() throws IOException {
    sales(1, "EUR");
    load("currency { from = money }", "from = no");
    sales(1, "USD");
    assertEquals(1, correct(CorrectionPlan.Kind.REPLACE).files().size());
    assertEquals(TextTable.expected("file_name | currency\nfull_1.csv | USD"), currencies());
    assertEquals(
        TextTable.expected("currency\nEUR"), temporary.rows(Tables.SUPERSEDED_FILES, "currency"));
    sales(2, "USD");
    load("currency { from = money }", "from = no");
    sales(1, "CHF");
    ChurnException e =
        assertThrows(ChurnException.class, () -> correct(CorrectionPlan.Kind.REPLACE));
    assertTrue(e.getMessage().contains("is CHF (line 2), that of file full_2.csv, loaded before"));
    correct(CorrectionPlan.Kind.UNDO);
    Files.delete(source.resolve("full_1.csv"));
    sales(3, "CHF");
    assertTrue(
        refusal("currency { from = money }", "from = no").contains("that of file full_2.csv"));
  }

  @Test
  void aFileOfAnotherCurrencyThanTheOnlyOneIsRefused() throws IOException {
    write("full_1.csv", "no,client,day,amount,money\n1,C1,2024-01-01,10,EUR\n");
    String message = refusal("currency { from = money, constant = CHF }", "from = no");
    assertTrue(
        message.contains("its money is EUR (line 2), but contract")
            && message.contains("allows only CHF"),
        message);
  }

  /** Six receipts a day, of two lines each; the numbers start anew each day. */
  @Test
  void receiptNumbersThatStartAnewEachDayAreKeysTogetherWithIt() throws IOException {
    StringBuilder text = new StringBuilder("no,client,day,amount,state\n");
    for (int day = 1; day <= 5; day++) {
      for (int receipt = 1; receipt <= 6; receipt++) {
        String line = "%d,C%d,2024-01-0%d,4.00,".formatted(receipt, receipt + day, day);
        text.append(line).append(receipt == 6 ? "void" : "ok").append('\n');
        text.append(line).append('\n');
      }
    }
    write("full_1.csv", text.toString());
    IngestResult result =
        load(
            "one-sale-per = [transaction_id, customer_id, transaction_date],"
                + " drop = [ { column = state, equals = void } ]",
            "from = no");
    assertEquals(60, result.rowsRead());
    assertEquals(10, result.rowsDropped());
    assertEquals(25, result.rowsFolded());
    assertEquals(25, result.rowsLoaded());
    assertEquals(0, result.rowsQuarantined());
    assertEquals(
        TextTable.expected(
            """
            check_name        | value
            dropped_share     | 0.16666666666666666
            duplicate_share   | 0.0
            folded_share      | 0.4166666666666667
            quarantined_share | 0.0
            """),
        temporary.rows(Tables.DATA_QUALITY, "check_name", "value"));
  }

  /** 10 sales of 10 lines and 10 bad lines: each share is one of the 110 lines. */
  @Test
  void badLinesAreAShareOfTheLinesAndNotOfTheSales() throws IOException {
    StringBuilder text = new StringBuilder("no,client,day,amount\n");
    for (int sale = 0; sale < 10; sale++) {
      text.append("%1$d,C%1$d,2024-01-05,4.00%n".formatted(sale).repeat(10));
      text.append("B%1$d,C%1$d,2024-01-05,none%n".formatted(sale));
    }
    write("full_1.csv", text.toString());
    assertEquals(10, load("one-sale-per = [transaction_id]", "from = no").rowsLoaded());
    assertEquals(
        TextTable.expected(
            """
            check_name        | value               | verdict
            duplicate_share   | 0.0                 | OK
            folded_share      | 0.8181818181818182  | OK
            quarantined_share | 0.09090909090909091 | BREACH
            """),
        temporary.rows(Tables.DATA_QUALITY, "check_name", "value", "verdict"));
  }

  @Test
  void conflictingSalesCountWithTheirLines() {
    LandedFile file =
        new LandedFile(
            1,
            110,
            5,
            5,
            10,
            30,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            0,
            0);
    assertEquals(100, file.recordsJudged());
    assertEquals(12, file.recordsOf(4)); // 90 good lines are 30 sales
  }
}

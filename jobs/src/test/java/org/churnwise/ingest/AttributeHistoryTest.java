package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.ingest.contract.Contract;
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

/** The history of customers: what a load adds, and from which day it is valid. */
@Slow
class AttributeHistoryTest {
  private static final String SALES =
      """
      feeds.sales {
        files = [
          { name = "sales_(?<year>[0-9]{4})_(?<month>[0-9]{2})[.]csv" }
          { name = "new_sales_(?<year>[0-9]{4})_(?<month>[0-9]{2})[.]csv", drift = true }
        ]
        columns {
          transaction_id { from = 1 }, customer_id { from = 2 }, transaction_date { from = 3 }
          total_amount { from = 4 }
        }
      }
      """;
  private static final String PEOPLE =
      """
      feeds.customers {
        files = [
          { name = "people_(?<year>[0-9]{4})_(?<month>[0-9]{2})[.]csv" }
          { name = "base.*[.]csv", valid-from = start }
          { name = "spring.*[.]csv", valid-from = 2025-04-15 }
          { name = "drift.*[.]csv", drift = true }
          { name = "export.*[.]csv" }
        ]
        columns { customer_id { from = 1 }, age { from = 2 } }
      }
      """;
  private static final LocalDate TODAY = LocalDate.of(2025, 9, 9);

  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  private IngestResult load(String contract, String... namesAndTexts) throws IOException {
    Path source = Files.createTempDirectory(folder, "source");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      names.add(namesAndTexts[i]);
      Files.writeString(source.resolve(namesAndTexts[i]), namesAndTexts[i + 1]);
    }
    Contract own =
        Contract.load(Files.writeString(folder.resolve("own.conf"), SALES + contract).toString());
    return new DataIngestionPipeline(
            temporary.warehouse(),
            temporary.ledger("r1", TODAY),
            TestSpark::session,
            own,
            TestSentiment.SETTINGS)
        .load(new FileDiscovery(temporary.warehouse(), own).discover(source.toString()));
  }

  private void assertCustomers(String expected) {
    String columns = expected.lines().findFirst().orElseThrow();
    assertEquals(
        TextTable.expected(expected),
        temporary.rows(Tables.CUSTOMERS, columns.split("\\s*\\|\\s*")));
  }

  @Test
  void aRowReplacesNothing() throws IOException {
    load(PEOPLE, "people_2025_03.csv", "C1,40\nC2,50\n");
    load(PEOPLE, "people_2025_04.csv", "C1,41\nC2,50\n");
    assertCustomers(
        """
        customer_id | age | valid_from | load_number
        C1          | 40  | 2025-04-01 | 1
        C1          | 41  | 2025-05-01 | 2
        C2          | 50  | 2025-04-01 | 1
        C2          | 50  | 2025-05-01 | 2
        """);
  }

  @Test
  void aRowThatEqualsTheOneStandingForItsDayIsADuplicate() throws IOException {
    load(PEOPLE, "base.csv", "C1,40\nC2,50\n");
    load(PEOPLE, "base2.csv", "C1,41\nC2,50\n");
    load(PEOPLE, "base3.csv", "C2,50\nC1,40\n");
    assertCustomers(
        """
        customer_id | age | load_number
        C1          | 40  | 1
        C1          | 40  | 3
        C1          | 41  | 2
        C2          | 50  | 1
        """);
    assertEquals(
        TextTable.expected(
            "file_name | rows_loaded | rows_duplicate\nbase.csv | 2 | 0\n"
                + "base2.csv | 1 | 1\nbase3.csv | 1 | 1"),
        temporary.rows(Tables.FILES_INGESTED, "file_name", "rows_loaded", "rows_duplicate"));
  }

  @Test
  void withinAFileTheFirstRowOfADayWins() throws IOException {
    IngestResult result = load(PEOPLE, "base.csv", "C1,40\nC1,41\nC1,40\n");
    assertCustomers("customer_id | age\nC1 | 40");
    assertEquals(1, result.rowsQuarantined());
    assertEquals(1, result.rowsDuplicate());
  }

  @Test
  void aColumnOfTheFileSaysFromWhichDayARowIsValidElseTheFileDoes() throws IOException {
    load(
        PEOPLE.replace("age { from = 2 }", "age { from = 2 }, valid_from { from = 3 }"),
        "base.csv",
        "C1,40,2025-01-05\nC1,41,2025-02-07\nC2,50,\nC3,60,2025-09-10\n");
    assertCustomers(
        """
        customer_id | age | valid_from
        C1          | 40  | 2025-01-05
        C1          | 41  | 2025-02-07
        C2          | 50  | 0001-01-01
        """);
    assertEquals(
        TextTable.expected("rule | column_name | value\nafter_as_of | valid_from | 2025-09-10"),
        temporary.rows(Tables.QUARANTINE, "rule", "column_name", "value"));
  }

  @Test
  void aFileWithoutAMonthOrAWordOfTheContractIsAnExportOfToday() throws IOException {
    load(PEOPLE, "export.csv", "C1,40\n", "spring.csv", "C2,50\n");
    assertCustomers(
        """
        customer_id | valid_from
        C1          | 2025-09-09
        C2          | 2025-04-15
        """);
  }

  /** The drift begins in March; whoever loads month by month has the same. */
  @Test
  void aFileOfTheDriftIsValidAfterTheFirstDriftMonthThatItComesWith() throws IOException {
    String february = "T1,C1,2025-02-03,1\n";
    String march = "T2,C1,2025-03-03,1\n";
    String april = "T3,C1,2025-04-03,1\n";
    load(
        PEOPLE,
        "sales_2025_02.csv",
        february,
        "new_sales_2025_03.csv",
        march,
        "new_sales_2025_04.csv",
        april,
        "drift.csv",
        "C1,40\n");
    assertCustomers("customer_id | valid_from\nC1 | 2025-04-01");
  }

  @Test
  void aFileOfTheDriftThatComesLaterIsNotTakenForKnownThen() throws IOException {
    load(PEOPLE, "sales_2025_02.csv", "T1,C1,2025-02-03,1\n");
    load(PEOPLE, "new_sales_2025_03.csv", "T2,C1,2025-03-03,1\n");
    load(PEOPLE, "drift.csv", "C1,40\n", "new_sales_2025_04.csv", "T3,C1,2025-04-03,1\n");
    load(PEOPLE, "drift2.csv", "C2,40\n");
    assertCustomers(
        """
        customer_id | valid_from
        C1          | 2025-05-01
        C2          | 2025-09-09
        """);
  }

  /**
   * C1 has bought since February 3, and any snapshot after it reads the only row. C2 has a row from
   * the start, so the export of today is read from today on.
   */
  @Test
  void theFirstDayOfALoadSaysWhichSnapshotsReadIt() throws IOException {
    load(PEOPLE, "base.csv", "C2,50\n");
    load(PEOPLE, "export.csv", "C2,51\n", "sales_2025_02.csv", "T1,C1,2025-02-03,1\n");
    load(PEOPLE, "export2.csv", "C1,40\nC2,52\n");
    assertEquals(
        TextTable.expected(
            """
            file_name         | first_day  | last_day
            base.csv          | null       | null
            export.csv        | 2025-09-08 | null
            export2.csv       | 2025-02-03 | null
            sales_2025_02.csv | 2025-02-03 | 2025-02-03
            """),
        temporary.rows(Tables.FILES_INGESTED, "file_name", "first_day", "last_day"));
  }
}

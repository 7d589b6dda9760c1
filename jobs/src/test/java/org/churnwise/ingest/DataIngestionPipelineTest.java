package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.churnwise.run.ForgettingKey;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Hash;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class DataIngestionPipelineTest {
  @TempDir Path folder;
  private LoadFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new LoadFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void rowsOfAnErasedCustomerAreLeftOutAndCounted() throws IOException {
    ForgettingKey key = new ForgettingKey("k1", Hash.of("chance"));
    new ForgottenCustomers(Map.of(key, Set.of(key.hasher().apply("C1"))))
        .writeTo(
            fixture.temporary().warehouse(),
            fixture.temporary().ledger("r0", LoadFixture.AS_OF).run());
    fixture.write(
        "sales_2025_1.csv",
        "T1,C1,2025-01-31,True,2,PayPal,19.99\nT2,C2,2025-01-01,,,,0\nT3,C1,2025-02-30,,,,0\n");
    IngestResult result = fixture.load(); // the watermark that it knows is that of the tables
    assertEquals(3, result.rowsRead());
    assertEquals(2, result.rowsForgotten());
    assertEquals(1, result.rowsLoaded());
    assertEquals(0, result.rowsQuarantined());
    assertEquals(0, fixture.temporary().count(Tables.QUARANTINE));
    assertEquals(LocalDate.of(2025, 1, 31), result.newestDay());
  }

  @Test
  void theThreeFeedsGoToTheirTables() throws IOException {
    fixture.write("customers.csv", "C1,34,Gold,Female,North,2020-02-29\nC2,,,,,\n");
    fixture.write(
        "sales_2025_1.csv", "T1,C1,2025-01-31,True,2,PayPal,19.99\nT2,C2,2025-01-01,,,,0\n");
    fixture.write(
        "feedback_raw_2025_01.csv", "2025-01-02,\"Fine, \"\"really\"\"\nfine\",C1,F1,I1\n");
    IngestResult result = fixture.load();
    assertEquals(
        new IngestResult(3, 0, 5, 0, 0, 0, 5, 0, 0, 2, 2, 1, LocalDate.of(2025, 1, 31)), result);
    fixture.assertRows(
        """
customer_id | age  | customer_segment | gender | location | signup_date | valid_from | load_number
C1          | 34   | Gold             | Female | North    | 2020-02-29  | 0001-01-01 | 1
C2          | null | null             | null   | null     | null        | 0001-01-01 | 1
""",
        Tables.CUSTOMERS);
    fixture.assertRows(
        """
transaction_id | customer_id | transaction_date | discount_applied | num_items | payment_method | total_amount | is_return | load_number
T1             | C1          | 2025-01-31       | true             | 2         | PayPal         | 19.99        | false     | 2
T2             | C2          | 2025-01-01       | null             | null      | null           | 0            | false     | 2
""",
        Tables.SALES);
    assertEquals(
        "chat_date | comment | customer_id | feedback_id | internal_id | chat_time | load_number\n"
            + "2025-01-02 | Fine, \"really\"\nfine | C1 | F1 | I1 | null | 3\n",
        fixture.temporary().rows(Tables.FEEDBACK_RAW));
  }

  @Test
  void anEqualRowIsADuplicateAndADifferentOneAConflict() throws IOException {
    fixture.write(
        "sales_2025_01.csv",
        "T1,C1,2025-01-05,,,,1\nT2,C1,2025-01-05,,,,2\nT1,C1,2025-01-05,,,,1.00\n"
            + "T1,C1,2025-01-05,,,,3\n");
    fixture.load();
    fixture.write(
        "new_sales_2025_01.csv",
        "T2,C1,2025-01-05,,,,2\nT1,C9,2025-01-05,,,,1\nT3,C1,2025-01-06,,,,4\n");
    fixture.load();
    fixture.assertRows(
        """
        transaction_id | customer_id | total_amount
        T1             | C1          | 1
        T2             | C1          | 2
        T3             | C1          | 4
        """,
        Tables.SALES,
        "transaction_id",
        "customer_id",
        "total_amount");
    fixture.assertCounts(
        """
        file_name             | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        sales_2025_01.csv     | 4         | 2           | 1                | 1
        new_sales_2025_01.csv | 3         | 1           | 1                | 1
        """);
    fixture.assertRows(
        """
feed  | file_name             | line_number | rule                  | column_name    | value | raw_row
sales | sales_2025_01.csv     | 4           | conflicting_duplicate | transaction_id | T1    | T1,C1,2025-01-05,,,,3
sales | new_sales_2025_01.csv | 2           | conflicting_duplicate | transaction_id | T1    | T1,C9,2025-01-05,,,,1
""",
        Tables.QUARANTINE,
        "feed",
        "file_name",
        "line_number",
        "rule",
        "column_name",
        "value",
        "raw_row");
  }

  @Test
  void feedbackHasDuplicatesAndConflictsToo() throws IOException {
    fixture.write(
        "feedback_raw_2025_01.csv",
        "2025-01-02,good,C1,F1,I1\n2025-01-02,good,C1,F1,I1\n2025-01-02,bad,C1,F1,I1\n");
    fixture.load();
    fixture.assertCounts(
        """
        file_name                | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        feedback_raw_2025_01.csv | 3         | 1           | 1                | 1
        """);
  }

  @Test
  void aCommentHasASentimentUnlessItIsBlank() throws IOException {
    fixture.write(
        "feedback_raw_2025_01.csv",
        "2025-01-01,I love it,C1,F1,\n2025-01-01,,C1,F2,\n2025-01-01,\" \t\n \",C1,F3,\n"
            + "2025-01-02,I love it,C2,F4,\n");
    fixture.load();
    String scored =
        """
        select
          feedback_id,
          sentiment between -1 and 1 as has_sentiment
        from feedback_sentiment
        """;
    assertEquals(
        TextTable.expected(
            """
            feedback_id | has_sentiment
            F1          | true
            F2          | null
            F3          | null
            F4          | true
            """),
        fixture.temporary().rows(new Sql("test", scored, Map.of())));
  }

  @Test
  void aCommentOfBothMonthsOfOneLoadStandsInTheFirst() throws IOException {
    fixture.write("feedback_raw_2025_01.csv", "2025-01-01,good,C1,F1,\n");
    fixture.write("feedback_raw_2025_02.csv", "2025-02-01,good,C1,F2,\n2025-02-01,good,C1,F1,\n");
    fixture.load();
    fixture.assertRows(
        """
        feedback_id | chat_date
        F1          | 2025-01-01
        F2          | 2025-02-01
        """,
        Tables.FEEDBACK_SENTIMENT,
        "feedback_id",
        "chat_date");
  }

  @Test
  void badRowsGoToQuarantineWithLineRuleAndRawRow() throws IOException {
    fixture.write(
        "sales_2025_01.csv",
        "\uFEFFT1,C1,2025-01-31,,,,1\r\n"
            + "T2,C1,2025-02-01,,,,1\r\n\r\n"
            + "T3,\"C\n"
            + "1\",2025-01-05,,,,x\r\n"
            + "T4,C1,2025-01-06,,,,4\r\n"
            + "T5,C1,2025-01-06,,,,5\r\n");
    IngestResult result = fixture.load();
    assertEquals(3, result.rowsLoaded());
    assertEquals(2, result.rowsQuarantined());
    assertEquals(
        "line_number | rule | column_name | value | raw_row\n"
            + "2 | outside_month | transaction_date | 2025-02-01 | T2,C1,2025-02-01,,,,1\n"
            + "4 | not_a_number | total_amount | x | T3,\"C\n1\",2025-01-05,,,,x\n",
        fixture
            .temporary()
            .rows(Tables.QUARANTINE, "line_number", "rule", "column_name", "value", "raw_row"));
  }

  @Test
  void aRowAfterTheAsOfDateNeverMovesTheWatermark() throws IOException {
    fixture.write("sales_2025_01.csv", "T1,C1,2025-01-10,,,,1\nT2,C1,2025-01-11,,,,1\n");
    fixture.load(LocalDate.of(2025, 1, 10), TestSpark::session);
    fixture.assertRows(
        """
        rule        | value
        after_as_of | 2025-01-11
        """,
        Tables.QUARANTINE,
        "rule",
        "value");
    fixture.assertRows("last_day\n2025-01-10", Tables.FILES_INGESTED, "last_day");
  }

  @Test
  void aCompressedFileIsReadAsItsContent() throws IOException {
    Path file = fixture.source().resolve("sales_2025_01.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("T1,C1,2025-01-31,,,,1\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(1, fixture.load().salesRows());
  }
}

package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.csv.TextRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowParserTest {
  private static final LocalDate AS_OF = LocalDate.of(2025, 1, 20);
  private static final YearMonth JANUARY = YearMonth.of(2025, 1);

  private static List<Row> parse(
      String contract, String feed, List<String> header, String... values) {
    FeedContract feedContract = Contract.load(contract).feed(feed).orElseThrow();
    YearMonth month = header.isEmpty() ? JANUARY : null;
    FileTask task = new FileTask(1, "/data/f.csv", "f.csv", month, null, AS_OF, null, feedContract);
    List<Row> rows = new ArrayList<>();
    RowParser parser = new RowParser(task, header);
    TextRecord record =
        new TextRecord(7, String.join(",", values), List.of(values), TextRecord.Flaw.NONE);
    parser.parse(record, rows::add);
    rows.addAll(parser.tally(""));
    List<Row> folded = new ArrayList<>();
    new SaleFolder(rows.iterator(), List.of(task)).forEachRemaining(folded::add);
    folded.removeIf(row -> value(row, "record_count").equals(0L) && value(row, "rule") == null);
    return folded;
  }

  private static Object value(Row row, String column) {
    return row.get(LandingRows.place(column));
  }

  /** Rule, column and value of each reason why the values are no good row. */
  private static List<String> reasons(String feed, String line) {
    String[] values = Arrays.stream(line.split(",", -1)).map(String::strip).toArray(String[]::new);
    return parse("reference", feed, List.of(), values).stream()
        .filter(row -> value(row, "outcome").equals("BAD"))
        .map(
            row -> value(row, "rule") + " " + value(row, "column_name") + " " + value(row, "value"))
        .toList();
  }

  @Test
  void aGoodSaleHasItsTypes() {
    Row row =
        parse(
                "reference",
                "sales",
                List.of(),
                "T1",
                "C1",
                " 2025-01-05",
                "TRUE",
                "3.0",
                "",
                "9.99995")
            .get(0);
    assertEquals("GOOD", value(row, "outcome"));
    assertEquals("T1", value(row, "transaction_id"));
    assertEquals("2025-01-05", value(row, "transaction_date"));
    assertEquals(true, value(row, "discount_applied"));
    assertEquals(3L, value(row, "num_items"));
    assertEquals(null, value(row, "payment_method"));
    assertEquals(new BigDecimal("10.0000"), value(row, "total_amount"));
    assertEquals(7L, value(row, "line_number"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "T1,C1,2025-01-05,true,1,Card          | wrong_column_count null 6 instead of 7",
        "T1,C1,2025-01-05,true,1,Card,1,2      | wrong_column_count null 8 instead of 7",
        ",C1,2025-01-05,true,1,Card,1          | missing_value transaction_id",
        "T1,,2025-01-05,true,1,Card,1          | missing_value customer_id",
        "T1,C1,,true,1,Card,1                  | missing_value transaction_date",
        "T1,C1,2025-01-05,true,1,Card,         | missing_value total_amount",
        "T1,C1,05.01.2025,true,1,Card,1        | not_a_date transaction_date 05.01.2025",
        "T1,C1,2025-01-32,true,1,Card,1        | not_a_date transaction_date 2025-01-32",
        "T1,C1,2024-12-31,true,1,Card,1        | outside_month transaction_date 2024-12-31",
        "T1,C1,2025-01-21,true,1,Card,1        | after_as_of transaction_date 2025-01-21",
        "T1,C1,2025-01-05,yes,1,Card,1         | not_a_boolean discount_applied yes",
        "T1,C1,2025-01-05,true,1.5,Card,1      | not_a_number num_items 1.5",
        "T1,C1,2025-01-05,true,-1,Card,1       | not_negative num_items -1",
        "T1,C1,2025-01-05,true,1,Card,many     | not_a_number total_amount many",
        "T1,C1,2025-01-05,true,1,Card,NaN      | not_a_number total_amount NaN",
        "T1,C1,2025-01-05,true,1,Card,30.      | not_a_number total_amount 30.",
        "T1,C1,2025-01-05,true,1,Card,30.e1    | not_a_number total_amount 30.e1",
        "T1,C1,2025-01-05,true,1,Card,.        | not_a_number total_amount .",
        "T1,C1,2025-01-05,true,1,Card,\u0663\u0660 | not_a_number total_amount \u0663\u0660",
        "T1,C1,2025-01-05,true,\uff11,Card,1   | not_a_number num_items \uff11",
        "T1,C1,2025-01-\u0660\u0665,true,1,Card,1 | not_a_date transaction_date"
            + " 2025-01-\u0660\u0665",
        "T1,C1,2025-01-05,true,1,Card,1e-99999999 | not_a_number total_amount 1e-99999999",
        "T1,C1,2025-01-05,true,1,Card,-0.01    | not_negative total_amount -0.01",
        "T1,C1,2025-01-05,true,1,Card,100000000000000 | out_of_range total_amount 100000000000000"
      })
  void aBadSaleNamesRuleColumnAndValue(String line, String reason) {
    assertEquals(List.of(reason), reasons("sales", line).stream().map(String::strip).toList());
  }

  @Test
  void everyRuleThatARowBreaksIsNamed() {
    assertEquals(
        List.of(
            "outside_month transaction_date 2025-02-01",
            "after_as_of transaction_date 2025-02-01",
            "not_a_number num_items x",
            "not_negative total_amount -1"),
        reasons("sales", "T1,C1,2025-02-01,true,x,Card,-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C1,151,Gold,F,North,2020-01-01 | out_of_range age 151",
        "C1,old,Gold,F,North,2020-01-01 | not_a_number age old",
        "C1,30,Gold,F,North,2020-13-01  | not_a_date signup_date 2020-13-01",
        "C1,30,Gold,F,North,2025-01-21  | after_as_of signup_date 2025-01-21"
      })
  void aBadCustomerNamesRuleColumnAndValue(String line, String reason) {
    assertEquals(List.of(reason), reasons("customers", line));
  }

  @Test
  void theFirstAndTheLastDayOfTheMonthAndTheAsOfDayAreGood() {
    assertEquals(List.of(), reasons("sales", "T1,C1,2025-01-01,true,1,Card,0"));
    assertEquals(List.of(), reasons("sales", "T1,C1,2025-01-20,true,1,Card,0"));
  }

  @ParameterizedTest
  @CsvSource({"30, 30", ".5, 0.5", "+1.25, 1.25", "1e3, 1000", "1.5E-1, 0.15"})
  void aNumberMayHaveASignAnExponentOrNoDigitBeforeItsPoint(String text, BigDecimal number) {
    List<String> header = List.of("customer_id", "date", "number_of_cds", "dollar_value");
    Row row = parse("cdnow", "sales", header, "1", "19970101", "1", text).get(0);
    assertEquals(number.setScale(4), value(row, "total_amount"));
  }

  @Test
  void aCustomerMayHaveNothingButAnId() {
    assertEquals(List.of(), reasons("customers", "C1,,,,,"));
  }

  @Test
  void everyReasonIsARowAndTheRecordCountsOnce() {
    List<Row> rows = parse("reference", "sales", List.of(), "T1", "", "x", "", "", "", "-1");
    assertEquals(
        List.of(1L, 0L, 0L),
        rows.stream()
            .filter(row -> value(row, "outcome").equals("BAD"))
            .map(row -> value(row, "record_count"))
            .toList());
  }

  @Test
  void aCancellationTakesMoneyBackAndALineWithoutCustomerIsLeftOut() {
    List<String> header =
        List.of("InvoiceNo", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");
    Row cancelled =
        parse(
                "online-retail",
                "sales",
                header,
                "C536379",
                "-1",
                "2010-12-01 09:41:00",
                "27.50",
                "14527.0",
                "UK")
            .get(0);
    Row anonymous =
        parse(
                "online-retail",
                "sales",
                header,
                "536414",
                "56",
                "2010-12-01 11:52:00",
                "0",
                "",
                "UK")
            .get(0);
    assertEquals("GOOD", value(cancelled, "outcome"));
    assertEquals(new BigDecimal("-27.5000"), value(cancelled, "total_amount"));
    assertEquals(true, value(cancelled, "is_return"));
    assertEquals("FILTERED", value(anonymous, "outcome"));
    assertEquals(1L, value(anonymous, "record_count"));
  }

  @Test
  void aLineOfAnInvoiceIsPricedAndItsCustomerAWholeNumber() {
    List<String> header =
        List.of("InvoiceNo", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");
    Row row =
        parse(
                "online-retail",
                "sales",
                header,
                "536365",
                "6",
                "2010-12-01 08:26:00",
                "2.55",
                "17850.0",
                "UK")
            .get(0);
    assertEquals("17850", value(row, "customer_id"));
    assertEquals("2010-12-01", value(row, "transaction_date"));
    assertEquals(6L, value(row, "num_items"));
    assertEquals(new BigDecimal("15.3000"), value(row, "total_amount"));
  }

  @Test
  void aGeneratedKeyIsFileNameAndLine() {
    List<String> header = List.of("customer_id", "date", "number_of_cds", "dollar_value");
    Row row = parse("cdnow", "sales", header, "00001", "19970101", "1", "11.77").get(0);
    assertEquals("f.csv:7", value(row, "transaction_id"));
  }
}

package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.csv.TextRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a contract takes for a return. Records: number, kind, pieces, amount, money refunded. */
class ReturnsTest {
  private static final List<String> HEADER = List.of("no", "kind", "pieces", "amount", "refunded");

  private static final String GROUPED = "one-sale-per = [transaction_id]\n";

  @TempDir Path folder;

  /** A contract for sales with some lines of its own. */
  private FeedContract contract(String lines, String columns) throws IOException {
    String text =
        """
        feeds.sales {
          files = [ { name = "till[.]csv" } ]
          header = true
          %s
          columns {
            transaction_id { from = no }
            customer_id { constant = C1 }
            transaction_date { constant = 2025-01-05 }
            %s
          }
        }
        """
            .formatted(lines, columns);
    Path file = Files.writeString(folder.resolve("own.conf"), text);
    return Contract.load(file.toString()).feed("sales").orElseThrow();
  }

  private FeedContract contract(String lines) throws IOException {
    return contract(lines, "num_items { from = pieces }, total_amount { from = amount }");
  }

  /** The good row as amount, pieces, is_return; else the rule, column and value of each reason. */
  private static String read(FeedContract contract, String record) {
    FileTask task =
        new FileTask(1, "/d/f.csv", "f.csv", null, null, LocalDate.of(2025, 2, 1), null, contract);
    List<Row> rows = new ArrayList<>();
    new RowParser(task, HEADER).parse(record(record), rows::add);
    return rows.stream().map(ReturnsTest::spoken).collect(Collectors.joining(", "));
  }

  private static TextRecord record(String text) {
    List<String> values = List.of(text.split(",", -1)).stream().map(String::strip).toList();
    return new TextRecord(7, text, values, TextRecord.Flaw.NONE);
  }

  private static String spoken(Row row) {
    return value(row, "outcome").equals("GOOD")
        ? "%s %s %s"
            .formatted(value(row, "total_amount"), value(row, "num_items"), value(row, "is_return"))
        : "%s %s %s".formatted(value(row, "rule"), value(row, "column_name"), value(row, "value"));
  }

  private static Object value(Row row, String column) {
    return row.get(LandingRows.place(column));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,,2,10,   | 10.0000 2 false",
        "1,,0,0,    | 0.0000 0 false",
        "1,,,10,    | 10.0000 null false",
        "1,,2,-10,  | negative_without_returns total_amount -10.0000",
        "1,,-2,10,  | negative_without_returns num_items -2",
        "1,,-2,-10, | negative_without_returns total_amount -10.0000, negative_without_returns num_items -2"
      })
  void withoutAWordOnReturnsANegativeNumberIsBad(String record, String expected)
      throws IOException {
    assertEquals(expected, read(contract(""), record));
    assertEquals(expected, read(contract("returns = false"), record));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,,2,10,   | 10.0000 2 false",
        "1,,2,-10,  | -10.0000 -2 true",
        "1,,-2,10,  | -10.0000 -2 true",
        "1,,-2,-10, | -10.0000 -2 true",
        "1,,-2,0,   | 0.0000 -2 true",
        "1,,,-10,   | -10.0000 null true",
        "1,,2,0,    | 0.0000 2 false"
      })
  void aNegativeAmountOrNumberOfPiecesIsAReturn(String record, String expected) throws IOException {
    assertEquals(expected, read(contract("returns = true"), record));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C1,sale,2,10,    | -10.0000 -2 true",
        "C1,sale,-2,-10,  | -10.0000 -2 true",
        "1,refund,2,10,   | -10.0000 -2 true",
        "1,refunded,2,10, | 0.0000 0 true",
        "1,sale,2,10,     | 10.0000 2 false",
        "1,sale,2,-10,    | negative_without_returns total_amount -10.0000",
        "1,refund,2,x,    | not_a_number total_amount x"
      })
  void aMarkMakesAReturnWhateverTheSign(String record, String expected) throws IOException {
    String marks =
        """
        returns = [
          { column = no, starts-with = C }
          { column = kind, equals = refund }
          { column = kind, equals = refunded, void = true }
        ]\
        """;
    assertEquals(expected, read(contract(marks), record));
  }

  @Test
  void negativeNumbersAndMarksGoTogether() throws IOException {
    String both = "returns = [ { negative = true }, { column = kind, equals = refund } ]";
    assertEquals("-10.0000 -2 true", read(contract(both), "1,sale,2,-10,"));
    assertEquals("-10.0000 -2 true", read(contract(both), "1,refund,2,10,"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,,2,10,      | 10.0000 2 false",
        "1,,2,10,0.00  | 10.0000 2 false",
        "1,,2,10,4.50  | 5.5000 2 false",
        "1,,2,10,-4.50 | 5.5000 2 false",
        "1,,2,10,10    | 0.0000 0 true",
        "1,,2,10,12    | -2.0000 0 true",
        "1,,2,-10,     | negative_without_returns total_amount -10.0000",
        "1,,2,10,x     | not_a_number refunded_amount x",
        "1,,2,10,99999999999999 | -99999999999989.0000 0 true"
      })
  void refundedMoneyLowersTheSale(String record, String expected) throws IOException {
    String columns =
        "num_items { from = pieces }, total_amount { from = amount }, refunded_amount { from ="
            + " refunded }";
    assertEquals(expected, read(contract("", columns), record));
  }

  /** The mark says nothing that the refunded money does not say better. */
  @Test
  void refundedMoneyIsNotTakenTwice() throws IOException {
    String columns = "total_amount { from = amount }, refunded_amount { from = refunded }";
    FeedContract contract = contract("returns = [ { column = kind, equals = refunded } ]", columns);
    assertEquals("0.0000 null true", read(contract, "1,refunded,,10,10"));
    assertEquals("6.0000 null false", read(contract, "1,refunded,,10,4"));
    assertEquals("-10.0000 null true", read(contract, "1,refunded,,10,"));
  }

  /** The bounds of an amount are those of what goes back, too. */
  @Test
  void theRulesOfAnAmountHoldForReturnsWithoutTheirSign() throws IOException {
    String columns = "total_amount { from = amount, min = 1, max = 20, not-negative = true }";
    FeedContract marked = contract("returns = [ { column = kind, equals = refund } ]", columns);
    assertEquals("-10.0000 null true", read(marked, "1,refund,,-10,"));
    assertEquals("out_of_range total_amount -21", read(marked, "1,refund,,-21,"));
    assertEquals("not_negative total_amount -10", read(marked, "1,sale,,-10,"));
    FeedContract negative =
        contract("returns = true", "total_amount { from = amount, min = 1, max = 20 }");
    assertEquals("-10.0000 null true", read(negative, "1,,,-10,"));
    assertEquals("out_of_range total_amount -0.5", read(negative, "1,,,-0.5,"));
  }

  /** Lines of one sale, folded. */
  private static String fold(FeedContract contract, String... records) {
    FileTask task =
        new FileTask(1, "/d/f.csv", "f.csv", null, null, LocalDate.of(2025, 2, 1), null, contract);
    RowParser parser = new RowParser(task, HEADER);
    List<Row> lines = new ArrayList<>();
    for (String record : records) {
      parser.parse(record(record), lines::add);
    }
    List<String> sales = new ArrayList<>();
    new SaleFolder(lines.iterator(), List.of(task)).forEachRemaining(row -> sales.add(spoken(row)));
    return String.join(", ", sales);
  }

  /** An exchange for less, a whole return, a sale that was taken back, a discount. */
  @Test
  void theSumOfTheLinesSaysWhetherTheSaleIsAReturn() throws IOException {
    FeedContract negative = contract(GROUPED + "returns = true");
    assertEquals("5.0000 1 false", fold(negative, "1,,2,10,", "1,,-1,-5,"));
    assertEquals("-4.0000 0 true", fold(negative, "1,,1,1,", "1,,-1,-5,"));
    assertEquals("0.0000 0 true", fold(negative, "1,,1,5,", "1,,-1,-5,"));
    assertEquals("0.0000 1 false", fold(negative, "1,,1,0,"));
    assertEquals("4.0000 2 false", fold(contract(GROUPED), "1,,1,5,", "1,,1,-1,"));
  }

  @Test
  void aNegativeSumWithoutAWordOnReturnsMakesAllLinesBad() throws IOException {
    String bad = "negative_without_returns total_amount -4.0000";
    assertEquals(bad + ", " + bad, fold(contract(GROUPED), "1,,1,1,", "1,,1,-5,"));
    bad = "negative_without_returns num_items -1";
    assertEquals(bad + ", " + bad, fold(contract(GROUPED), "1,,1,10,", "1,,-2,5,"));
  }

  /** What stands on one line of a sale holds for those where nothing stands. */
  @Test
  void aMarkOnOneLineHoldsForLinesWithoutAWord() throws IOException {
    FeedContract beside = contract(GROUPED + "returns = [ { column = kind, equals = refund } ]");
    assertEquals("-15.0000 -3 true", fold(beside, "1,refund,1,5,", "1,,2,10,"));
    assertEquals("5.0000 1 false", fold(beside, "1,refund,1,5,", "1,sale,2,10,"));
    FeedContract whole =
        contract(GROUPED + "returns = [ { column = kind, equals = refunded, void = true } ]");
    assertEquals("0.0000 0 true", fold(whole, "1,refunded,1,5,", "1,,2,10,"));
  }

  @Test
  void refundedMoneyIsTakenOffTheSum() throws IOException {
    String columns = "total_amount { from = amount }, refunded_amount { from = refunded%s }";
    FeedContract lines = contract(GROUPED, columns.formatted(""));
    assertEquals("11.0000 null false", fold(lines, "1,,,10,4", "1,,,5,"));
    assertEquals("0.0000 null true", fold(lines, "1,,,10,12", "1,,,5,3"));
    FeedContract repeated = contract(GROUPED, columns.formatted(", repeats = true"));
    assertEquals("11.0000 null false", fold(repeated, "1,,,10,4", "1,,,5,4"));
    String bad = "contradicting_lines refunded_amount 4.0000, 3.0000";
    assertEquals(bad + ", " + bad, fold(repeated, "1,,,10,4", "1,,,5,3"));
  }
}

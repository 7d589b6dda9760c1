package org.churnwise.ingest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
  private static final String SALES =
      """
      feeds.sales {
        files = [ { name = "till\\\\.csv" } ]
        header = true
        columns {
          transaction_id { from = Receipt }
          customer_id { from = Card }
          transaction_date { from = Day }
          total_amount = { from = Sum }
        }
      }
      """;

  @TempDir Path folder;

  private Contract contract(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("own.conf"), text);
    return Contract.load(file.toString());
  }

  private String refusal(String text) {
    ChurnException e = assertThrows(ChurnException.class, () -> contract(text));
    assertEquals(ExitCode.USAGE, e.exitCode());
    return e.getMessage();
  }

  @Test
  void theReferenceReadsAllThreeFeeds() {
    Contract contract = Contract.load("reference");
    assertEquals(
        List.of("customers", "sales", "feedback"),
        contract.feeds().stream().map(FeedContract::feed).toList());
    assertEquals(7, contract.feed("sales").orElseThrow().format().columnCount());
  }

  @Test
  void theBundledContractsReadSalesAlone() {
    for (String name : List.of("cdnow", "online-retail")) {
      assertEquals(
          List.of("sales"), Contract.load(name).feeds().stream().map(FeedContract::feed).toList());
    }
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    ChurnException e = assertThrows(ChurnException.class, () -> Contract.load("online_retail"));
    assertEquals(
        "ingest.contract = 'online_retail' is neither a known contract (cdnow, german-shop,"
            + " online-retail, reference, shopify-orders, stripe-charges) nor the path of a .conf"
            + " file; did you mean online-retail?",
        e.getMessage());
  }

  @Test
  void aMissingFileIsRefused() {
    ChurnException e = assertThrows(ChurnException.class, () -> Contract.load("none/own.conf"));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertTrue(e.getMessage().startsWith("cannot read contract none/own.conf;"));
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLineAndTheNearestKnownOne() {
    String message = refusal(SALES.replace("header = true", "headers = true"));
    assertTrue(
        message.endsWith("own.conf: 3: unknown key 'feeds.sales.headers'; did you mean header?"),
        message);
  }

  @Test
  void aDemandedColumnMustBeMapped() {
    String message = refusal(SALES.replace("customer_id { from = Card }", ""));
    assertTrue(message.endsWith("the feed sales needs the column 'customer_id'"), message);
  }

  @Test
  void aContractWithoutSalesIsRefused() {
    String message = refusal("limits.duplicate-share = 0.1");
    assertTrue(message.contains("'feeds.sales' is missing"), message);
  }

  @Test
  void aNameNeedsAHeader() {
    String message = refusal(SALES.replace("header = true", ""));
    assertTrue(message.contains("is a name, but the files have no header"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\\\.parquet",
        "\\\\.json\\\\.gz",
        "\\\\.jsonl(\\\\.gz)?",
        "[.]jsonl",
        "[.](json|parquet)"
      })
  void filesThatNameTheirValuesNeedNone(String ending) throws IOException {
    String text = SALES.replace("header = true", "").replace("\\\\.csv", ending);
    assertTrue(contract(text).feed("sales").orElseThrow().format().header());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "columns {                      | columns { currency { from = X }",
        "total_amount = { from = Sum }  | total_amount { from = Sum, currency = x }"
      })
  void aKeyOneLevelTooDeepIsSentToItsPlace(String good, String deep) {
    String message = refusal(SALES.replace(good, deep));
    assertTrue(
        message.contains("; currency belongs in feeds.sales, not in feeds.sales.columns"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ from = Sum, constant = 1 } | exactly one of from, constant, product-of, generated",
        "{ product-of = [Sum] }       | takes two columns",
        "{ from = Sum, values = [a] } | need a text column, not decimal(18,4)",
        "{ from = Sum, min = 2, max = 1 } | min 2 is above max 1",
        "{ from = Sum, min = many }   | must be a number",
        "{ generated = true }         | only transaction_id can be generated",
        "{ from = [Sum] }             | must be one value",
        "{ from = 0 }                 | must be a position: 1, 2, ...",
        "3                            | must be a section"
      })
  void aColumnThatDoesNotHoldTogetherIsRefused(String column, String reason) {
    String message = refusal(SALES.replace("{ from = Sum }", column));
    assertTrue(message.contains(reason), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delimiter = \"::\"            | must be one character",
        "encoding = UTF-32             | is not supported",
        "encoding = klingon            | is not supported",
        "date-formats = [yyyy-MM]      | it does not define a day",
        "date-formats = [bogus]        | date format 'bogus'",
        "column-count = 9              | only for files without a header",
        "one-sale-per = [customer_id]  | must contain transaction_id",
        "drop = [ { column = Day } ]   | a filter needs 'column' and one of",
        "returns = yes                 | must be true or false",
        "returns = [ { column = Day } ] | a filter needs 'column' and one of",
        "returns = [ { column = Day, void = true } ] | a filter needs 'column' and one of",
        "returns = [ { negative = true, column = Day, equals = x } ] | 'negative' stands alone",
        "returns = [ { negative = false } ] | 'negative' stands alone, and can only be true",
        "returns = [ { colum = Day, equals = x } ] | did you mean column?",
        "returns = true, columns.total_amount.not-negative = true | 'columns.total_amount' is"
            + " not-negative",
        "columns.refunded_amount { from = 0 } | must be a position",
        "columns.is_return { from = Sum } | unknown key 'feeds.sales.columns.is_return'",
        "files = [ { name = \"(\" } ]  | is not a regular expression",
        "files = []                    | 'files' is missing or empty",
        "files = [ { name = \"(?<year>y)\" } ] | needs both groups"
      })
  void aFormThatDoesNotHoldTogetherIsRefused(String line, String reason) {
    String message = refusal(SALES + "feeds.sales { " + line + " }");
    assertTrue(message.contains(reason), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "valid-from = soon, drift = true | 'valid-from' = 'soon' must be start or a day",
        "valid-from = 2025-02-30         | must be start or a day, as in 2025-01-31",
        "valid-form = start              | did you mean valid-from?"
      })
  void aDayOfValidityThatIsNoneIsRefused(String keys, String reason) {
    String message = refusal(SALES + customers(keys, "age { from = Age }"));
    assertTrue(message.contains(reason), message);
  }

  @Test
  void onlySalesHaveReturns() {
    String people =
        """
        feeds.customers {
          files = [ { name = people } ]
          header = true
          %s
          columns { customer_id { from = id }, %s }
        }
        """;
    String message = refusal(SALES + people.formatted("returns = true", "age { from = age }"));
    assertTrue(message.contains("'returns' is only for sales"), message);
    message = refusal(SALES + people.formatted("", "refunded_amount { from = x }"));
    assertTrue(message.contains("unknown key 'feeds.customers.columns.refunded_amount'"), message);
  }

  @Test
  void onlyFilesOfCustomersHaveADayOfValidity() {
    String message = refusal(SALES.replace("till\\\\.csv\"", "x\", valid-from = start"));
    assertTrue(message.contains("'valid-from' is only for files of customers"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "signup_date { from = Since, unchanging = true } | only [age, gender, location,"
            + " customer_segment] of customers can be unchanging",
        "age { from = Age, unchanging = maybe }          | must be true or false",
        "load_number { from = Number }                   | unknown key"
            + " 'feeds.customers.columns.load_number'"
      })
  void aColumnOfCustomersThatCannotBeIsRefused(String column, String reason) {
    String message = refusal(SALES + customers("drift = true", column));
    assertTrue(message.contains(reason), message);
  }

  private static String customers(String keys, String column) {
    return """
    feeds.customers {
      files = [ { name = people, %s } ]
      header = true
      columns { customer_id { from = Card }, %s }
    }
    """
        .formatted(keys, column);
  }

  @Test
  void theVersionChangesWithARuleAndNotWithAComment() throws IOException {
    String version = contract(SALES).version();
    assertEquals(version, contract("# a comment\n" + SALES).version());
    assertNotEquals(version, contract(SALES.replace("Card", "Customer")).version());
  }
}

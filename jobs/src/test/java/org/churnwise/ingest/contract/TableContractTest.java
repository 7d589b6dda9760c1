package org.churnwise.ingest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a contract says of a table, and what it cannot say. */
class TableContractTest {
  private static final String COLUMNS =
      "transaction_id.from = no, customer_id.from = client, transaction_date.from = day, total_amount { from = amount }";

  private static Contract read(String feed) {
    return Contract.kept(
        "shop.conf", "feeds.sales { %s, columns { %s } }".formatted(feed, COLUMNS));
  }

  private static String refusal(String text) {
    ChurnException e = assertThrows(ChurnException.class, () -> Contract.kept("shop.conf", text));
    assertEquals(ExitCode.USAGE, e.exitCode());
    return e.getMessage();
  }

  @Test
  void aTableHasANameOfUpToThreeParts() {
    FeedContract feed =
        read("table = DB.\"my schema\".ORDERS_1$, incremental-by = no, overlap-days = 3"
                .replace("DB.\"my schema\".ORDERS_1$", "\"\"\"DB.\"my schema\".ORDERS_1$\"\"\""))
            .feed("sales")
            .orElseThrow();
    assertEquals("DB.\"my schema\".ORDERS_1$", feed.table().relation());
    assertEquals("no", feed.table().growing());
    assertEquals(3, feed.table().overlapDays());
    assertEquals(
        "sales_2025_03-2.table",
        feed.pattern("sales_2025_03-2.table")
            .match("sales_2025_03-2.table")
            .map(m -> "sales_2025_03-2.table")
            .orElseThrow());
  }

  @Test
  void aQueryStandsInBrackets() {
    FeedContract feed =
        read("query = \"\"\"with o as (select a::int as no from x where b = 'a:b?') select * from o\"\"\"")
            .feed("sales")
            .orElseThrow();
    assertTrue(feed.table().relation().startsWith("(\nwith o as"), feed.table().relation());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table = \"a; drop table b\" | 'table' = 'a; drop table b' must be the name",
        "table = a.b.c.d | must be the name of a table or view",
        "table = a, query = \"select 1\" | exclude each other",
        "query = \"delete from sales\" | 'query' must be one select",
        "query = \"select 1; select 2\" | without a semicolon",
        "query = \"select :a\" | no parameters",
        "query = \"select ?\" | no parameters",
        "query = \"select 1 -- x\" | no comments",
        "table = a, files = [ { name = x } ] | 'files' does not go with a table: it is about files",
        "table = a, header = true | 'header' does not go with a table",
        "table = a, date-formats = dd.MM.yyyy | make it a number or a date in 'query'",
        "table = a, decimal-mark = \",\" | can only be \".\"",
        "table = a, one-sale-per = [transaction_id] | group the lines of a sale in 'query'",
        "table = a, overlap-days = 3 | 'overlap-days' needs 'incremental-by'",
        "table = a, incremental-by = no, overlap-days = x | must be a whole number of days",
        "files = [ { name = x } ], header = true, incremental-by = no | 'incremental-by' needs 'table' or 'query'",
        "table = a, valid-from = start | 'valid-from' is only for files of customers",
        "table = a, drop = [ { column = b, matches = x } ] | 'matches' of column b does not go with a table",
        "table = a, drop = [ { column = 2, equals = x } ] | the columns of a table have names",
        "header = true | or 'table' or 'query' if a table holds the rows",
      })
  void whatIsOfFilesIsRefusedWithTheReason(String feed, String why) {
    String message = refusal("feeds.sales { %s, columns { %s } }".formatted(feed, COLUMNS));
    assertTrue(message.contains(why), message);
  }

  @Test
  void aKeyThatLinesMakeIsRefused() {
    String message =
        refusal(
            "feeds.sales { table = a, columns { %s } }"
                .formatted(
                    COLUMNS.replace(
                        "transaction_id.from = no", "transaction_id.generated = true")));
    assertTrue(message.contains("'columns.transaction_id' cannot be generated"), message);
  }

  @Test
  void customersHaveNoOverlap() {
    String message =
        refusal(
            "feeds { customers { table = a, incremental-by = b, overlap-days = 1, columns { customer_id.from = c } }, sales { table = b, columns { %s } } }"
                .formatted(COLUMNS));
    assertTrue(message.contains("'overlap-days' is for sales and feedback"), message);
  }
}

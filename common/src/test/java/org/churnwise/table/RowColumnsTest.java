package org.churnwise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.sql.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowColumnsTest {
  @Test
  void aStatementGetsTheListsThatItNames() {
    Sql written =
        RowColumns.in(new Sql("test", "select :feedback_raw_values where :customer", Map.of()));
    assertEquals(
        "select r.chat_date,\n    r.comment,\n    r.customer_id,\n    r.feedback_id,\n    r.internal_id,\n    r.chat_time where :customer",
        written.text());
  }

  @Test
  void rowsDifferWhereAnyValueDoesWhicheverLoadBroughtThem() {
    String text = RowColumns.in(new Sql("test", ":sales_differences", Map.of())).text();
    assertTrue(
        text.startsWith("o.transaction_id is distinct from n.transaction_id\n    or "), text);
    assertEquals(Tables.SALES.columns().size() - 1, text.split(" or ").length);
  }

  @Test
  void commentsDoNotDifferByTheirTimeOfDay() {
    String text = RowColumns.in(new Sql("test", ":feedback_raw_differences", Map.of())).text();
    assertFalse(text.contains("chat_time"), text);
  }

  /** Rows that are taken back are kept whole. */
  @ParameterizedTest
  @CsvSource({
    "customers, superseded_customers",
    "sales, superseded_sales",
    "feedback_raw, superseded_feedback",
    "feedback_sentiment, superseded_feedback",
    "files_ingested, superseded_files",
    "quarantine, superseded_quarantine",
    "declared_watermarks, superseded_watermarks"
  })
  void whatIsTakenBackIsKeptWithAllColumns(String table, String kept) {
    List<String> columns = described(Table.named(kept)).toList();
    described(Table.named(table))
        .forEach(column -> assertTrue(columns.contains(column), kept + " lacks " + column));
    assertTrue(columns.containsAll(List.of("superseded_by string", "superseded_at timestamp")));
  }

  private static Stream<String> described(Table table) {
    return table.columns().stream().map(column -> column.name() + " " + column.type());
  }
}

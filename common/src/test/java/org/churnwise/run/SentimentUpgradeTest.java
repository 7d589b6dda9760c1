package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migration;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of an older release are of the function that it knew, and are not paid for again. */
class SentimentUpgradeTest {
  private static final long SENTIMENT = 21;

  @TempDir private Path folder;

  @Test
  void scoresNameTheirFunctionAndFillTheCache() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.insert(
          Tables.FEEDBACK_SENTIMENT,
          """
          chat_date  | customer_id | feedback_id | comment | sentiment
          2025-01-01 | C1          | F1          | good    | 0.5
          2025-01-01 | C1          | F2          | null    | null
          """);
      temporary.insert(
          Tables.SUPERSEDED_FEEDBACK,
          """
          chat_date  | customer_id | feedback_id | comment | sentiment | load_number | superseded_by | superseded_at
          2025-01-01 | C1          | F3          | bad     | -0.5      | 1           | r1            | 2025-07-01T00:00:00Z
          """);
      Migration migration =
          Migrations.all().stream()
              .filter(each -> each.version() == SENTIMENT)
              .findFirst()
              .orElseThrow();
      for (int time = 0; time < 2; time++) {
        migration.statements().forEach(temporary.warehouse()::execute);
        assertEquals(
            TextTable.expected(
                """
                comment | sentiment | scored_by | is_failed
                bad     | -0.5      | cortex    | false
                good    | 0.5       | cortex    | false
                """),
            temporary.rows(scores()));
        assertEquals(
            TextTable.expected(
                """
                feedback_id | scored_by
                F1          | cortex
                F2          | null
                """),
            temporary.rows(Tables.FEEDBACK_SENTIMENT, "feedback_id", "scored_by"));
      }
    }
  }

  private static Sql scores() {
    return new Sql(
        "test",
        "select f.comment, c.sentiment, c.scored_by, c.is_failed from sentiment_cache c inner join"
            + " (select comment from feedback_sentiment union all select comment from"
            + " superseded_feedback) f on md5(f.comment) = c.text_hash",
        Map.of());
  }
}

package org.churnwise.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A statement that reads a query by name, and one that reads scores of nobody in particular. */
class SqlReadingTest {
  private static final Sql MARGINS = sql("-- Margins.\nselect spend * :share as margin from spend");

  @Test
  void theQueryBecomesTheFirstCommonTableExpression() {
    Sql statement =
        sql(
            """
            -- One row.
            with rich as (
              select margin from margins
            )

            select margin from rich""");
    assertEquals(
        """
        -- One row.
        with margins as (
        -- Margins.
        select spend * :share as margin from spend
        ),

        rich as (
          select margin from margins
        )

        select margin from rich""",
        statement.reading("margins", MARGINS).text());
  }

  @Test
  void itIsTheOnlyOneWhereThereIsNoOther() {
    assertEquals(
        "with margins as ( select spend * :share as margin from spend ) select m.margin from a join margins m",
        sql("select m.margin from a join margins m").reading("margins", MARGINS).condensed());
  }

  @Test
  void bothKeepTheirValues() {
    Sql statement =
        sql("select margin from margins where margin > :least")
            .with("least", 1)
            .reading("margins", MARGINS.with("share", 0.5));
    assertEquals(List.of(0.5, 1L), statement.prepared().values());
  }

  /** Both queries call their share :share, and it is another one. */
  @Test
  void queriesSideBySideKeepTheirOwnValues() {
    Sql both =
        Sql.unionAll("both", List.of(MARGINS.with("share", 0.5), MARGINS.with("share", 0.25)));
    assertEquals(
        "select * from ( select spend * :share_0 as margin from spend ) query_0"
            + " union all select * from ( select spend * :share_1 as margin from spend ) query_1",
        both.condensed());
    assertEquals(List.of(0.5, 0.25), both.prepared().values());
  }

  @Test
  void aStatementThatDoesNotReadTheNameIsRefused() {
    Sql other = sql("select margin from marginsale -- from margins");
    assertThrows(IllegalArgumentException.class, () -> other.reading("margins", MARGINS));
  }

  @Test
  void scoresOfAnyScorerAreRefused() {
    String anybodys = "select churn_probability from landing_scores s -- scorer = :scorer";
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> SqlTexts.requireScorer("a/b", anybodys));
    assertEquals(
        "sql/a/b.sql reads landing_scores of any scorer; add: scorer = :scorer",
        refused.getMessage());
    SqlTexts.requireScorer("a/b", "select 1 from landing_predictions p where p.scorer = :scorer");
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }
}

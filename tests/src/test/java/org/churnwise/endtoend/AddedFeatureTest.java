package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A number and a category are added to the features in three places: the column, the expression and
 * the entry in the catalogue. One pipeline run over five months trains and scores with them, and
 * compares the fifth month with the training.
 */
@Slow
class AddedFeatureTest {
  private static final String LAST_COLUMN = "sentiment_avg_4 double not null";
  private static final String LAST_EXPRESSION =
      "cast(nvl(m.avg_4, 0) as double) as sentiment_avg_4";
  private static final String COLUMNS =
      """
,
  order_share_past_1mm double, -- orders of the last month for each of the last 3; null without any
  buyer_kind string\
""";
  private static final String EXPRESSIONS =
      """
,
  cast(p.orders_1mm as double) / nullif(p.orders_3mm, 0) as order_share_past_1mm,
  cast(case when p.orders_total = 1 then 'single' else 'repeat' end as string) as buyer_kind\
""";
  private static final String ENTRIES =
      """

        {
          name = order_share_past_1mm, type = numeric, input = true, monitored = true
          owner = sales-data, concept = orders
          meaning = "Orders of the last month for each of the last 3 months; null without any."
          reason = "{value} of the orders of 3 months in the last one"
        }
        {
          name = buyer_kind, type = categorical, input = true, monitored = true
          owner = sales-data, concept = orders
          meaning = "single after one order, else repeat."
          reason = "{value} buyer"
        }
      ]
      """;

  @TempDir static Path folder;
  private static WarehouseContent content;

  @BeforeAll
  static void addTheFeaturesAndRun() throws Exception {
    Workplace place =
        new Workplace(FirstMonths.in(folder, 9), folder.resolve("warehouse/churn.duckdb"))
            .retrainingOnBreach();
    new ChangedResources(folder)
        .with("sql/schema/customer_features.sql", LAST_COLUMN, LAST_COLUMN + COLUMNS)
        .with("sql/features/customer_features.sql", LAST_EXPRESSION, LAST_EXPRESSION + EXPRESSIONS)
        .with("conf/features.conf", "\n]\n", ENTRIES)
        .run(place, "pipeline", "--mode", "all", "--set", "training.rounds=10")
        .requireDone();
    content = new WarehouseContent(place.database());
  }

  @Test
  void theyAreComputed() throws SQLException {
    assertEquals(
        List.of("repeat", "single"),
        content.query("select distinct buyer_kind from customer_features order by 1"));
    assertEquals(
        0,
        content.number(
            "select count(*) from customer_features where order_share_past_1mm is distinct from"
                + " count_orders_past_1mm / nullif(count_orders_past_3mm, 0)"));
  }

  @Test
  void theModelSeesThemAndScores() throws SQLException {
    List<String> inputs =
        content.query(
            "select distinct unnest(cast(json_extract(card, '$.features.inputs') as string[]))"
                + " from model_versions order by 1");
    assertTrue(inputs.contains("order_share_past_1mm NUMERIC"), inputs::toString);
    assertTrue(inputs.contains("buyer_kind CATEGORICAL"), inputs::toString);
    assertTrue(content.number("select count(*) from churn_predictions") > 0);
  }

  @Test
  void theFifthMonthIsComparedWithTheTraining() throws SQLException {
    assertEquals(
        List.of("buyer_kind", "order_share_past_1mm"),
        content.query(
            "select distinct name from model_baselines"
                + " where name in ('order_share_past_1mm', 'buyer_kind') order by 1"));
    assertEquals(
        List.of("buyer_kind | true", "order_share_past_1mm | true"),
        content.query(
            "select name, value is not null from feature_drift_analysis where snapshot_date = date"
                + " '2024-10-01' and name in ('order_share_past_1mm', 'buyer_kind') order by 1"));
  }
}

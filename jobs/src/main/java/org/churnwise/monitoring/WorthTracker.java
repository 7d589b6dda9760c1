package org.churnwise.monitoring;

import java.util.List;
import org.churnwise.run.SliceId;
import org.churnwise.sql.Sql;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.PairedBootstrap;
import org.churnwise.stats.Worth;
import org.churnwise.stats.WorthRule;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Judges whether evaluated predictions were worth acting on. Costs nothing where the model ranks at
 * least as well as the constant and the recency rule; else one query, whose rows come to the
 * driver, and a bootstrap of them.
 */
final class WorthTracker {
  static final Sql CUSTOMERS = Sql.named("monitoring/ranked_customers");

  /** As many as challenger and champion are compared on; of more, a seeded sample. */
  private static final long MOST_CUSTOMERS = 50_000;

  private final Warehouse warehouse;
  private final long seed;
  private final WorthRule rule;

  WorthTracker(Warehouse warehouse, long seed) {
    this.warehouse = warehouse;
    this.seed = seed;
    this.rule = new WorthRule(new PairedBootstrap(PairedBootstrap.DRAWS, seed));
  }

  /**
   * Judges a model on a snapshot.
   *
   * @param ofAll the metrics of all customers
   */
  Worth of(SliceId.Predictions predictions, List<Metric> ofAll) {
    return rule.judge(Metric.named(ofAll, MetricName.AUC), () -> ranked(predictions));
  }

  private WorthRule.Ranked ranked(SliceId.Predictions predictions) {
    List<ResultRow> rows =
        warehouse.query(
            CUSTOMERS
                .with("snapshot_date", predictions.snapshot())
                .with("model_version", predictions.modelVersion())
                .with("seed", seed)
                .with("most_customers", MOST_CUSTOMERS));
    return new WorthRule.Ranked(
        rows.stream().mapToDouble(row -> row.doubleValue("churn_probability")).toArray(),
        rows.stream().mapToLong(row -> row.longValue("silent_days")).toArray(),
        rows.stream().mapToInt(row -> (int) row.longValue("churned")).toArray());
  }
}

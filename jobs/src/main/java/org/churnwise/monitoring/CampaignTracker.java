package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.churnwise.run.RecordRows;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.SliceId;
import org.churnwise.sql.Sql;
import org.churnwise.stats.GroupOutcome;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.Uplift;
import org.churnwise.stats.UpliftPart;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Measures the effect of contacting the customers of a list, once its labels are FINAL. At most two
 * hundred sums per model reach the driver.
 */
final class CampaignTracker {
  static final Sql GROUPS = Sql.named("monitoring/uplift_groups");

  private final Warehouse warehouse;
  private final MetricPolicy policy;

  CampaignTracker(Warehouse warehouse, MetricPolicy policy) {
    this.warehouse = warehouse;
    this.policy = policy;
  }

  /**
   * The metrics of {@link Uplift} by model version and snapshot; predictions without a list are
   * absent.
   */
  Map<SliceId.Predictions, List<Metric>> of(List<LocalDate> snapshots) {
    Map<SliceId.Predictions, Map<Long, UpliftPart>> parts = new HashMap<>();
    for (ResultRow row : warehouse.query(RequestedSnapshots.in(GROUPS, snapshots))) {
      parts
          .computeIfAbsent(
              new SliceId.Predictions(row.date("snapshot_date"), row.string("model_version")),
              predictions -> new TreeMap<>())
          .merge(row.longValue("part"), part(row), UpliftPart::plus);
    }
    Map<SliceId.Predictions, List<Metric>> metrics = new HashMap<>();
    parts.forEach(
        (predictions, ofList) ->
            metrics.put(predictions, Uplift.metrics(new ArrayList<>(ofList.values()), policy)));
    return metrics;
  }

  /** The metrics without a list. */
  List<Metric> nothing() {
    return Uplift.metrics(List.of(), policy);
  }

  private static UpliftPart part(ResultRow row) {
    GroupOutcome outcome = RecordRows.read(row, GroupOutcome.class);
    return row.string("contact_group").equals("contact")
        ? new UpliftPart(outcome, GroupOutcome.NOBODY)
        : new UpliftPart(GroupOutcome.NOBODY, outcome);
  }
}

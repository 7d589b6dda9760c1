package org.churnwise.metrics;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.churnwise.config.AlertSettings;
import org.churnwise.notification.Freshness;
import org.churnwise.run.DataFault;
import org.churnwise.run.LoadedFiles;
import org.churnwise.warehouse.ResultRow;

/** The data, their labels and predictions, and the alerts. */
final class DataMetrics {
  /** The states that are always told, so that none of them is a missing series. */
  private static final Map<Family, List<String>> GROUPS =
      Map.of(
          Family.ALERTS,
          List.of("warning open", "warning acknowledged", "critical open", "critical acknowledged"),
          Family.QUARANTINED_ROWS,
          List.of("customers", "sales", "feedback"),
          Family.LOADED_ROWS,
          List.of("customers", "sales", "feedback"),
          Family.LABELLED_SNAPSHOTS,
          List.of("pending", "final", "no_evidence"));

  private static final Map<String, Family> COUNTED =
      Map.of(
          "alerts", Family.ALERTS,
          "quarantined", Family.QUARANTINED_ROWS,
          "loaded", Family.LOADED_ROWS,
          "labelled", Family.LABELLED_SNAPSHOTS,
          "predictions", Family.SCORED_CUSTOMERS);

  private final Exposition exposition;

  DataMetrics(Exposition exposition) {
    this.exposition = exposition;
  }

  /**
   * How far sales are loaded.
   *
   * @param day of the run
   * @param maxAgeDays of the newest sale; 0: of any age
   */
  void loaded(LoadedFiles loaded, LocalDate day, int maxAgeDays) {
    exposition.add(Family.WATERMARK, loaded.watermark());
    exposition.add(Family.NEWEST_SALE, Freshness.of(loaded, day, maxAgeDays).newestSale());
    if (maxAgeDays > 0) {
      exposition.add(Family.NEWEST_SALE_MAX_AGE, Duration.ofDays(maxAgeDays).toSeconds());
    }
  }

  void faults(List<DataFault> faults) {
    long accepted = faults.stream().filter(DataFault::accepted).count();
    exposition.add(Family.DATA_FAULTS, accepted, "true");
    exposition.add(Family.DATA_FAULTS, faults.size() - accepted, "false");
  }

  /** Of the rows of {@code metrics/counts}. */
  void counts(List<ResultRow> rows) {
    Map<Family, Map<String, Long>> counts = new HashMap<>();
    GROUPS.forEach((family, groups) -> groups.forEach(group -> of(counts, family).put(group, 0L)));
    for (ResultRow row : rows) {
      of(counts, COUNTED.get(row.string("counted")))
          .put(row.string("of_group"), row.longValue("amount"));
    }
    counts.forEach(
        (family, groups) ->
            groups.forEach((group, number) -> exposition.add(family, number, group.split(" "))));
  }

  private static Map<String, Long> of(Map<Family, Map<String, Long>> counts, Family family) {
    return counts.computeIfAbsent(family, first -> new HashMap<>());
  }

  /**
   * The channels of alerts.
   *
   * @param failing names of those whose newest message could not be sent
   */
  void channels(AlertSettings settings, Set<String> failing) {
    for (String channel : AlertSettings.CHANNELS) {
      if (settings.sends(channel)) {
        exposition.add(Family.CHANNEL_FAILING, failing.contains(channel) ? 1 : 0, channel);
      }
    }
  }
}

package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.stats.Metric;
import org.churnwise.stats.Worth;

/**
 * The metrics of a model version on a snapshot.
 *
 * @param metrics by segment
 * @param worth whether the model is worth acting on
 */
public record Performance(
    LocalDate snapshot, String version, Map<String, List<Metric>> metrics, Worth worth) {

  /** Metrics from which nobody acts. */
  public Performance(LocalDate snapshot, String version, Map<String, List<Metric>> metrics) {
    this(snapshot, version, metrics, Worth.UNKNOWN);
  }

  /** How many metrics there are. */
  long rows() {
    return metrics.values().stream().mapToLong(List::size).sum();
  }
}

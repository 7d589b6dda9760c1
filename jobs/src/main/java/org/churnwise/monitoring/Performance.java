package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.stats.Metric;

/**
 * The metrics of a model version on a snapshot.
 *
 * @param metrics by segment
 */
public record Performance(LocalDate snapshot, String version, Map<String, List<Metric>> metrics) {

  /** How many metrics there are. */
  long rows() {
    return metrics.values().stream().mapToLong(List::size).sum();
  }
}

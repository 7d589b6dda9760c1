package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.churnwise.stats.Metric;
import org.churnwise.stats.PairedRows;
import org.churnwise.training.HoldoutComparison.Evaluated;

/** What a model comes to on a snapshot, and its probabilities, of at most 50,000 customers. */
public final class PastScores {
  private final LocalDate snapshot;
  private final Evaluated evaluated;
  private final List<Metric> metrics;

  PastScores(LocalDate snapshot, Evaluated evaluated, List<Metric> metrics) {
    this.snapshot = snapshot;
    this.evaluated = evaluated;
    this.metrics = List.copyOf(metrics);
  }

  public LocalDate snapshot() {
    return snapshot;
  }

  /** The metrics over all customers, as {@code monitor} computes them. */
  public List<Metric> metrics() {
    return metrics;
  }

  /**
   * Two models' probabilities for the same snapshots side by side, of which each is a segment; a
   * customer has a row in each that knows him.
   *
   * @param challengers scores of the one, a snapshot each
   * @param champions scores of the other, of the same snapshots in the same order
   * @throws IllegalArgumentException if the snapshots or their customers differ
   */
  public static PairedRows beside(List<PastScores> challengers, List<PastScores> champions) {
    List<PairedRows> parts = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    List<Integer> customers = new ArrayList<>();
    Map<String, int[]> segments = new LinkedHashMap<>();
    for (int i = 0; i < challengers.size(); i++) {
      ComparedRows rows = challengers.get(i).evaluated.rows();
      segments.put(
          challengers.get(i).snapshot.toString(),
          IntStream.range(customers.size(), customers.size() + rows.labels().length).toArray());
      rows.customers()
          .forEach(id -> customers.add(numbers.computeIfAbsent(id, next -> numbers.size())));
      parts.add(rows.beside(champions.get(i).evaluated.rows(), List.of()));
    }
    return new PairedRows(
        parts.stream().flatMapToDouble(part -> Arrays.stream(part.challenger())).toArray(),
        parts.stream().flatMapToDouble(part -> Arrays.stream(part.champion())).toArray(),
        parts.stream().flatMapToInt(part -> Arrays.stream(part.label())).toArray(),
        customers.stream().mapToInt(Integer::intValue).toArray(),
        segments,
        null);
  }

  Evaluated evaluated() {
    return evaluated;
  }
}

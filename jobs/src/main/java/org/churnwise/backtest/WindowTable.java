package org.churnwise.backtest;

import static org.churnwise.stats.MetricName.AUC;
import static org.churnwise.stats.MetricName.BRIER;
import static org.churnwise.stats.MetricName.F1;
import static org.churnwise.stats.MetricName.PRECISION;
import static org.churnwise.stats.MetricName.RECALL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.churnwise.backtest.Backtest.TestedSnapshot;
import org.churnwise.cli.Console;
import org.churnwise.stats.Metric;

/** What churn windows of several lengths come to on the same test snapshots. */
final class WindowTable {
  private WindowTable() {}

  /**
   * A window's means over the test snapshots, for the JSON line.
   *
   * @param churnRate share of customers without a purchase in the window
   * @param meanFlagged customers predicted to churn
   */
  record WindowMeans(
      int windowDays,
      OptionalDouble churnRate,
      OptionalDouble meanAuc,
      OptionalDouble meanRecencyAuc,
      OptionalDouble meanBrier,
      OptionalDouble meanConstantBrier,
      OptionalDouble meanF1,
      OptionalDouble meanConstantF1,
      OptionalDouble meanFlagged,
      OptionalDouble meanPrecision) {

    static WindowMeans of(int windowDays, List<TestedSnapshot> results) {
      return new WindowMeans(
          windowDays,
          mean(results, tested -> share(tested.metric(AUC))),
          mean(results, tested -> tested.metric(AUC).value()),
          mean(results, tested -> tested.metric(AUC).recencyValue()),
          mean(results, tested -> tested.metric(BRIER).value()),
          mean(results, tested -> tested.metric(BRIER).constantValue()),
          mean(results, tested -> ofThreshold(tested, F1).value()),
          mean(results, tested -> ofThreshold(tested, F1).constantValue()),
          mean(results, WindowTable::flagged),
          mean(results, tested -> ofThreshold(tested, PRECISION).value()));
    }
  }

  /** The mean over the test snapshots; empty if any of them has no value. */
  static OptionalDouble mean(
      List<TestedSnapshot> results, Function<TestedSnapshot, OptionalDouble> part) {
    List<OptionalDouble> values = results.stream().map(part).toList();
    return values.stream().allMatch(OptionalDouble::isPresent)
        ? values.stream().mapToDouble(OptionalDouble::getAsDouble).average()
        : OptionalDouble.empty();
  }

  /** A metric that depends on the threshold; without a value where that could not be learned. */
  static Metric ofThreshold(TestedSnapshot tested, String name) {
    Metric metric = tested.metric(name);
    return tested.threshold().doubt().isEmpty() ? metric : Metric.noEvidence(metric);
  }

  static void print(Console console, Map<Integer, List<TestedSnapshot>> results) {
    List<List<String>> rows = new ArrayList<>();
    results.forEach(
        (days, tested) -> {
          WindowMeans means = WindowMeans.of(days, tested);
          rows.add(
              List.of(
                  String.valueOf(days),
                  cell(means.churnRate(), 4),
                  cell(means.meanAuc(), 4),
                  cell(means.meanRecencyAuc(), 4),
                  cell(means.meanBrier(), 4),
                  cell(means.meanConstantBrier(), 4),
                  cell(means.meanF1(), 4),
                  cell(means.meanConstantF1(), 4),
                  cell(means.meanFlagged(), 0),
                  cell(means.meanPrecision(), 4)));
        });
    console.table(
        List.of(
            "window",
            "churn rate",
            "AUC",
            "recency AUC",
            "Brier",
            "constant Brier",
            "F1",
            "constant F1",
            "flagged",
            "precision"),
        rows);
  }

  private static OptionalDouble share(Metric metric) {
    return metric.rows() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) metric.positives() / metric.rows());
  }

  /** True positives by the precision; 0 where nobody is flagged. */
  private static OptionalDouble flagged(TestedSnapshot tested) {
    OptionalDouble precision = ofThreshold(tested, PRECISION).value();
    Metric recall = ofThreshold(tested, RECALL);
    if (recall.value().isEmpty() || precision.isEmpty()) {
      return OptionalDouble.empty();
    }
    double caught = recall.value().getAsDouble() * recall.positives();
    return OptionalDouble.of(caught == 0 ? 0 : caught / precision.getAsDouble());
  }

  static String cell(OptionalDouble value, int digits) {
    return value.isPresent() ? Console.number(value.getAsDouble(), digits) : "-";
  }
}

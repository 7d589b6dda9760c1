package org.churnwise.backtest;

import static org.churnwise.stats.MetricName.AUC;
import static org.churnwise.stats.MetricName.BRIER;
import static org.churnwise.stats.MetricName.F1;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.churnwise.backtest.Backtest.TestedSnapshot;
import org.churnwise.cli.Console;
import org.churnwise.stats.Metric;

/** The metrics of each test snapshot, beside the constant's and the recency rule's. */
final class SnapshotTable {
  private static final List<String> SHOWN = List.of(AUC, BRIER, F1);

  private SnapshotTable() {}

  /** A line for each test snapshot, and their means. */
  static void print(Console console, List<TestedSnapshot> results) {
    List<String> header =
        List.of(
            "snapshot",
            "rows",
            "churned",
            "AUC",
            "Brier",
            "F1",
            "constant Brier",
            "constant F1",
            "recency AUC",
            "recency Brier",
            "recency F1");
    List<List<String>> rows = new ArrayList<>();
    for (TestedSnapshot tested : results) {
      List<String> row = new ArrayList<>();
      row.add(tested.snapshot().toString());
      row.add(Console.count(tested.metric(AUC).rows()));
      row.add(Console.count(tested.metric(AUC).positives()));
      SHOWN.forEach(name -> row.add(cell(shown(tested, name).value())));
      List.of(BRIER, F1).forEach(name -> row.add(cell(shown(tested, name).constantValue())));
      SHOWN.forEach(name -> row.add(cell(shown(tested, name).recencyValue())));
      rows.add(row);
    }
    List<String> means = new ArrayList<>(List.of("mean", "", ""));
    SHOWN.forEach(name -> means.add(cell(mean(results, name, Metric::value))));
    List.of(BRIER, F1).forEach(name -> means.add(cell(mean(results, name, Metric::constantValue))));
    SHOWN.forEach(name -> means.add(cell(mean(results, name, Metric::recencyValue))));
    rows.add(means);
    console.table(header, rows);
  }

  private static Metric shown(TestedSnapshot tested, String name) {
    return name.equals(F1) ? WindowTable.ofThreshold(tested, F1) : tested.metric(name);
  }

  /** The mean of a metric over the test snapshots; empty if any of them has no value. */
  static OptionalDouble mean(
      List<TestedSnapshot> results, String name, Function<Metric, OptionalDouble> part) {
    return WindowTable.mean(results, tested -> part.apply(shown(tested, name)));
  }

  private static String cell(OptionalDouble value) {
    return WindowTable.cell(value, 4);
  }
}

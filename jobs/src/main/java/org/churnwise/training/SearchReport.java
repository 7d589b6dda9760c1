package org.churnwise.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.churnwise.config.Hyperparameters;
import org.churnwise.stats.ClassificationMetrics;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricTexts;
import org.churnwise.stats.ScoreSums;

/**
 * How hyperparameters were chosen.
 *
 * @param line for the console
 * @param figures for the card: by name, numbers and texts
 */
public record SearchReport(String line, Map<String, Object> figures) {
  public SearchReport {
    figures = new LinkedHashMap<>(figures);
  }

  /** No fold had both classes on both sides. */
  static SearchReport withoutEvidence(String search) {
    return new SearchReport(
        search
            + " search: no evidence, a fold lacks churned or retained customers; using the configured parameters",
        Map.of("search", search, "evidence", "none"));
  }

  /** The end of a search; sums over the evaluated rows of all folds. */
  static SearchReport of(
      String search,
      int candidates,
      String folds,
      int rows,
      Hyperparameters chosen,
      ScoreSums before,
      ScoreSums after) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("search", search);
    figures.put("candidates", candidates);
    figures.put("folds", folds);
    figures.put("rows", rows);
    for (String name : new String[] {MetricName.LOG_LOSS, MetricName.AUC, MetricName.BRIER}) {
      figures.put(name, value(after, name));
      figures.put("configured_" + name, value(before, name));
    }
    return new SearchReport(
        "%s search: %d candidates, %d rows, %s: log loss %s, AUC %s, Brier %s; chosen %s"
            .formatted(
                search,
                candidates,
                rows,
                folds,
                compared(figures, MetricName.LOG_LOSS),
                compared(figures, MetricName.AUC),
                compared(figures, MetricName.BRIER),
                chosen.toJson()),
        figures);
  }

  /** The end of an early stop. */
  static SearchReport stopped(Hyperparameters configured, Hyperparameters chosen, LossCurve curve) {
    if (curve.isEmpty()) {
      return withoutEvidence("early stopping");
    }
    return new SearchReport(
        "early stopping: %d of %d trees, log loss %s on a fifth of the customers"
            .formatted(chosen.rounds(), configured.rounds(), digits(curve.least())),
        Map.of("search", "early stopping", MetricName.LOG_LOSS, curve.least()));
  }

  private static double value(ScoreSums sums, String name) {
    return Metric.named(ClassificationMetrics.compare(sums, sums, new MetricPolicy(0, 0)), name)
        .value()
        .orElse(Double.NaN);
  }

  private static String compared(Map<String, Object> figures, String name) {
    return "%s (configured %s)"
        .formatted(
            digits((Double) figures.get(name)), digits((Double) figures.get("configured_" + name)));
  }

  private static String digits(double value) {
    return MetricTexts.fourDigits(OptionalDouble.of(value));
  }
}

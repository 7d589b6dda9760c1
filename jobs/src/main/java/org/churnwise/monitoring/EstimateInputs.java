package org.churnwise.monitoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.stats.Intervals;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.Recalibration;
import org.churnwise.stats.ScoredCell;
import org.churnwise.warehouse.ResultRow;

/**
 * What an estimate is computed from.
 *
 * @param cells of a model's predictions for a snapshot; none if it has none
 * @param line metrics of the line that recalibrates them, by name; none if it is not known
 */
record EstimateInputs(List<ScoredCell> cells, Map<String, LineMetric> line) {
  static final EstimateInputs NONE = new EstimateInputs(List.of(), Map.of());

  private static final String CELL = "cell";
  private static final String LINE = "line";

  /**
   * One of the two numbers of the line.
   *
   * @param status of the evaluation, as a text
   * @param high end of its 95 % interval
   */
  record LineMetric(String status, OptionalDouble value, OptionalDouble high) {
    double error() {
      return Intervals.waldError(value.orElseThrow(), high.orElseThrow());
    }

    boolean isKnown() {
      return value.isPresent() && high.isPresent();
    }
  }

  /** Whether a row of drift_counts is for estimates. */
  static boolean isOf(ResultRow row) {
    return row.string("compared_with").equals(CELL) || row.string("compared_with").equals(LINE);
  }

  /** From rows of drift_counts; others among them are passed over. */
  static EstimateInputs of(List<ResultRow> rows) {
    List<ScoredCell> cells = new ArrayList<>();
    Map<String, LineMetric> line = new HashMap<>();
    for (ResultRow row : rows) {
      if (row.string("compared_with").equals(CELL)) {
        long count = row.longValue("snapshot_rows");
        cells.add(new ScoredCell(row.doubleValue("snapshot_sum") / count, count));
      } else if (row.string("compared_with").equals(LINE)) {
        line.put(
            row.string("name"),
            new LineMetric(
                row.string("category"),
                row.optionalDouble("reference_sum"),
                row.optionalDouble("snapshot_sum")));
      }
    }
    return new EstimateInputs(cells, line);
  }

  /** These cells with the line of a model card's metrics. */
  EstimateInputs withLine(List<ModelMetric> metrics) {
    Map<String, LineMetric> known = new HashMap<>();
    metrics.forEach(
        metric ->
            known.put(
                metric.name(),
                new LineMetric(
                    metric.status().name(), number(metric.value()), number(metric.high()))));
    return new EstimateInputs(cells, known);
  }

  private static OptionalDouble number(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Rows in the cells. */
  long rows() {
    return cells.stream().mapToLong(ScoredCell::rows).sum();
  }

  /** The line; empty if the labels gave none. */
  Optional<Recalibration> recalibration() {
    LineMetric slope = line.get(MetricName.CALIBRATION_SLOPE);
    LineMetric intercept = line.get(MetricName.CALIBRATION_INTERCEPT);
    return slope == null || intercept == null || !slope.isKnown() || !intercept.isKnown()
        ? Optional.empty()
        : Optional.of(
            new Recalibration(
                slope.value().getAsDouble(),
                intercept.value().getAsDouble(),
                slope.error(),
                intercept.error()));
  }

  /** Why there is no line, in a word. */
  String lineStatus() {
    LineMetric slope = line.get(MetricName.CALIBRATION_SLOPE);
    return slope == null ? "not known" : slope.status();
  }
}

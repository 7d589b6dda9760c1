package org.churnwise.model.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.model.evaluation.CalibrationCells.Cell;
import org.churnwise.sql.Sql;
import org.churnwise.stats.CalibrationBin;
import org.churnwise.stats.LossSums;
import org.churnwise.stats.RankSums;
import org.churnwise.stats.ScoreSummary;
import org.churnwise.stats.ScoreSums;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Computes the sums that metrics need in the warehouse; no customer's row leaves it. All of them
 * are exact to twelve decimals a row, except the calibration line: it is fitted to logits averaged
 * over cells 0.02 wide and differs by less than one part in 10,000.
 */
public final class EvaluationSums {
  public static final Sql QUERY =
      Sql.named("evaluation/evaluations")
          .reading("score_sums", Sql.named("evaluation/score_sums"))
          .reading("calibration_cells", CalibrationCells.OF_EVALUATION.statement())
          .reading(CalibrationCells.GROUPS, Sql.named("evaluation/part_groups"))
          .reading("evaluated_parts", Sql.named("evaluation/evaluated_parts"))
          .reading("segment_groups", Sql.named("evaluation/segment_groups"));

  private static final String MODEL = "model";
  private static final String RECENCY = "recency";

  private final Warehouse warehouse;
  private final long minSegmentRows;

  /**
   * @param minSegmentRows smaller segments are left out
   */
  public EvaluationSums(Warehouse warehouse, long minSegmentRows) {
    this.warehouse = warehouse;
    this.minSegmentRows = minSegmentRows;
  }

  /**
   * The sums of some rows by scorer, slice and segment: one query.
   *
   * @param scoredRows scorer, slice, whether they are evaluated by snapshot and by attribute as
   *     well, these, answer, score, probability, and how many rows they are, how many of them
   *     churned, were flagged, and both. Equal scores have one probability
   */
  public List<Evaluation> of(Sql scoredRows) {
    Map<Long, List<ResultRow>> parts =
        warehouse
            .query(
                QUERY.reading("scored_rows", scoredRows).with("min_segment_rows", minSegmentRows))
            .stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.longValue("part"), LinkedHashMap::new, Collectors.toList()));
    Map<Key, List<ResultRow>> found = new LinkedHashMap<>();
    parts.values().forEach(rows -> found.put(Key.of(rows.get(0)), rows));
    List<Evaluation> evaluations = new ArrayList<>();
    found.forEach(
        (key, rows) -> {
          if (key.answer().equals(MODEL)) {
            Key recency = new Key(key.scorer(), key.slice(), key.segment(), RECENCY);
            evaluations.add(
                new Evaluation(
                    key.scorer(),
                    key.slice(),
                    key.segment(),
                    sums(rows),
                    sums(found.get(recency)),
                    rows.get(0).longValue("distinct_scores")));
          }
        });
    return evaluations;
  }

  /** From the row of a part and those of its cells after it. */
  private static ScoreSums sums(List<ResultRow> rows) {
    ResultRow row = rows.get(0);
    List<Cell> cells = rows.stream().skip(1).map(cell -> Cell.of(cell, "cell_")).toList();
    long invalid = row.longValue("invalid_scores");
    if (invalid > 0) {
      return ScoreSums.withoutScores(
          row.longValue("row_count"), row.longValue("positives"), invalid);
    }
    return new ScoreSums(
        counts(row),
        0,
        ranks(row),
        new LossSums(
            row.doubleValue("log_loss_sum"),
            row.doubleValue("squared_log_loss_sum"),
            row.doubleValue("fourth_error_sum")),
        bins(cells),
        row.string("answer").equals(MODEL) ? CalibrationCells.line(cells) : Optional.empty());
  }

  private static ScoreSummary counts(ResultRow row) {
    return new ScoreSummary(
        row.longValue("row_count"),
        row.longValue("positives"),
        row.longValue("true_positives"),
        row.longValue("false_positives"),
        row.doubleValue("squared_error_sum"),
        row.doubleValue("positive_rank_sum"));
  }

  private static RankSums ranks(ResultRow row) {
    List<Double> captured = new ArrayList<>();
    for (int decile = 1; decile <= RankSums.DECILES; decile++) {
      captured.add(row.doubleValue("captured_" + 10 * decile));
    }
    return new RankSums(
        row.doubleValue("precision_sum"),
        row.doubleValue("retained_precision_sum"),
        row.doubleValue("placement_squares"),
        row.doubleValue("retained_placement_squares"),
        captured);
  }

  private static List<CalibrationBin> bins(List<Cell> cells) {
    List<CalibrationBin> bins = new ArrayList<>();
    for (int bin = 1; bin <= CalibrationBin.BINS; bin++) {
      CalibrationBin sum = CalibrationBin.EMPTY;
      for (Cell cell : cells) {
        if (cell.bin() == bin) {
          sum =
              sum.plus(
                  new CalibrationBin(
                      cell.rows(),
                      cell.positives(),
                      cell.probabilitySum(),
                      cell.squaredErrorSum()));
        }
      }
      bins.add(sum);
    }
    return bins;
  }

  private record Key(String scorer, String slice, String segment, String answer) {
    static Key of(ResultRow row) {
      return new Key(
          row.string("scorer"), row.string("slice"), row.string("segment"), row.string("answer"));
    }
  }
}

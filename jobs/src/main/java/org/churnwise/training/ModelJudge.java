package org.churnwise.training;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.ChurnSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.FittedModel;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Scores rows on the executors and sums up in the warehouse how right the probabilities were; no
 * row reaches the driver.
 */
public final class ModelJudge {
  static final Sql SUMMARIES = Sql.named("training/score_summaries");

  private final Warehouse warehouse;
  private final TrainingSettings training;
  private final ChurnSettings churn;

  public ModelJudge(Warehouse warehouse, TrainingSettings training, ChurnSettings churn) {
    this.warehouse = warehouse;
    this.training = training;
    this.churn = churn;
  }

  /**
   * Lands the model's probabilities for some rows and judges them against their FINAL labels. Runs
   * one Spark job and one query. The landed rows stay until the next are landed.
   *
   * @param heldOut the snapshot that the model was not fitted on; rows of others belong to the fit
   *     or to the customers left out of it
   */
  public ScoredParts judge(FittedModel model, Dataset<Row> rows, LocalDate heldOut) {
    warehouse.land(Tables.LANDING_PREDICTIONS, model.score(rows));
    Sql summaries =
        LeftOutShare.of(training)
            .bind(SUMMARIES)
            .with("held_out", heldOut)
            .with("threshold", training.threshold())
            .with("churn_window_days", (long) churn.windowDays());
    Map<String, ScoredPart> parts = new HashMap<>();
    for (ResultRow row : warehouse.query(summaries)) {
      parts.put(row.string("part"), ScoredPart.of(row));
    }
    return new ScoredParts(
        parts.getOrDefault("fitted", ScoredPart.EMPTY),
        parts.getOrDefault("left_out", ScoredPart.EMPTY),
        parts.getOrDefault("held_out", ScoredPart.EMPTY));
  }
}

package org.churnwise.training;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.ChurnSettings;
import org.churnwise.config.MonitoringSettings;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.evaluation.EvaluationSums;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Scores rows on the executors and evaluates the probabilities by sums in the warehouse; no row
 * reaches the driver.
 */
public final class ModelJudge {
  static final Sql SCORED_ROWS = of(Sql.named("training/labelled_predictions"));

  private static final Sql OF_FINAL_LABELS = of(Sql.named("reference/labelled_predictions"));

  private final Warehouse warehouse;
  private final ChurnSettings churn;
  private final EvaluationSums sums;
  private final Sql scoredRows;

  /** A judge by the labels and features of the rows that are scored. */
  public ModelJudge(Warehouse warehouse, ChurnSettings churn, MonitoringSettings monitoring) {
    this(warehouse, churn, monitoring, SCORED_ROWS);
  }

  private ModelJudge(
      Warehouse warehouse, ChurnSettings churn, MonitoringSettings monitoring, Sql scoredRows) {
    this.warehouse = warehouse;
    this.scoredRows = scoredRows;
    this.churn = churn;
    this.sums = new EvaluationSums(warehouse, monitoring.segmentMinRows());
  }

  /** A judge by FINAL labels and stored features, whatever those of the rows that are scored. */
  public static ModelJudge byFinalLabels(
      Warehouse warehouse, ChurnSettings churn, MonitoringSettings monitoring) {
    return new ModelJudge(warehouse, churn, monitoring, OF_FINAL_LABELS);
  }

  private static Sql of(Sql predictions) {
    return Sql.named("training/scored_rows").reading("labelled_predictions", predictions);
  }

  /**
   * Lands the model's probabilities for rows and evaluates them on their labels. Runs one Spark job
   * and one query. The landed rows stay until the next are landed.
   *
   * @param threshold churn probability from which a customer is predicted to churn
   * @param rows those of a training
   * @param heldOut the snapshot that the model was not fitted on; rows of others belong to the fit
   *     or to the customers left out of it
   */
  public ScoredParts judge(
      FittedModel model, double threshold, Dataset<Row> rows, LocalDate heldOut) {
    LandedScores scores =
        new ScoreLanding(warehouse, Tables.LANDING_PREDICTIONS)
            .land("model", model.score(rows, LandedRow.KEPT.toArray(String[]::new)));
    return judge(List.of(new Contender(scores, threshold, true)), RowPart.of(heldOut))
        .get(scores.scorer());
  }

  /** The same for probabilities that have landed already, by scorer: one query for all of them. */
  Map<String, ScoredParts> judge(List<Contender> contenders, RowPart part) {
    List<Sql> rows =
        contenders.stream()
            .map(
                contender ->
                    part.bind(contender.scores().bind(this.scoredRows))
                        .with("threshold", contender.threshold())
                        .with("by_segment", contender.bySegment() ? 1L : 0L)
                        .with("churn_window_days", (long) churn.windowDays()))
            .toList();
    List<Evaluation> all = sums.of(Sql.unionAll(SCORED_ROWS.name(), rows));
    return contenders.stream()
        .map(contender -> contender.scores().scorer())
        .collect(Collectors.toMap(scorer -> scorer, scorer -> ScoredParts.of(scorer, all)));
  }
}

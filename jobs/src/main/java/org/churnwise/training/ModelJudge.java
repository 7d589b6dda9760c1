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
import org.churnwise.model.registry.LeftOutShare;
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
  private static final Sql OF_LABELS = Sql.named("training/scored_rows");

  static final Sql SCORED_ROWS = of(LeftOutShare.FINAL_LABELS);

  private final Warehouse warehouse;
  private final ChurnSettings churn;
  private final EvaluationSums sums;
  private final Sql scoredRows;

  public ModelJudge(Warehouse warehouse, ChurnSettings churn, MonitoringSettings monitoring) {
    this(warehouse, churn, monitoring, LeftOutShare.FINAL_LABELS);
  }

  /**
   * A judge by other labels.
   *
   * @param labels a query of snapshot_date, customer_id and churned
   */
  public ModelJudge(
      Warehouse warehouse, ChurnSettings churn, MonitoringSettings monitoring, Sql labels) {
    this.warehouse = warehouse;
    this.scoredRows = of(labels);
    this.churn = churn;
    this.sums = new EvaluationSums(warehouse, monitoring.segmentMinRows());
  }

  private static Sql of(Sql labels) {
    return OF_LABELS.reading("known_labels", labels);
  }

  /**
   * Lands the model's probabilities for rows and evaluates them on their FINAL labels. Runs one
   * Spark job and one query. The landed rows stay until the next are landed.
   *
   * @param threshold churn probability from which a customer is predicted to churn
   * @param rows with {@code left_out}
   * @param heldOut the snapshot that the model was not fitted on; rows of others belong to the fit
   *     or to the customers left out of it
   */
  public ScoredParts judge(
      FittedModel model, double threshold, Dataset<Row> rows, LocalDate heldOut) {
    LandedScores scores =
        new ScoreLanding(warehouse, Tables.LANDING_PREDICTIONS)
            .land("model", model.score(rows, "left_out"));
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

package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.churnwise.error.ChurnException;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.training.ModelJudge;
import org.churnwise.training.ModelTrainer;

/**
 * The reference's month loop, reconstructed from its published log; its code may differ in details
 * that the log does not show.
 *
 * <ol>
 *   <li>No label matures. A customer counts as churned in the newest month if no purchase from its
 *       last day on is loaded; of the 30 days after it only that day is.
 *   <li>The windows of a customer's features end with its last purchase, so that no feature shows
 *       how long ago that was.
 *   <li>Every month production is measured by F1 on that month's labels, and a month without data,
 *       or without a model, counts as F1 1.0.
 *   <li>Every month a challenger is trained on that month alone, and measured on the customers that
 *       were left out of it.
 *   <li>It is promoted when its F1 is above the F1 that the model in production had in its own
 *       month, a different month; there is no other condition.
 * </ol>
 *
 * <p>Our addition: each model in production is evaluated on our FINAL labels of the snapshot, which
 * were known a month later. Estimator and parameters are ours, so that only the rules differ. No
 * model is stored and no alias changes.
 */
final class ReferenceLoop {
  private static final double F1_WITHOUT_DATA = 1.0;

  private final ModelTrainer trainer;
  private final ModelJudge judge;
  private final MetricPolicy policy;
  private final double threshold;

  /**
   * @param threshold churn probability from which a customer is predicted to churn
   */
  ReferenceLoop(ModelTrainer trainer, ModelJudge judge, MetricPolicy policy, double threshold) {
    this.trainer = trainer;
    this.judge = judge;
    this.policy = policy;
    this.threshold = threshold;
  }

  /**
   * Runs one iteration for each snapshot, a fit each.
   *
   * @param rows of all snapshots, by {@link ReferenceRows}
   * @param progress receives each month as it ends
   * @throws ChurnException exit 5 for a month in which no or every customer counts as churned
   */
  List<ReferenceMonth> run(
      Dataset<Row> rows, List<LocalDate> snapshots, Consumer<ReferenceMonth> progress) {
    List<ReferenceMonth> months = new ArrayList<>();
    Production production = null;
    for (LocalDate snapshot : snapshots) {
      Dataset<Row> newest = rows.where(functions.col("snapshot_date").equalTo(snapshot));
      double reported = production == null ? F1_WITHOUT_DATA : f1(production.model(), newest);
      Production challenger = challenger(newest, months.size() + 1);
      boolean promoted = production == null || challenger.f1() > production.f1();
      Double compared = production == null ? null : production.f1();
      production = promoted ? challenger : production;
      ReferenceMonth month =
          new ReferenceMonth(
              snapshot,
              reported,
              constantF1(newest),
              challenger.f1(),
              compared,
              promoted,
              production.name(),
              judge
                  .judge(production.model(), threshold, newest, snapshot)
                  .heldOut()
                  .metrics(policy));
      months.add(month);
      progress.accept(month);
    }
    return months;
  }

  private Production challenger(Dataset<Row> newest, int number) {
    FittedModel model = trainer.fit(newest.where("not left_out"));
    return new Production("r" + number, model, f1(model, newest.where("left_out")));
  }

  /** F1 of a model on the labels of the rows; 1.0 without rows. */
  private double f1(FittedModel model, Dataset<Row> rows) {
    Column flagged = functions.col("churn_probability").geq(threshold);
    Column churned = functions.col("churned").equalTo(1);
    Row counts =
        model
            .score(rows)
            .select("customer_id", "churn_probability")
            .join(rows.select("customer_id", "churned"), "customer_id")
            .agg(
                functions.count(functions.lit(1)),
                functions.count_if(flagged.and(churned)),
                functions.count_if(flagged),
                functions.count_if(churned))
            .first();
    return f1(counts.getLong(0), counts.getLong(1), counts.getLong(2), counts.getLong(3));
  }

  /** F1 of "everybody leaves" on the labels of the rows. */
  private static double constantF1(Dataset<Row> rows) {
    Column churned = functions.col("churned").equalTo(1);
    Row counts = rows.agg(functions.count(functions.lit(1)), functions.count_if(churned)).first();
    return f1(counts.getLong(0), counts.getLong(1), counts.getLong(0), counts.getLong(1));
  }

  /** 2 TP / (predicted + actual positives), the harmonic mean of precision and recall. */
  static double f1(long rows, long truePositives, long flagged, long churned) {
    return rows == 0 ? F1_WITHOUT_DATA : 2.0 * truePositives / (flagged + churned);
  }

  /** A model with the F1 that it had in its own month. */
  private record Production(String name, FittedModel model, double f1) {}

  /**
   * One iteration.
   *
   * @param reportedF1 of the model in production before it, on this month's labels of the reference
   * @param constantF1 of "everybody leaves" on the same labels
   * @param challengerF1 on this month's customers left out
   * @param comparedF1 of the model in production, on an earlier month; null for the first model
   * @param champion the model in production after it
   * @param matured that model's metrics on our FINAL labels of the snapshot
   */
  record ReferenceMonth(
      LocalDate snapshot,
      double reportedF1,
      double constantF1,
      double challengerF1,
      Double comparedF1,
      boolean promoted,
      String champion,
      List<Metric> matured) {
    Metric matured(String name) {
      return Metric.named(matured, name);
    }
  }
}

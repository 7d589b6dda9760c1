package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.Hyperparameters;
import org.churnwise.config.TrainingSettings;
import org.churnwise.stats.ClassThreshold;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.ScoreCell;

/**
 * The class threshold for a model that leaves no customer out of its fit. A second model of the
 * same recipe leaves out the customers that a training would, and the threshold with the highest F1
 * on them is taken: the test snapshot is not used. Costs a fit and a pass over those customers;
 * nothing where the threshold is configured as a number.
 */
public final class LeftOutThreshold {
  private static final int CELLS = 10_000;

  private final TrainingSettings settings;
  private final MetricPolicy policy;

  public LeftOutThreshold(TrainingSettings settings, MetricPolicy policy) {
    this.settings = settings;
    this.policy = policy;
  }

  /**
   * A threshold.
   *
   * @param doubt why F1 and what else depends on it say nothing; empty if they do
   */
  public record Threshold(double value, Optional<String> doubt) {}

  /**
   * The threshold of the rows of a fit.
   *
   * @param rows with {@code left_out} and {@code churned}
   */
  public Threshold of(ModelTrainer trainer, Hyperparameters parameters, Dataset<Row> rows) {
    return switch (settings.answers().thresholdBy()) {
      case "f1" -> byF1(trainer, parameters, rows);
      case CalibrationSettings.FIXED -> new Threshold(settings.threshold(), Optional.empty());
      default ->
          new Threshold(
              settings.threshold(), Optional.of("training.threshold = profit is not learned here"));
    };
  }

  private Threshold byF1(ModelTrainer trainer, Hyperparameters parameters, Dataset<Row> rows) {
    Dataset<Row> leftOut = rows.where(col("left_out"));
    Row census = leftOut.agg(count(lit(1)), sum(ModelTrainer.LABEL)).first();
    MetricStatus status =
        policy.statusOf(census.getLong(0), census.isNullAt(1) ? 0 : census.getLong(1));
    if (status != MetricStatus.OK) {
      return new Threshold(
          settings.threshold(),
          Optional.of("the customers left out for the threshold are " + status));
    }
    List<ScoreCell> cells =
        trainer
            .fit(rows.where(col("left_out").equalTo(false)), parameters)
            .score(leftOut, ModelTrainer.LABEL)
            .groupBy(floor(col("churn_probability").multiply(CELLS)))
            .agg(
                min("churn_probability"),
                max("churn_probability"),
                count(lit(1)),
                sum(ModelTrainer.LABEL))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new ScoreCell(
                        row.getDouble(1), row.getDouble(2), row.getLong(3), row.getLong(4)))
            .toList();
    OptionalDouble best = ClassThreshold.byF1(cells);
    return best.isPresent()
        ? new Threshold(best.getAsDouble(), Optional.empty())
        : new Threshold(settings.threshold(), Optional.of("no threshold has an F1 above 0"));
  }
}

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
import org.churnwise.config.ModelForm;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.stats.ClassThreshold;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.ScoreCell;

/**
 * The form and the class threshold of a model that leaves no customer out of its fit. A second
 * model of the same recipe leaves out the customers that a training would; they choose the form,
 * and the threshold with the highest F1 on them is taken: the test snapshot is not used. Costs a
 * fit and two passes over those customers; nothing where both are configured.
 */
public final class LeftOutThreshold {
  private static final String BY_F1 = "f1";
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
   * @param form of the model that it is for
   * @param doubt why F1 and what else depends on it say nothing; empty if they do
   */
  public record Threshold(double value, ModelForm form, Optional<String> doubt) {}

  /**
   * The threshold of the rows of a fit.
   *
   * @param rows with {@code left_out} and {@code churned}
   */
  public Threshold of(ModelTrainer trainer, Hyperparameters parameters, Dataset<Row> rows) {
    String thresholdBy = settings.answers().thresholdBy();
    Optional<ModelForm> form = settings.tuning().form();
    if (form.isPresent() && !thresholdBy.equals(BY_F1)) {
      return configured(form.get(), thresholdBy);
    }
    Dataset<Row> leftOut = rows.where(col("left_out"));
    Row census = leftOut.agg(count(lit(1)), sum(ModelTrainer.LABEL)).first();
    MetricStatus status =
        policy.statusOf(census.getLong(0), census.isNullAt(1) ? 0 : census.getLong(1));
    if (status != MetricStatus.OK) {
      return new Threshold(
          settings.threshold(),
          form.orElse(ModelForm.BLEND),
          Optional.of("the customers left out for the threshold are " + status));
    }
    FittedModel model = second(trainer, parameters, rows);
    ModelForm chosen = FormChoice.of(model);
    return thresholdBy.equals(BY_F1) ? byF1(model, leftOut) : configured(chosen, thresholdBy);
  }

  private FittedModel second(ModelTrainer trainer, Hyperparameters parameters, Dataset<Row> rows) {
    Dataset<Row> fitted = rows.where(col("left_out").equalTo(false));
    FittedModel trees = trainer.fit(fitted, parameters);
    return new FormChoice(settings.tuning().form())
        .of(
            trees,
            () -> line(trees, fitted, settings.testSize()),
            RowSource.of(rows.where(col("left_out"))),
            row -> true)
        .model();
  }

  /** The model of all rows, in the form of a threshold. */
  public FittedModel fit(
      ModelTrainer trainer, Hyperparameters parameters, Dataset<Row> rows, ModelForm form) {
    FittedModel trees = trainer.fit(rows, parameters);
    return new FormChoice(Optional.of(form))
        .of(trees, () -> line(trees, rows, 0), RowSource.of(rows), row -> false)
        .model();
  }

  private LogisticBaseline line(FittedModel trees, Dataset<Row> rows, double leftOut) {
    CustomerDraw draw =
        CustomerDraw.ofRows(settings.seed(), leftOut, LogisticBaseline.MOST_ROWS, rows.count());
    return LogisticBaseline.fit(RowSource.of(rows), row -> true, draw, trees.preprocessing())
        .join();
  }

  private Threshold configured(ModelForm form, String thresholdBy) {
    return new Threshold(
        settings.threshold(),
        form,
        thresholdBy.equals(CalibrationSettings.FIXED)
            ? Optional.empty()
            : Optional.of("training.threshold = profit is not learned here"));
  }

  private Threshold byF1(FittedModel model, Dataset<Row> leftOut) {
    List<ScoreCell> cells =
        model
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
    ModelForm form = FormChoice.of(model);
    OptionalDouble best = ClassThreshold.byF1(cells);
    return best.isPresent()
        ? new Threshold(best.getAsDouble(), form, Optional.empty())
        : new Threshold(settings.threshold(), form, Optional.of("no threshold has an F1 above 0"));
  }
}

package org.churnwise.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassificationModel;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.SparkException;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.cli.Console;
import org.churnwise.config.Hyperparameters;
import org.churnwise.config.TrainingSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.ModelInput;
import org.churnwise.model.scoring.Preprocessing;

/**
 * Fits a model: distributed gradient boosting (XGBoost, histogram trees) on the catalogue's inputs.
 * The same rows and settings give the same model, byte for byte, however the rows are partitioned:
 * they are assigned to workers by customer and sorted by snapshot and customer, and each worker
 * uses one thread. Another number of workers gives another model.
 */
public final class ModelTrainer {
  static final String LABEL = "churned";

  private final TrainingSettings settings;
  private final FeatureCatalogue catalogue;
  private final MonotoneConstraints constraints;

  /**
   * @throws ChurnException (exit 2) if training.monotone names anything but a numeric input
   */
  public ModelTrainer(TrainingSettings settings, FeatureCatalogue catalogue) {
    this(settings, catalogue, MonotoneConstraints.of(settings.tuning().monotone(), catalogue));
  }

  private ModelTrainer(
      TrainingSettings settings, FeatureCatalogue catalogue, MonotoneConstraints constraints) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.constraints = constraints;
  }

  /** The same trainer for models that do not see some of the inputs, constrained or not. */
  public ModelTrainer without(Set<String> inputs) {
    Map<String, Integer> constrained = new HashMap<>(settings.tuning().monotone());
    constrained.keySet().removeAll(inputs);
    FeatureCatalogue remaining = catalogue.without(inputs);
    return new ModelTrainer(settings, remaining, MonotoneConstraints.of(constrained, remaining));
  }

  /** Whose inputs the models see. */
  FeatureCatalogue catalogue() {
    return catalogue;
  }

  /** Fits with the configured hyperparameters; see {@link #fit(Dataset, Hyperparameters)}. */
  public FittedModel fit(Dataset<Row> rows) {
    return fit(rows, settings.hyperparameters());
  }

  /**
   * Fits on rows with the catalogue's inputs, {@code snapshot_date}, {@code customer_id} and {@code
   * churned} (0 or 1). Runs two Spark jobs over the rows: one for categories and counts, one for
   * the fit.
   *
   * @throws ChurnException (exit 1) if a worker was lost or failed; (exit 2) if Spark has fewer
   *     slots than training.workers; (exit 5) if there are no rows or only one class
   */
  public FittedModel fit(Dataset<Row> rows, Hyperparameters parameters) {
    return fit(rows, parameters, preprocessing(rows));
  }

  /** The same where the preprocessing of the rows is known; one Spark job less. */
  FittedModel fit(Dataset<Row> rows, Hyperparameters parameters, Preprocessing preprocessing) {
    refuseMissingSlots(rows.sparkSession()); // a job has run: the executors are there
    XGBoostClassifier classifier = classifier(preprocessing, parameters);
    if (rows.sparkSession().sparkContext().isLocal()) {
      classifier.setRabitTrackerHostIp("127.0.0.1"); // nobody outside has to reach it
    }
    Dataset<Row> vectors = vectors(rows, preprocessing, settings.workers());
    return new FittedModel(preprocessing, booster(fitted(classifier, vectors)));
  }

  /**
   * The input of the booster: snapshot_date, customer_id, the features and the label, partitioned
   * by customer and sorted by snapshot and customer.
   */
  static Dataset<Row> vectors(Dataset<Row> rows, Preprocessing preprocessing, int partitions) {
    return rows.select(
            functions.col("snapshot_date"),
            functions.col("customer_id"),
            preprocessing.vector().as(Preprocessing.FEATURES),
            functions.col(LABEL).cast("float"))
        .repartition(partitions, functions.col("customer_id"))
        .sortWithinPartitions("snapshot_date", "customer_id");
  }

  private XGBoostClassificationModel fitted(XGBoostClassifier classifier, Dataset<Row> vectors) {
    try {
      return SinglePlans.in(vectors.sparkSession(), () -> classifier.fit(vectors));
    } catch (Exception e) { // SparkException is checked, but Scala does not declare it
      if (e instanceof SparkException) {
        throw LostWorker.in(e, settings.workers());
      }
      throw e;
    }
  }

  MonotoneConstraints constraints() {
    return constraints;
  }

  /** The preprocessing of rows, which takes a pass over them. */
  Preprocessing preprocessing(Dataset<Row> rows) {
    List<Column> counts = RowCensus.columns(catalogue, functions.lit(true));
    return preprocessing(
        RowCensus.of(
            catalogue, rows.agg(functions.lit(1), counts.toArray(Column[]::new)).first(), 1));
  }

  /** The preprocessing of counted rows; the levels of a category are those of the rows. */
  Preprocessing preprocessing(RowCensus census) {
    refuseOneClass(census.rows(), census.positives());
    return new Preprocessing(
        catalogue.inputs().stream()
            .map(
                input ->
                    new ModelInput(
                        input.name(),
                        input.type(),
                        census.levels().getOrDefault(input.name(), List.of())))
            .toList());
  }

  private XGBoostClassifier classifier(Preprocessing preprocessing, Hyperparameters parameters) {
    XGBoostClassifier classifier = new XGBoostClassifier("churn_booster");
    classifier.setFeaturesCol(Preprocessing.FEATURES);
    classifier.setLabelCol(LABEL);
    classifier.setFeatureNames(preprocessing.names().toArray(String[]::new));
    classifier.setFeatureTypes(preprocessing.boosterTypes());
    classifier.setMissing(Float.NaN);
    classifier.setObjective("binary:logistic");
    classifier.setTreeMethod("hist");
    classifier.setNumRound(parameters.rounds());
    classifier.setMaxDepth(parameters.maxDepth());
    classifier.setEta(parameters.learningRate());
    classifier.setSubsample(parameters.subsample());
    classifier.setColsampleBytree(parameters.columnSample());
    classifier.setMinChildWeight(parameters.minChildWeight());
    classifier.setLambda(parameters.lambda());
    classifier.setScalePosWeight(parameters.positiveWeight());
    constraints.setOn(classifier);
    classifier.setSeed(settings.seed());
    classifier.setNumWorkers(settings.workers());
    classifier.setNthread(1);
    classifier.setVerbosity(0);
    silence(classifier);
    return classifier;
  }

  /**
   * XGBoost prints each tree's loss on standard error unless its parameter verbose_eval is false,
   * for which the estimator has no setter. It passes on all parameters that it lists, so one that
   * only rankers read makes room. Without effect, a fit is only noisier. A launcher that counts the
   * trees for a person reads those lines and passes none on.
   */
  private static void silence(XGBoostClassifier classifier) {
    Param<?>[] listed = classifier.params();
    for (int i = 0; i < listed.length; i++) {
      if (listed[i].equals(classifier.lambdarankUnbiased())) {
        Param<String> verboseEval =
            new Param<>(classifier, "verbose_eval", "whether each tree's loss is printed");
        listed[i] = verboseEval;
        classifier.set(verboseEval, String.valueOf(Console.countsTrees()));
      }
    }
  }

  private static byte[] booster(XGBoostClassificationModel model) {
    try {
      return model.nativeBooster().booster().toByteArray("ubj");
    } catch (XGBoostError e) {
      throw new IllegalStateException("cannot write the booster: " + e.getMessage(), e);
    }
  }

  /** All workers run at once or none does; Spark would wait minutes for slots that never come. */
  void refuseMissingSlots(SparkSession spark) {
    int slots = spark.sparkContext().defaultParallelism();
    if (settings.workers() > slots) {
      throw ChurnException.usage(
          "training.workers = %d needs as many slots, but Spark master %s has %d; lower training.workers or give Spark more cores"
              .formatted(settings.workers(), spark.sparkContext().master(), slots));
    }
  }

  private static void refuseOneClass(long rows, long positives) {
    if (rows == 0) {
      throw ChurnException.modelRefused(
          "no training rows; check the snapshots' labels and training.test-size");
    }
    if (positives == 0 || positives == rows) {
      throw ChurnException.modelRefused(
          "all %d training rows have one class (%s); check churn.window-days and the loaded sales"
              .formatted(rows, positives == 0 ? "retained" : "churned"));
    }
  }
}

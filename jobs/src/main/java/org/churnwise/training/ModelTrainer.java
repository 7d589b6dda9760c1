package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.scala.spark.GpuXGBoostPlugin;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassificationModel;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.NarrowDependency;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.ml.param.Param;
import org.apache.spark.rdd.RDD;
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
import scala.collection.JavaConverters;

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
   * A trainer for models that do not see what training.without-features names.
   *
   * @throws ChurnException (exit 2) if that names anything but an input, or training.monotone
   *     anything but a numeric input
   */
  public ModelTrainer(TrainingSettings settings, FeatureCatalogue catalogue) {
    this(
        settings,
        switchedOff(settings, catalogue),
        MonotoneConstraints.of(settings.tuning().monotone(), catalogue));
  }

  /** The catalogue of what models see. */
  static FeatureCatalogue switchedOff(TrainingSettings settings, FeatureCatalogue catalogue) {
    return catalogue.switchedOff("training.without-features", settings.inputs().withoutFeatures());
  }

  private ModelTrainer(
      TrainingSettings settings, FeatureCatalogue catalogue, MonotoneConstraints constraints) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.constraints = constraints;
  }

  /** The same trainer for models that do not see some of the inputs, constrained or not. */
  public ModelTrainer without(Set<String> inputs) {
    return new ModelTrainer(settings, catalogue.without(inputs), constraints);
  }

  /** Whose inputs the models see. */
  public FeatureCatalogue catalogue() {
    return catalogue;
  }

  /** Fits with the configured hyperparameters; see {@link #fit(Dataset, Hyperparameters)}. */
  public FittedModel fit(Dataset<Row> rows) {
    return fit(rows, settings.hyperparameters());
  }

  /**
   * Fits on rows with the catalogue's inputs, {@code snapshot_date}, {@code customer_id} and {@code
   * churned} (0 or 1). Runs three Spark jobs over the rows: one for counts, one for categories, one
   * for the fit.
   *
   * @throws ChurnException (exit 1) if a worker was lost or failed; (exit 2) if Spark has fewer
   *     slots than training.workers; (exit 5) if there are no rows or only one class
   */
  public FittedModel fit(Dataset<Row> rows, Hyperparameters parameters) {
    return fit(rows, parameters, preprocessing(rows), RowOrder.ANY);
  }

  /** The same where the preprocessing of the rows is known; two Spark jobs less. */
  FittedModel fit(
      Dataset<Row> rows, Hyperparameters parameters, Preprocessing preprocessing, RowOrder order) {
    refuseMissingSlots(rows.sparkSession()); // a job has run: the executors are there
    XGBoostClassifier classifier =
        classifier(rows.sparkSession().sparkContext(), preprocessing, parameters);
    return new FittedModel(preprocessing, booster(fitted(classifier, rows, preprocessing, order)));
  }

  /** In which order rows come that one task reads. */
  enum RowOrder {
    ANY,
    /** By snapshot and customer. */
    OF_A_FIT
  }

  /**
   * The input of the booster: snapshot_date, customer_id, the numbers of the feature vector by the
   * names of the inputs, and the label, partitioned by customer and sorted by snapshot and
   * customer. For one partition, rows that are in one already are not shuffled, and such that are
   * in order are not sorted.
   */
  static Dataset<Row> vectors(
      Dataset<Row> rows, Preprocessing preprocessing, int partitions, RowOrder order) {
    List<Column> columns = new ArrayList<>();
    columns.add(functions.col("snapshot_date"));
    columns.add(functions.col("customer_id"));
    List<Column> numbers = preprocessing.numbers();
    for (int i = 0; i < numbers.size(); i++) {
      columns.add(numbers.get(i).as(preprocessing.names().get(i), GpuXGBoostPlugin.MARKED));
    }
    columns.add(functions.col(LABEL).cast("float"));
    Dataset<Row> vectors = rows.select(columns.toArray(Column[]::new));
    boolean areOneAlready = partitions == 1 && areOnePartition(rows.queryExecution().toRdd());
    Dataset<Row> parted =
        areOneAlready ? vectors : vectors.repartition(partitions, functions.col("customer_id"));
    return areOneAlready && order == RowOrder.OF_A_FIT
        ? parted
        : parted.sortWithinPartitions("snapshot_date", "customer_id");
  }

  /** Not of several that were joined without a shuffle, which a fit's tasks do not allow. */
  private static boolean areOnePartition(RDD<?> rows) {
    return rows.getNumPartitions() == 1
        && JavaConverters.seqAsJavaList(rows.dependencies()).stream()
            .filter(NarrowDependency.class::isInstance)
            .allMatch(narrow -> areOnePartition(narrow.rdd()));
  }

  private XGBoostClassificationModel fitted(
      XGBoostClassifier classifier,
      Dataset<Row> rows,
      Preprocessing preprocessing,
      RowOrder order) {
    int workers = settings.workers();
    SparkSession spark = rows.sparkSession();
    try {
      return SinglePlans.reading(
          spark, workers == 1, () -> classifier.fit(vectors(rows, preprocessing, workers, order)));
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

  /** The preprocessing of rows, which takes two passes over them. */
  Preprocessing preprocessing(Dataset<Row> rows) {
    List<Column> counts = RowCensus.columns(functions.lit(true));
    Row found = rows.agg(functions.lit(1), counts.toArray(Column[]::new)).first();
    refuseOneClass(RowCensus.of(found, 1));
    return preprocessing(levels(rows));
  }

  /** The levels of the categories that models see. */
  LevelCensus levels(Dataset<Row> rows) {
    return LevelCensus.of(rows, catalogue, settings.inputs());
  }

  /** The preprocessing where the levels of the rows are known; without a common one, no input. */
  Preprocessing preprocessing(LevelCensus levels) {
    return new Preprocessing(
        catalogue.inputs().stream()
            .filter(input -> !levels.withoutCommon().contains(input.name()))
            .map(input -> new ModelInput(input.name(), input.type(), levels.kept(input.name())))
            .toList());
  }

  XGBoostClassifier classifier(
      SparkContext spark, Preprocessing preprocessing, Hyperparameters parameters) {
    XGBoostClassifier classifier = new XGBoostClassifier("churn_booster");
    classifier.setNthread(FitThreads.of(settings.workers(), spark).number());
    if (spark.isLocal()) {
      classifier.setRabitTrackerHostIp("127.0.0.1"); // nobody outside has to reach it
    }
    classifier.setFeaturesCol(Preprocessing.FEATURES);
    classifier.setLabelCol(LABEL);
    classifier.setFeatureNames(preprocessing.names().toArray(String[]::new));
    classifier.setFeatureTypes(preprocessing.boosterTypes());
    classifier.setMissing(Float.NaN);
    classifier.setObjective("binary:logistic");
    // Nobody reads it, but after each tree the estimator asks for one: this costs the least.
    classifier.setEvalMetric("rmse");
    classifier.setTreeMethod("hist");
    classifier.setNumRound(parameters.rounds());
    classifier.setMaxDepth(parameters.maxDepth());
    classifier.setEta(parameters.learningRate());
    classifier.setSubsample(parameters.subsample());
    classifier.setColsampleBytree(parameters.columnSample());
    classifier.setMinChildWeight(parameters.minChildWeight());
    classifier.setLambda(parameters.lambda());
    classifier.setScalePosWeight(parameters.positiveWeight());
    constraints.setOn(classifier, preprocessing.names());
    classifier.setSeed(settings.seed());
    classifier.setNumWorkers(settings.workers());
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

  static byte[] booster(XGBoostClassificationModel model) {
    try {
      return model.nativeBooster().booster().toByteArray("ubj");
    } catch (XGBoostError e) {
      throw new IllegalStateException("cannot write the booster: " + e.getMessage(), e);
    }
  }

  /** All workers run at once or none does; Spark would wait minutes for slots that never come. */
  void refuseMissingSlots(SparkSession spark) {
    int slots = FitThreads.slots(spark.sparkContext());
    if (settings.workers() > slots) {
      throw ChurnException.usage(
          "training.workers = %d needs as many slots, but Spark master %s has %d; lower training.workers or give Spark more cores"
              .formatted(settings.workers(), spark.sparkContext().master(), slots));
    }
  }

  static void refuseOneClass(RowCensus census) {
    long rows = census.rows();
    long positives = census.positives();
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

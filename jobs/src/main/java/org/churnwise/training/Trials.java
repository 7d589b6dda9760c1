package org.churnwise.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.Hyperparameters;
import org.churnwise.stats.ScoreSums;

/**
 * Fits candidates on folds, many at once: a Spark task has the rows of one fold, and one thread,
 * for some of the candidates. A fit does not depend on the task that makes it.
 */
final class Trials {
  private static final String JUDGED = "judged";
  private static final double THRESHOLD = 0.5; // metrics that depend on it are not used

  private final JavaSparkContext spark;
  private final Broadcast<TrialRows> rows;
  private final Folds folds;
  private final Rules rules;

  Trials(SparkSession session, TrialRows rows, Folds folds, Rules rules) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.rows = spark.broadcast(rows);
    this.folds = folds;
    this.rules = rules;
  }

  /**
   * What every fit of a search has in common.
   *
   * @param monotone directions of features
   * @param patience trees without improvement after which a fit ends; 0 = never
   */
  record Rules(long seed, MonotoneConstraints monotone, int patience) implements Serializable {}

  /**
   * The log loss of each candidate after each of its trees, over the evaluated rows of these folds.
   * Folds without both classes are left out; without any fold the curves are empty.
   *
   * @param customerShare of the customers, in (0, 1]
   */
  List<LossCurve> curves(
      List<Hyperparameters> candidates, List<Integer> chosenFolds, double customerShare) {
    int chunks = Math.max(1, (spark.defaultParallelism() + folds.groups() - 1) / folds.groups());
    chunks = Math.min(candidates.size(), Math.max(2, chunks));
    List<Task> tasks = new ArrayList<>();
    for (int fold : chosenFolds) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        tasks.add(new Task(fold, chunk, chunks));
      }
    }
    Broadcast<TrialRows> shared = rows;
    Folds split = folds;
    Rules common = rules;
    List<Hyperparameters> tried = List.copyOf(candidates);
    List<FoldCurve> found =
        spark
            .parallelize(tasks, tasks.size())
            .flatMap(
                task ->
                    curves(task, shared.value(), split, common, tried, customerShare).iterator())
            .collect();
    return IntStream.range(0, candidates.size())
        .mapToObj(
            candidate ->
                LossCurve.mean(
                    found.stream().filter(curve -> curve.candidate() == candidate).toList()))
        .toList();
  }

  /** The evaluated rows of all folds, predicted by one candidate's models with all their trees. */
  ScoreSums answers(Hyperparameters candidate) {
    Broadcast<TrialRows> shared = rows;
    Folds split = folds;
    Rules common = new Rules(rules.seed(), rules.monotone(), 0);
    List<Integer> all = IntStream.range(0, folds.groups()).boxed().toList();
    List<Answers> parts =
        spark
            .parallelize(all, all.size())
            .map(fold -> answers(fold, shared.value(), split, common, candidate))
            .collect();
    double[] probabilities =
        parts.stream().flatMapToDouble(part -> stream(part.probabilities())).toArray();
    double[] labels = parts.stream().flatMapToDouble(part -> stream(part.labels())).toArray();
    int[] classes = Arrays.stream(labels).mapToInt(label -> (int) label).toArray();
    return ScoreSums.of(probabilities, classes, THRESHOLD);
  }

  /** Frees the rows on the executors. */
  void close() {
    rows.destroy();
  }

  private static List<FoldCurve> curves(
      Task task,
      TrialRows rows,
      Folds folds,
      Rules rules,
      List<Hyperparameters> candidates,
      double customerShare)
      throws XGBoostError {
    TrialRows.Part fitted = rows.fitted(folds, task.fold(), customerShare);
    TrialRows.Part judged = rows.judged(folds, task.fold(), customerShare);
    List<FoldCurve> curves = new ArrayList<>();
    if (!fitted.hasBothClasses() || !judged.hasBothClasses()) {
      return curves;
    }
    DMatrix fitMatrix = fitted.matrix();
    DMatrix judgedMatrix = judged.matrix();
    for (int i = task.chunk(); i < candidates.size(); i += task.chunks()) {
      float[][] losses = new float[1][candidates.get(i).rounds()];
      fit(fitMatrix, candidates.get(i), rules, Map.of(JUDGED, judgedMatrix), losses).dispose();
      curves.add(new FoldCurve(i, judged.rows(), losses[0]));
    }
    fitMatrix.dispose();
    judgedMatrix.dispose();
    return curves;
  }

  private static Answers answers(
      int fold, TrialRows rows, Folds folds, Rules rules, Hyperparameters candidate)
      throws XGBoostError {
    TrialRows.Part fitted = rows.fitted(folds, fold, 1);
    TrialRows.Part judged = rows.judged(folds, fold, 1);
    if (!fitted.hasBothClasses() || !judged.hasBothClasses()) {
      return new Answers(new float[0], new float[0]);
    }
    DMatrix fitMatrix = fitted.matrix();
    DMatrix judgedMatrix = judged.matrix();
    Booster booster = fit(fitMatrix, candidate, rules, Map.of(), null);
    float[][] predicted = booster.predict(judgedMatrix);
    float[] probabilities = new float[predicted.length];
    for (int row = 0; row < predicted.length; row++) {
      probabilities[row] = predicted[row][0];
    }
    booster.dispose();
    fitMatrix.dispose();
    judgedMatrix.dispose();
    return new Answers(probabilities, judged.labels());
  }

  private static Booster fit(
      DMatrix rows,
      Hyperparameters candidate,
      Rules rules,
      Map<String, DMatrix> watches,
      float[][] losses)
      throws XGBoostError {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("eval_metric", "logloss");
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", candidate.maxDepth());
    parameters.put("eta", candidate.learningRate());
    parameters.put("subsample", candidate.subsample());
    parameters.put("colsample_bytree", candidate.columnSample());
    parameters.put("min_child_weight", candidate.minChildWeight());
    parameters.put("lambda", candidate.lambda());
    parameters.put("scale_pos_weight", candidate.positiveWeight());
    parameters.put("seed", rules.seed());
    parameters.put("nthread", 1);
    parameters.put("verbosity", 0);
    parameters.put("verbose_eval", "false");
    if (!rules.monotone().isEmpty()) {
      List<String> inputs = List.of(rows.getFeatureNames());
      parameters.put("monotone_constraints", rules.monotone().text(inputs));
    }
    int patience = rules.patience();
    if (patience > 0) {
      parameters.put("maximize_evaluation_metrics", "false");
    }
    return XGBoost.train(
        rows, parameters, candidate.rounds(), watches, losses, null, null, patience);
  }

  private static DoubleStream stream(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(place -> values[place]);
  }

  /** One fold, and of the candidates every one that is {@code chunk} modulo {@code chunks}. */
  private record Task(int fold, int chunk, int chunks) implements Serializable {}

  private record Answers(float[] probabilities, float[] labels) implements Serializable {}

  /** The log loss of a candidate on one fold after each tree; 0 after it stopped early. */
  record FoldCurve(int candidate, int rows, float[] losses) implements Serializable {}
}

package org.churnwise.model.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A booster in this process's native memory that scores and explains feature vectors, with one
 * thread. Close it: the garbage collector does not see that memory.
 */
final class LoadedBooster implements AutoCloseable {
  private static final int ALL_TREES = 0;

  private final Booster booster;
  private final String[] types;

  /**
   * Loads a booster.
   *
   * @param ubjson see {@link FittedModel#booster}
   * @param types see {@link Preprocessing#boosterTypes}
   */
  LoadedBooster(byte[] ubjson, String[] types) {
    this.types = types.clone();
    try {
      this.booster = XGBoost.loadModel(ubjson);
      booster.setParams(Map.of("nthread", 1));
    } catch (XGBoostError | IOException e) {
      throw new IllegalStateException(
          "this version of XGBoost cannot read the booster: " + e.getMessage(), e);
    }
  }

  /**
   * The probability of each feature vector, in single precision; costs about a second a million of
   * them, and native memory of twice their size.
   *
   * @param vectors one after the other
   */
  float[] probabilities(float[] vectors) {
    return onMatrix(vectors, "score", matrix -> firsts(booster.predict(matrix)));
  }

  /** The same in log-odds. */
  float[] margins(float[] vectors) {
    return onMatrix(vectors, "score", matrix -> firsts(booster.predict(matrix, true)));
  }

  /**
   * Explains feature vectors; costs about a second for 5,000 to 50,000 of them, depending on the
   * depth of the trees, and native memory of four times their size.
   *
   * @param vectors one after the other
   */
  List<Explanation> explanations(float[] vectors) {
    if (vectors.length == 0) {
      return List.of(); // XGBoost rejects a matrix without rows
    }
    return onMatrix(
        vectors,
        "explain",
        matrix -> {
          float[][] contributions = booster.predictContrib(matrix, ALL_TREES);
          float[] margins = firsts(booster.predict(matrix, true));
          List<Explanation> explanations = new ArrayList<>(margins.length);
          for (int row = 0; row < margins.length; row++) {
            explanations.add(explanation(margins[row], contributions[row]));
          }
          return explanations;
        });
  }

  @Override
  public void close() {
    booster.dispose();
  }

  private <T> T onMatrix(float[] vectors, String what, NativeWork<T> work) {
    DMatrix matrix = null;
    try {
      matrix = new DMatrix(vectors, vectors.length / types.length, types.length, Float.NaN);
      matrix.setFeatureTypes(types);
      return work.of(matrix);
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost failed to " + what + ": " + e.getMessage(), e);
    } finally {
      if (matrix != null) {
        matrix.dispose();
      }
    }
  }

  /** Work on a matrix of feature vectors. */
  private interface NativeWork<T> {
    T of(DMatrix matrix) throws XGBoostError;
  }

  private static float[] firsts(float[][] answers) {
    float[] firsts = new float[answers.length];
    for (int row = 0; row < firsts.length; row++) {
      firsts[row] = answers[row][0];
    }
    return firsts;
  }

  /** XGBoost puts the bias behind the contributions. */
  private static Explanation explanation(float margin, float[] withBias) {
    double[] all = new double[withBias.length];
    Arrays.setAll(all, i -> withBias[i]);
    int inputs = all.length - 1;
    return new Explanation(margin, all[inputs], Arrays.copyOf(all, inputs));
  }
}

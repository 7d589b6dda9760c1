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
 * A booster in this process's native memory that explains feature vectors, with one thread. Close
 * it: the garbage collector does not see that memory.
 */
final class BoosterExplainer implements AutoCloseable {
  private final Booster booster;
  private final String[] types;

  /**
   * Loads a booster.
   *
   * @param ubjson see {@link FittedModel#booster}
   * @param types see {@link Preprocessing#boosterTypes}
   */
  BoosterExplainer(byte[] ubjson, String[] types) {
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
   * Explains feature vectors; costs about a second for 5,000 to 50,000 of them, depending on the
   * depth of the trees, and native memory of twice their size.
   */
  List<Explanation> explain(List<float[]> vectors) {
    if (vectors.isEmpty()) {
      return List.of(); // XGBoost rejects a matrix without rows
    }
    DMatrix matrix = null;
    try {
      matrix = new DMatrix(joined(vectors), vectors.size(), types.length, Float.NaN);
      matrix.setFeatureTypes(types);
      float[][] contributions = booster.predictContrib(matrix, 0); // 0: all trees
      float[][] margins = booster.predict(matrix, true);
      List<Explanation> explanations = new ArrayList<>();
      for (int row = 0; row < margins.length; row++) {
        explanations.add(explanation(margins[row][0], contributions[row]));
      }
      return explanations;
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost failed to explain: " + e.getMessage(), e);
    } finally {
      if (matrix != null) {
        matrix.dispose();
      }
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }

  private float[] joined(List<float[]> vectors) {
    float[] values = new float[vectors.size() * types.length];
    for (int row = 0; row < vectors.size(); row++) {
      System.arraycopy(vectors.get(row), 0, values, row * types.length, types.length);
    }
    return values;
  }

  /** XGBoost puts the bias behind the contributions. */
  private static Explanation explanation(float margin, float[] withBias) {
    double[] all = new double[withBias.length];
    Arrays.setAll(all, i -> withBias[i]);
    int inputs = all.length - 1;
    return new Explanation(margin, all[inputs], Arrays.copyOf(all, inputs));
  }
}

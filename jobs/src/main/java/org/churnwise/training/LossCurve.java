package org.churnwise.training;

import java.util.List;

/**
 * Mean log loss over the evaluated rows after one, two, three ... trees.
 *
 * @param losses empty without evaluated rows
 */
record LossCurve(double[] losses) {

  /** The mean of folds, each by its rows, as far as all of them go. */
  static LossCurve mean(List<Trials.FoldCurve> folds) {
    int trees = folds.stream().mapToInt(fold -> grown(fold.losses())).min().orElse(0);
    double rows = folds.stream().mapToInt(Trials.FoldCurve::rows).sum();
    double[] mean = new double[trees];
    for (Trials.FoldCurve fold : folds) {
      for (int tree = 0; tree < trees; tree++) {
        mean[tree] += fold.losses()[tree] * (fold.rows() / rows);
      }
    }
    return new LossCurve(mean);
  }

  boolean isEmpty() {
    return losses.length == 0;
  }

  /** The number of trees with the least loss; of equal ones the least. */
  int bestRounds() {
    int best = 0;
    for (int tree = 1; tree < losses.length; tree++) {
      best = losses[tree] < losses[best] ? tree : best;
    }
    return best + 1;
  }

  double least() {
    return losses[bestRounds() - 1];
  }

  /** XGBoost leaves 0, which no log loss over many rows is, for trees that were not grown. */
  private static int grown(float[] losses) {
    int trees = losses.length;
    while (trees > 0 && losses[trees - 1] == 0) {
      trees--;
    }
    return trees;
  }
}

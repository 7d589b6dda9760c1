package org.churnwise.model.scoring;

import java.io.Serializable;
import java.util.Arrays;

/** Scores and explains feature vectors by the linear part of a model. */
final class LinearScoring implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LogFeatures logarithms;
  private final double share;
  private final double[] weights;
  private final double[] means;
  private final int inputs;

  LinearScoring(LinearPart part, Preprocessing preprocessing) {
    this.logarithms = new LogFeatures(preprocessing);
    this.share = part.share();
    this.weights = part.weights().stream().mapToDouble(Double::doubleValue).toArray();
    this.means = part.means().stream().mapToDouble(Double::doubleValue).toArray();
    this.inputs = preprocessing.inputs().size();
    if (weights.length != logarithms.size()) {
      throw new IllegalArgumentException(
          "%d weights, but the inputs have %d places".formatted(weights.length, logarithms.size()));
    }
  }

  /** The booster's margins of feature vectors, blended, as probabilities. */
  double[] probabilities(float[] margins, float[] vectors) {
    double[] probabilities = new double[margins.length];
    Arrays.setAll(
        probabilities, row -> 1 / (1 + StrictMath.exp(-blended(margins[row], vectors, row))));
    return probabilities;
  }

  /**
   * An explanation of the booster, blended: as both parts are sums over the inputs, so is the
   * model. A weight moves the margin by what its place differs from the mean.
   */
  Explanation blended(Explanation trees, float[] vectors, int row) {
    double[] values = values(vectors, row * inputs);
    double[] contributions = new double[inputs];
    double bias = 0;
    int place = 0;
    for (int input = 0; input < inputs; input++) {
      double moved = 0;
      for (int end = place + logarithms.places(input); place < end; place++) {
        moved += weights[place] * (values[place] - means[place]);
        bias += weights[place] * means[place];
      }
      contributions[input] = blended(trees.contributions()[input], moved);
    }
    bias += weights[place] * values[place];
    return new Explanation(
        blended(trees.margin(), vectors, row), blended(trees.bias(), bias), contributions);
  }

  private double blended(double trees, float[] vectors, int row) {
    return blended(trees, logarithms.margin(vectors, row * inputs, weights));
  }

  private double blended(double trees, double linear) {
    return (1 - share) * trees + share * linear;
  }

  private double[] values(float[] vectors, int from) {
    int[] places = new int[logarithms.mostNonzeros()];
    double[] nonzeros = new double[places.length];
    int count = logarithms.write(vectors, from, places, nonzeros, 0);
    double[] values = new double[weights.length];
    for (int i = 0; i < count; i++) {
      values[places[i]] = nonzeros[i];
    }
    return values;
  }
}

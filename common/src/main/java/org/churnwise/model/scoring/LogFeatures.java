package org.churnwise.model.scoring;

import java.io.Serializable;
import org.churnwise.model.features.FeatureType;

/**
 * The booster's feature vector as a linear model can use it: a number x as sign(x) ln(1 + |x|) and
 * a flag for a missing one, a category as one flag for each level and for all others, and a
 * constant 1 at the end.
 */
public final class LogFeatures implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] levels; // of each input; -1 for a number
  private final int size;

  public LogFeatures(Preprocessing preprocessing) {
    this.levels =
        preprocessing.inputs().stream()
            .mapToInt(input -> input.type() == FeatureType.CATEGORICAL ? input.levels().size() : -1)
            .toArray();
    int places = 1;
    for (int input = 0; input < levels.length; input++) {
      places += places(input);
    }
    this.size = places;
  }

  /** Places of the vector. */
  public int size() {
    return size;
  }

  /** The places of each input, one after the other; the constant follows the last of them. */
  int places(int input) {
    return levels[input] < 0 ? 2 : levels[input] + 1;
  }

  /** The most places of one vector that are not 0. */
  public int mostNonzeros() {
    return levels.length + 1;
  }

  /**
   * Writes the places of one vector that are not 0, in ascending order from 0, and their values.
   *
   * @param features values of the booster's vectors, one vector after the other
   * @param from index of the vector's first value
   * @param at index to write to
   * @return the index after the last that was written
   */
  public int write(float[] features, int from, int[] places, double[] values, int at) {
    int place = 0;
    for (int i = 0; i < levels.length; i++) {
      float value = features[from + i];
      if (levels[i] >= 0) {
        places[at] = place + (int) value;
        values[at++] = 1;
        place += levels[i] + 1;
      } else {
        if (Float.isNaN(value)) {
          places[at] = place + 1;
          values[at++] = 1;
        } else if (value != 0) {
          places[at] = place;
          values[at++] = Math.signum(value) * StrictMath.log1p(Math.abs(value));
        }
        place += 2;
      }
    }
    places[at] = place;
    values[at++] = 1;
    return at;
  }

  /**
   * The margin of a line for one vector, in log-odds.
   *
   * @param features values of the booster's vectors, one vector after the other
   * @param from index of the vector's first value
   * @param weights one for each place
   */
  public double margin(float[] features, int from, double[] weights) {
    int[] places = new int[mostNonzeros()];
    double[] values = new double[places.length];
    int count = write(features, from, places, values, 0);
    double margin = 0;
    for (int i = 0; i < count; i++) {
      margin += weights[places[i]] * values[i];
    }
    return margin;
  }
}

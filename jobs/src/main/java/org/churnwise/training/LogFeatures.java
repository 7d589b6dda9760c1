package org.churnwise.training;

import java.io.Serializable;
import java.util.List;
import org.churnwise.model.features.FeatureType;
import org.churnwise.model.scoring.Preprocessing;

/**
 * The booster's feature vector as a linear model can use it: a number x as sign(x) ln(1 + |x|) and
 * a flag for a missing one, a category as one flag for each level and for all others, and a
 * constant 1 at the end.
 */
final class LogFeatures implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] levels; // of each input; -1 for a number
  private final int size;

  LogFeatures(Preprocessing preprocessing) {
    this.levels =
        preprocessing.inputs().stream()
            .mapToInt(input -> input.type() == FeatureType.CATEGORICAL ? input.levels().size() : -1)
            .toArray();
    int places = 1;
    for (int count : levels) {
      places += count < 0 ? 2 : count + 1;
    }
    this.size = places;
  }

  /** Places of the vector. */
  int size() {
    return size;
  }

  /** The places that are not 0, in ascending order from 0, with their values. */
  Nonzeros of(List<Float> features) {
    int[] places = new int[levels.length + 1];
    double[] values = new double[levels.length + 1];
    int count = 0;
    int place = 0;
    for (int i = 0; i < levels.length; i++) {
      float value = features.get(i);
      if (levels[i] >= 0) {
        places[count] = place + (int) value;
        values[count++] = 1;
        place += levels[i] + 1;
      } else {
        if (Float.isNaN(value)) {
          places[count] = place + 1;
          values[count++] = 1;
        } else if (value != 0) {
          places[count] = place;
          values[count++] = Math.signum(value) * StrictMath.log1p(Math.abs(value));
        }
        place += 2;
      }
    }
    places[count] = place;
    values[count++] = 1;
    return new Nonzeros(places, values, count);
  }

  /**
   * Places of one vector that are not 0.
   *
   * @param count how many of places and values count
   */
  record Nonzeros(int[] places, double[] values, int count) {
    /** The weighted sum, added in the order of the places. */
    double sum(double[] weights) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += weights[places[i]] * values[i];
      }
      return sum;
    }
  }
}

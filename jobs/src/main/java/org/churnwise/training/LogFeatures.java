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

  /** Takes one place, from 0, that is not 0. */
  interface Sink {
    void accept(int place, double value);
  }

  /** Tells every place that is not 0, in ascending order. */
  void each(List<Float> features, Sink sink) {
    int place = 0;
    for (int i = 0; i < levels.length; i++) {
      float value = features.get(i);
      if (levels[i] >= 0) {
        sink.accept(place + (int) value, 1);
        place += levels[i] + 1;
      } else {
        if (Float.isNaN(value)) {
          sink.accept(place + 1, 1);
        } else if (value != 0) {
          sink.accept(place, Math.signum(value) * StrictMath.log1p(Math.abs(value)));
        }
        place += 2;
      }
    }
    sink.accept(place, 1);
  }
}

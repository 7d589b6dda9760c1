package org.churnwise.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.churnwise.model.FeatureType;
import org.churnwise.model.Preprocessing;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The booster's feature vector as a linear model can use it: a number x as sign(x) ln(1 + |x|) and
 * a flag for a missing one, a category as one flag for each level and for all others.
 */
final class LogFeatures implements UDF1<Seq<Float>, Vector>, Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] levels; // of each input; -1 for a number
  private final int size;

  LogFeatures(Preprocessing preprocessing) {
    this.levels =
        preprocessing.inputs().stream()
            .mapToInt(input -> input.type() == FeatureType.CATEGORICAL ? input.levels().size() : -1)
            .toArray();
    int flags = 0;
    for (int count : levels) {
      flags += count < 0 ? 2 : count + 1;
    }
    this.size = flags;
  }

  /** The vector of a column of the booster's feature arrays. */
  Column of(Column features) {
    return functions.udf(this, SQLDataTypes.VectorType()).apply(features);
  }

  @Override
  public Vector call(Seq<Float> features) {
    List<Float> values = JavaConverters.seqAsJavaList(features);
    List<Integer> places = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    int place = 0;
    for (int i = 0; i < levels.length; i++) {
      float value = values.get(i);
      if (levels[i] >= 0) {
        places.add(place + (int) value);
        numbers.add(1.0);
        place += levels[i] + 1;
      } else {
        boolean missing = Float.isNaN(value);
        if (missing || value != 0) {
          places.add(missing ? place + 1 : place);
          numbers.add(missing ? 1.0 : Math.signum(value) * StrictMath.log1p(Math.abs(value)));
        }
        place += 2;
      }
    }
    return Vectors.sparse(
        size,
        places.stream().mapToInt(Integer::intValue).toArray(),
        numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }
}

package org.churnwise.model.scoring;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureType;

/**
 * One model input, at its position in the feature vector.
 *
 * @param name the column of customer_features
 * @param type NUMERIC or CATEGORICAL
 * @param levels the categories of the training rows in alphabetical order, coded 0, 1, ...; empty
 *     for a number
 */
public record ModelInput(String name, FeatureType type, List<String> levels)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public ModelInput {
    ModelJson.require(name, "name");
    ModelJson.require(type, "type");
    ModelJson.require(levels, "levels");
    levels = List.copyOf(levels);
    if (type == FeatureType.DATE) {
      throw new IllegalArgumentException(name + ": a date cannot be a model input");
    }
    if (type == FeatureType.NUMERIC && !levels.isEmpty()) {
      throw new IllegalArgumentException(name + ": a number has no levels, but got " + levels);
    }
  }

  static ModelInput numeric(String name) {
    return new ModelInput(name, FeatureType.NUMERIC, List.of());
  }

  boolean isCategorical() {
    return type == FeatureType.CATEGORICAL;
  }

  /**
   * A value of the feature vector as a person reads it: a category by its name, a number with two
   * decimals unless it is whole. A missing number, and a category that is missing or not among the
   * training rows, reads unknown.
   */
  public String inWords(float value) {
    if (isCategorical()) {
      return value >= 0 && value < levels.size() ? levels.get((int) value) : Feature.UNKNOWN;
    }
    if (Float.isNaN(value)) {
      return Feature.UNKNOWN;
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE;
    return whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The column that holds the codes of a category, or the number itself. */
  String vectorColumn() {
    return isCategorical() ? name + "_code" : name;
  }
}

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
 * @param levels the categories that the model tells apart, in alphabetical order, coded 0, 1, ...;
 *     empty for a number
 */
public record ModelInput(String name, FeatureType type, List<String> levels)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String OTHER = "other";

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
   * A value of the feature vector as a person reads it: a category by its name, or {@code other} if
   * it is not among the levels; a number with two decimals unless it is whole. A missing value
   * reads {@code unknown}.
   *
   * @param isMissing whether the customer has no value, which shares a code with other categories
   */
  public String inWords(float value, boolean isMissing) {
    if (isMissing || Float.isNaN(value)) {
      return Feature.UNKNOWN;
    }
    if (isCategorical()) {
      return value >= 0 && value < levels.size() ? levels.get((int) value) : OTHER;
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE;
    return whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The column that holds the codes of a category, or the number itself. */
  String vectorColumn() {
    return isCategorical() ? name + "_code" : name;
  }
}

package org.churnwise.model;

import java.util.List;

/**
 * One column that a model sees, at its place in the feature vector.
 *
 * @param name the column of customer_features
 * @param type NUMERIC or CATEGORICAL
 * @param levels the categories of the training rows in alphabetical order, coded 0, 1, ...; empty
 *     for a number
 */
public record ModelInput(String name, FeatureType type, List<String> levels) {
  public ModelInput {
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

  /** The column that holds the codes of a category, or the number itself. */
  String vectorColumn() {
    return isCategorical() ? name + "_code" : name;
  }
}

package org.churnwise.training;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.ml.param.Param;
import org.churnwise.config.NearestName;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureType;

/**
 * Directions that the churn probability keeps, in the order of the catalogue's inputs: 1 rises with
 * the feature, -1 falls, 0 does as it likes. XGBoost keeps them in every tree.
 */
record MonotoneConstraints(List<Integer> directions) implements Serializable {
  MonotoneConstraints {
    directions = List.copyOf(directions);
  }

  /**
   * @throws ChurnException (exit 2) for a name that is no input of the model, or a category
   */
  static MonotoneConstraints of(Map<String, Integer> byFeature, FeatureCatalogue catalogue) {
    List<String> numbers =
        catalogue.inputs().stream()
            .filter(input -> input.type() != FeatureType.CATEGORICAL)
            .map(Feature::name)
            .toList();
    for (String name : byFeature.keySet()) {
      if (!numbers.contains(name)) {
        throw ChurnException.usage(
            "training.monotone names "
                + name
                + (catalogue.inputNames().contains(name)
                    ? ", a category, which has no order; take it out"
                    : ", which is no input of the model; "
                        + NearestName.question(name, numbers)
                        + " conf/features.conf lists all"));
      }
    }
    return new MonotoneConstraints(
        catalogue.inputNames().stream().map(name -> byFeature.getOrDefault(name, 0)).toList());
  }

  /** Whether no feature is held to a direction. */
  boolean isEmpty() {
    return directions.stream().allMatch(direction -> direction == 0);
  }

  /**
   * The estimator hands its own parameter on as Java prints an array, which XGBoost cannot read; a
   * text in its place is handed on as it is.
   */
  void setOn(XGBoostClassifier classifier) {
    if (isEmpty()) {
      return;
    }
    Param<?>[] listed = classifier.params();
    for (int i = 0; i < listed.length; i++) {
      if (listed[i].equals(classifier.monotoneConstraints())) {
        Param<String> asText =
            new Param<>(classifier, "monotone_constraints", "directions by feature");
        listed[i] = asText;
        classifier.set(asText, text());
      }
    }
  }

  /** The same as a parameter of XGBoost itself: {@code (1,0,-1)}. */
  String text() {
    return directions.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }
}

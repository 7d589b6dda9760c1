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
 * The direction of the churn probability by feature: 1 rises with it, -1 falls, 0 is unconstrained,
 * as are others. XGBoost enforces them in every tree.
 */
record MonotoneConstraints(Map<String, Integer> directions) implements Serializable {
  MonotoneConstraints {
    directions = Map.copyOf(directions);
  }

  /**
   * @throws ChurnException (exit 2) for a name that is not an input of the model, or a category
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
            catalogue.inputNames().contains(name)
                ? "training.monotone names %s, a category without an order; remove it"
                    .formatted(name)
                : "training.monotone names %s, which is not an input of the model; %s conf/features.conf lists all"
                    .formatted(name, NearestName.question(name, numbers)));
      }
    }
    return new MonotoneConstraints(byFeature);
  }

  /** Whether no feature is constrained. */
  boolean isEmpty() {
    return directions.values().stream().allMatch(direction -> direction == 0);
  }

  /**
   * The estimator hands its own parameter on as Java prints an array, which XGBoost cannot read; a
   * text in its place is handed on as it is.
   *
   * @param inputs of the model, in order
   */
  void setOn(XGBoostClassifier classifier, List<String> inputs) {
    if (isEmpty()) {
      return;
    }
    Param<?>[] listed = classifier.params();
    for (int i = 0; i < listed.length; i++) {
      if (listed[i].equals(classifier.monotoneConstraints())) {
        Param<String> asText =
            new Param<>(classifier, "monotone_constraints", "directions by feature");
        listed[i] = asText;
        classifier.set(asText, text(inputs));
      }
    }
  }

  /**
   * The same as a parameter of XGBoost itself, in the order of a model's inputs: {@code (1,0,-1)}.
   */
  String text(List<String> inputs) {
    return inputs.stream()
        .map(input -> String.valueOf(directions.getOrDefault(input, 0)))
        .collect(Collectors.joining(",", "(", ")"));
  }
}

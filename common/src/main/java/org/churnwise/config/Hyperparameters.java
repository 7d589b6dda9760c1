package org.churnwise.config;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The hyperparameters of a fit. XGBoost's names are in brackets; ranges are those of the keys under
 * {@code training}.
 *
 * @param rounds trees [num_round]
 * @param maxDepth levels of a tree [max_depth]
 * @param learningRate shrinkage of each tree, in (0, 1] [eta]
 * @param subsample share of rows of each tree, in (0, 1]
 * @param columnSample share of columns of each tree, in (0, 1] [colsample_bytree]
 * @param minChildWeight least sum of hessians in a leaf [min_child_weight]
 * @param lambda L2 penalty on leaf weights
 * @param positiveWeight weight of a churned row, where a retained one weighs 1 [scale_pos_weight]
 */
public record Hyperparameters(
    int rounds,
    int maxDepth,
    double learningRate,
    double subsample,
    double columnSample,
    double minChildWeight,
    double lambda,
    double positiveWeight)
    implements Serializable {
  public Hyperparameters {
    SettingKey.TRAINING_ROUNDS.require(rounds);
    SettingKey.TRAINING_MAX_DEPTH.require(maxDepth);
    SettingKey.TRAINING_LEARNING_RATE.require(learningRate);
    SettingKey.TRAINING_SUBSAMPLE.require(subsample);
    SettingKey.TRAINING_COLUMN_SAMPLE.require(columnSample);
    SettingKey.TRAINING_MIN_CHILD_WEIGHT.require(minChildWeight);
    SettingKey.TRAINING_LAMBDA.require(lambda);
    SettingKey.TRAINING_POSITIVE_WEIGHT.require(positiveWeight);
  }

  /** The same parameters with another number of trees. */
  public Hyperparameters withRounds(int other) {
    return new Hyperparameters(
        other,
        maxDepth,
        learningRate,
        subsample,
        columnSample,
        minChildWeight,
        lambda,
        positiveWeight);
  }

  /** The values by the last part of their keys, in the order of conf/churn.conf. */
  public Map<String, Number> byKey() {
    Map<String, Number> values = new LinkedHashMap<>();
    values.put("rounds", rounds);
    values.put("max-depth", maxDepth);
    values.put("learning-rate", learningRate);
    values.put("subsample", subsample);
    values.put("column-sample", columnSample);
    values.put("min-child-weight", minChildWeight);
    values.put("lambda", lambda);
    values.put("positive-weight", positiveWeight);
    return values;
  }

  /** One line of JSON that {@code training.parameters-file} reads back to an equal record. */
  public String toJson() {
    return byKey().entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\": " + text(entry.getValue()))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String text(Number value) {
    return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
  }
}

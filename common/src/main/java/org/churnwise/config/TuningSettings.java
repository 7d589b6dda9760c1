package org.churnwise.config;

import java.util.Map;

/**
 * How hyperparameters are chosen, and the constraints of every fit.
 *
 * @param search off, random or halving
 * @param searchCandidates sets of hyperparameters that are tried, the configured one included
 * @param searchRows maximum rows for a search or an early stop; of more, whole customers are
 *     sampled
 * @param earlyStoppingRounds trees without improvement after which the fit stops; 0 = never
 * @param monotone by feature: 1 if the probability may only rise with it, -1 if it may only fall, 0
 *     if it is free
 * @param positiveWeight weight of a churned row, where a retained one weighs 1 [scale_pos_weight]
 * @param logisticMargin how much better a logistic regression may be, beyond chance, in the
 *     deciding metric, or in AUC if that is profit
 */
public record TuningSettings(
    String search,
    int searchCandidates,
    int searchRows,
    int earlyStoppingRounds,
    Map<String, Integer> monotone,
    double positiveWeight,
    double logisticMargin) {
  /** Parameters as configured, without constraints. */
  public static final TuningSettings NONE = new TuningSettings("off", 1, 1000, 0, Map.of(), 1);

  /** Settings without a margin for the logistic regression. */
  public TuningSettings(
      String search,
      int searchCandidates,
      int searchRows,
      int earlyStoppingRounds,
      Map<String, Integer> monotone,
      double positiveWeight) {
    this(search, searchCandidates, searchRows, earlyStoppingRounds, monotone, positiveWeight, 0);
  }

  public TuningSettings {
    SettingKey.TRAINING_SEARCH.require(search);
    SettingKey.TRAINING_SEARCH_CANDIDATES.require(searchCandidates);
    SettingKey.TRAINING_SEARCH_ROWS.require(searchRows);
    SettingKey.TRAINING_EARLY_STOPPING_ROUNDS.require(earlyStoppingRounds);
    SettingKey.TRAINING_POSITIVE_WEIGHT.require(positiveWeight);
    SettingKey.TRAINING_LOGISTIC_MARGIN.require(logisticMargin);
    SettingKey.TRAINING_MONOTONE.require(AllowedValue.Directions.text(monotone));
    monotone = Map.copyOf(monotone);
  }

  /** Whether hyperparameters are searched. */
  public boolean searches() {
    return !search.equals("off");
  }
}

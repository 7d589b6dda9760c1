package org.churnwise.config;

import java.util.Map;

/**
 * How hyperparameters are chosen, and what every fit is held to.
 *
 * @param search off, random or halving
 * @param searchCandidates sets of hyperparameters that are drawn, the configured one included
 * @param searchRows most rows that a search or an early stop looks at; of more, whole customers are
 *     drawn
 * @param earlyStoppingRounds trees without improvement after which no more are grown; 0 = never
 * @param monotone by feature: 1 if the probability may only rise with it, -1 if it may only fall, 0
 *     if it is free
 * @param positiveWeight weight of a churned row beside 1 for a retained one [scale_pos_weight]
 * @param logisticMargin by how much a logistic regression may be better, beyond chance, in the
 *     deciding metric, or in AUC where that is profit
 */
public record TuningSettings(
    String search,
    int searchCandidates,
    int searchRows,
    int earlyStoppingRounds,
    Map<String, Integer> monotone,
    double positiveWeight,
    double logisticMargin) {
  /** Parameters are taken as they are configured, and nothing holds the fit. */
  public static final TuningSettings NONE = new TuningSettings("off", 1, 1000, 0, Map.of(), 1);

  /** A logistic regression may be better by nothing. */
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

  /** Whether candidates are searched. */
  public boolean searches() {
    return !search.equals("off");
  }
}

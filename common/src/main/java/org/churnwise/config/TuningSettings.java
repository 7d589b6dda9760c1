package org.churnwise.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;

/**
 * What a model is made of, how hyperparameters are chosen, and the constraints of every fit.
 *
 * @param model trees, logistic, blend or auto
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
    String model,
    String search,
    int searchCandidates,
    int searchRows,
    int earlyStoppingRounds,
    Map<String, Integer> monotone,
    double positiveWeight,
    double logisticMargin) {
  private static final String TREES = ModelForm.TREES.inWords();

  /** Parameters as configured, without constraints. */
  public static final TuningSettings NONE = new TuningSettings("off", 1, 1000, 0, Map.of(), 1);

  /** Settings of trees, without a margin for the logistic regression. */
  public TuningSettings(
      String search,
      int searchCandidates,
      int searchRows,
      int earlyStoppingRounds,
      Map<String, Integer> monotone,
      double positiveWeight) {
    this(search, searchCandidates, searchRows, earlyStoppingRounds, monotone, positiveWeight, 0);
  }

  /** Settings of trees. */
  public TuningSettings(
      String search,
      int searchCandidates,
      int searchRows,
      int earlyStoppingRounds,
      Map<String, Integer> monotone,
      double positiveWeight,
      double logisticMargin) {
    this(
        TREES,
        search,
        searchCandidates,
        searchRows,
        earlyStoppingRounds,
        monotone,
        positiveWeight,
        logisticMargin);
  }

  public TuningSettings {
    SettingKey.TRAINING_MODEL.require(model);
    SettingKey.TRAINING_SEARCH.require(search);
    SettingKey.TRAINING_SEARCH_CANDIDATES.require(searchCandidates);
    SettingKey.TRAINING_SEARCH_ROWS.require(searchRows);
    SettingKey.TRAINING_EARLY_STOPPING_ROUNDS.require(earlyStoppingRounds);
    SettingKey.TRAINING_POSITIVE_WEIGHT.require(positiveWeight);
    SettingKey.TRAINING_LOGISTIC_MARGIN.require(logisticMargin);
    SettingKey.TRAINING_MONOTONE.require(AllowedValue.Directions.text(monotone));
    monotone = Map.copyOf(monotone);
    if (List.of(ModelForm.BLEND.inWords(), ModelForm.LOGISTIC.inWords()).contains(model)
        && !isLinearAllowed(monotone, positiveWeight)) {
      throw ChurnException.usage(
          "training.model = %s: a logistic regression knows neither training.monotone nor training.positive-weight; use trees, or leave these at their defaults"
              .formatted(model));
    }
  }

  private static boolean isLinearAllowed(Map<String, Integer> monotone, double positiveWeight) {
    return positiveWeight == 1 && monotone.values().stream().allMatch(direction -> direction == 0);
  }

  /**
   * What every model is made of; empty if each training chooses. Constraints that only trees can
   * keep leave no choice.
   */
  public Optional<ModelForm> form() {
    if (!model.equals(ModelForm.AUTO)) {
      return Optional.of(ModelForm.of(model));
    }
    return isLinearAllowed(monotone, positiveWeight)
        ? Optional.empty()
        : Optional.of(ModelForm.TREES);
  }

  /** Whether hyperparameters are searched. */
  public boolean searches() {
    return !search.equals("off");
  }
}

package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.model.features.FeatureCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a training must be done again because it is judged, or a contact worth, otherwise. */
class TrainingRulesTest {
  @Test
  void whatAContactIsWorthIsNothingToATrainingThatDoesNotAsk() {
    assertEquals(hash(), hash("value.contact-cost=30"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"retrain.metric=profit", "retrain.profit-guard=true", "training.threshold=profit"})
  void itTrainsAgainWhereProfitHasASay(String asks) {
    assertNotEquals(hash(asks), hash(asks, "value.contact-cost=30"));
  }

  @Test
  void onlyAComparisonAsksForTheBudgetAndNobodyForTheHoldOut() {
    String threshold = "training.threshold=profit";
    String metric = "retrain.metric=profit";
    assertEquals(hash(threshold), hash(threshold, "value.budget=100"));
    assertNotEquals(hash(metric), hash(metric, "value.budget=100"));
    assertEquals(hash(metric), hash(metric, "value.holdout-share=0.5", "value.seed=1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"retrain.margin=0.01", "retrain.confidence=0.95", "retrain.metric=brier"})
  void itTrainsAgainWhereTheDecisionIsAnother(String decides) {
    assertNotEquals(hash(), hash(decides));
  }

  @Test
  void whenToTrainIsNothingToATraining() {
    assertEquals(hash(), hash("retrain.when=never"));
  }

  private static String hash(String... sets) {
    SettingsSources sources =
        new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), Map.of());
    return TrainingRules.of(SettingsLoader.load(sources), FeatureCatalogue.load()).hash();
  }
}

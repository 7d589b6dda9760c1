package org.churnwise.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.Hash;
import org.churnwise.run.Input;
import org.churnwise.stats.MetricStatus;
import org.junit.jupiter.api.Test;

class RunContentTest {
  private static final LocalDate DAY = LocalDate.parse("2025-06-01");
  private static final ModelMetric AUC =
      new ModelMetric("auc", MetricStatus.OK, 0.8, 0.7, 0.9, 0.5, 0.6, 100, 40);
  private static final ModelMetric NO_EVIDENCE =
      new ModelMetric("f1", MetricStatus.ONE_CLASS, null, null, null, null, null, 100, 0);

  private static RunContent content(Map<String, Object> parameters, List<ModelMetric> heldOut) {
    ModelCard card =
        new ModelCard(
            new ModelCard.Data(
                DAY,
                DAY.minusMonths(1),
                List.of(DAY.minusMonths(3), DAY.minusMonths(2)),
                List.of(new Input("customer_features", "2025-05-01", "abc")),
                100,
                40),
            new FeatureSet("hash", List.of("age NUMERIC")),
            parameters,
            0.5,
            new ModelCard.Versions("code", "3.5.9", "3.4.0", 17),
            new ModelCard.Evaluation(List.of(), List.of(), heldOut));
    ModelDecision decision =
        new ModelDecision(
            "2025-06-01-v3",
            DAY,
            "v3",
            Optional.empty(),
            ModelDecision.Outcome.KEPT,
            "not better",
            "{}");
    return RunContent.of(
        new TrainedModel(
            new ModelVersion("v3", DAY, card, "path", "sha"),
            "run-1",
            Instant.EPOCH,
            Optional.of(decision)));
  }

  @Test
  void aMetricStandsBesideItsIntervalAndTheTwoRules() {
    assertEquals(
        Map.of(
            "held_out_auc", 0.8,
            "held_out_auc_low", 0.7,
            "held_out_auc_high", 0.9,
            "held_out_auc_constant", 0.5,
            "held_out_auc_recency", 0.6,
            "held_out_rows", 100.0,
            "held_out_positives", 40.0),
        content(Map.of(), List.of(AUC)).metrics());
  }

  @Test
  void aMetricWithoutEvidenceIsNoNumber() {
    assertEquals(
        Map.of("held_out_rows", 100.0, "held_out_positives", 0.0),
        content(Map.of(), List.of(NO_EVIDENCE)).metrics());
  }

  @Test
  void parametersAreTextsAndNestedOnesJson() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("rounds", 100);
    parameters.put("search", "off");
    parameters.put("monotone", Map.of("age", 1));
    assertEquals(
        Map.of("rounds", "100", "search", "off", "monotone", "{\"age\":1}", "threshold", "0.5"),
        content(parameters, List.of()).parameters());
  }

  @Test
  void aParameterIsNoLongerThanMlflowTakes() {
    String text = content(Map.of("search", "x".repeat(7000)), List.of()).parameters().get("search");
    assertEquals(6000, text.length());
  }

  @Test
  void tagsNameVersionRunDataAndDecision() {
    Map<String, String> tags = content(Map.of(), List.of()).tags();
    assertEquals("v3", tags.get("churnwise_version"));
    assertEquals("run-1", tags.get("churnwise_run_id"));
    assertEquals("KEPT", tags.get("churnwise_outcome"));
    assertEquals("not better", tags.get("churnwise_reason"));
    assertEquals("2025-03-01, 2025-04-01", tags.get("churnwise_fitted"));
    assertEquals("abc", tags.get("churnwise_data_customer_features_2025-05-01"));
    assertEquals(Hash.of("abc"), tags.get("churnwise_data"));
  }

  /** As MLflow's server checks them: letters, digits, underscore, dash, period, space, slash. */
  @Test
  void everyNameIsValidForMlflow() {
    RunContent content = content(Map.of("max_depth", 4), List.of(AUC));
    for (Map<String, ?> named : List.of(content.parameters(), content.metrics(), content.tags())) {
      named.keySet().forEach(name -> assertTrue(name.matches("[A-Za-z0-9_./ -]{1,250}"), name));
    }
  }
}

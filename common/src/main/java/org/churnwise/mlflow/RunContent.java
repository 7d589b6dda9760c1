package org.churnwise.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.run.Hash;
import org.churnwise.run.Input;
import org.churnwise.run.Json;

/**
 * What a model's run holds besides its files, all of it from the model card. A metric without
 * evidence is left out, since it has no value.
 *
 * @param parameters of the training, by the names of the card; texts of at most 6,000 characters
 * @param metrics by name: PART_METRIC and PART_METRIC_low, _high, _constant, _recency, where PART
 *     is fitted, left_out, held_out or logistic (a logistic regression on the held-out rows)
 * @param tags what it was trained on, and what was decided
 */
record RunContent(
    Map<String, String> parameters, Map<String, Double> metrics, Map<String, String> tags) {
  private static final int LONGEST_PARAMETER = 6000; // MLflow's limit
  private static final int LONGEST_TAG = 5000;

  static RunContent of(TrainedModel trained) {
    ModelCard card = trained.model().card();
    return new RunContent(parameters(card), metrics(card), tags(trained, card));
  }

  /** A text no longer than a tag can be. */
  static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_TAG));
  }

  private static Map<String, String> parameters(ModelCard card) {
    Map<String, String> parameters = new LinkedHashMap<>();
    card.parameters().forEach((name, value) -> parameters.put(name, parameter(value)));
    parameters.put("threshold", parameter(card.threshold()));
    return parameters;
  }

  private static String parameter(Object value) {
    String text = value instanceof String string ? string : json(value);
    return text.substring(0, Math.min(text.length(), LONGEST_PARAMETER));
  }

  private static String json(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Double> metrics(ModelCard card) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    add(metrics, "fitted", card.evaluation().fitted());
    add(metrics, "left_out", card.evaluation().leftOut());
    add(metrics, "held_out", card.evaluation().heldOut());
    if (card.evaluation().logistic() != null) {
      add(metrics, "logistic", card.evaluation().logistic());
    }
    return metrics;
  }

  private static void add(Map<String, Double> metrics, String part, List<ModelMetric> figures) {
    for (ModelMetric figure : figures) {
      String name = part + "_" + figure.name();
      add(metrics, name, figure.value());
      add(metrics, name + "_low", figure.low());
      add(metrics, name + "_high", figure.high());
      add(metrics, name + "_constant", figure.constantValue());
      add(metrics, name + "_recency", figure.recencyValue());
      add(metrics, part + "_rows", (double) figure.rows());
      add(metrics, part + "_positives", (double) figure.positives());
    }
  }

  private static void add(Map<String, Double> metrics, String name, Double value) {
    if (value != null && Double.isFinite(value)) {
      metrics.put(name, value);
    }
  }

  private static Map<String, String> tags(TrainedModel trained, ModelCard card) {
    ModelCard.Data data = card.data();
    Map<String, String> tags = new LinkedHashMap<>(trained.identity());
    tags.putAll(trained.decision());
    tags.put("churnwise_artifact_sha256", trained.model().artifactSha256());
    trained.model().recalibrationOf().ifPresent(of -> tags.put("churnwise_recalibration_of", of));
    tags.put("churnwise_code", card.versions().code());
    tags.put("churnwise_watermark", data.watermark().toString());
    tags.put("churnwise_held_out", data.heldOutSnapshot().toString());
    tags.put(
        "churnwise_fitted",
        cut(
            data.fitSnapshots().stream()
                .map(LocalDate::toString)
                .collect(Collectors.joining(", "))));
    String[] hashes = data.slices().stream().map(Input::hash).toArray(String[]::new);
    tags.put("churnwise_data", Hash.of(hashes));
    for (Input slice : data.slices()) {
      tags.put("churnwise_data_" + slice.name() + "_" + slice.slice(), slice.hash());
    }
    return tags;
  }
}

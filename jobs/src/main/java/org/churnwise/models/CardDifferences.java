package org.churnwise.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.Json;

/**
 * The differences between the cards of two models. It walks the cards as JSON, so that new fields
 * of a card are compared too: a list of names by its names and their order, slices by table and
 * name, metrics by name.
 */
final class CardDifferences {
  private CardDifferences() {}

  /** The differences in the order of the card; empty if there is none. */
  static List<Difference> between(ModelVersion left, ModelVersion right) {
    Map<List<String>, JsonNode> leftValues = values(left);
    Map<List<String>, JsonNode> rightValues = values(right);
    Set<List<String>> all = new LinkedHashSet<>(leftValues.keySet());
    all.addAll(rightValues.keySet());
    List<Difference> differences = new ArrayList<>();
    for (List<String> path : all) {
      JsonNode one = leftValues.get(path);
      JsonNode other = rightValues.get(path);
      if (one == null || !one.equals(other)) {
        String name = String.join(" ", path.subList(1, path.size()));
        differences.add(new Difference(path.get(0), name, one, other));
      }
    }
    return differences;
  }

  private static Map<List<String>, JsonNode> values(ModelVersion version) {
    try {
      Map<List<String>, JsonNode> values = new LinkedHashMap<>();
      collect(List.of(), Json.mapper().readTree(version.card().toJson()), values);
      values.put(List.of("files", "sha256"), Json.mapper().valueToTree(version.artifactSha256()));
      return values;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void collect(
      List<String> path, JsonNode node, Map<List<String>, JsonNode> values) {
    if (node.isObject() && !isMetric(node)) {
      node.fields()
          .forEachRemaining(at -> collect(below(path, at.getKey()), at.getValue(), values));
    } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
      node.forEach(item -> collectNamed(path, item, values));
    } else if (node.isArray()) {
      node.forEach(
          item -> values.put(below(path, item.asText()), Json.mapper().valueToTree("yes")));
      values.put(below(path, "in order"), node);
    } else {
      values.put(path, node);
    }
  }

  /** A metric stays whole; an input of the model is identified by its table and slice. */
  private static void collectNamed(
      List<String> path, JsonNode item, Map<List<String>, JsonNode> values) {
    List<String> named = below(path, item.path("name").asText());
    if (item.has("slice")) {
      values.put(below(named, item.path("slice").asText()), item.path("hash"));
    } else {
      values.put(named, item);
    }
  }

  private static boolean isMetric(JsonNode node) {
    return node.has("status") && node.has("value");
  }

  private static List<String> below(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }

  /**
   * One entry that differs.
   *
   * @param part of the card: data, features, parameters, threshold, versions, evaluation, files
   * @param name of the entry within that part; empty if the part is one value
   * @param left value in the first card; null if it lacks the entry
   * @param right value in the second card; null if it lacks the entry
   */
  record Difference(String part, String name, JsonNode left, JsonNode right) {}
}

package org.churnwise.model.scoring;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;

/**
 * What drives a model's predictions: the mean size of a contribution, in log-odds, whatever its
 * sign. A concept's contribution is the sum of its features', so features that cancel out do not
 * count twice.
 *
 * @param rows looked at
 * @param concepts every concept, the most important first
 * @param features every input, the most important first
 */
public record Importance(long rows, List<Share> concepts, List<Share> features) {
  /** Most rows looked at: the standard error is then about 2 % of a value. */
  public static final int MOST_ROWS = 2_000;

  public Importance {
    concepts = List.copyOf(concepts);
    features = List.copyOf(features);
  }

  /** What one concept or feature moves on average, in log-odds; at least 0. */
  public record Share(String name, double meanAbsolute) {}

  /**
   * The importance of inputs over rows.
   *
   * @param catalogue has the concept of each input
   * @param contributions of rows, in the order of their draw, one for each input
   */
  public static Importance of(
      List<String> inputs, FeatureCatalogue catalogue, List<double[]> contributions) {
    Map<String, boolean[]> features = new LinkedHashMap<>();
    Map<String, boolean[]> concepts = new LinkedHashMap<>();
    for (Feature feature : catalogue.inputs()) {
      int place = inputs.indexOf(feature.name());
      features.computeIfAbsent(feature.name(), name -> new boolean[inputs.size()])[place] = true;
      concepts.computeIfAbsent(feature.concept(), name -> new boolean[inputs.size()])[place] = true;
    }
    return new Importance(
        contributions.size(), shares(concepts, contributions), shares(features, contributions));
  }

  private static List<Share> shares(Map<String, boolean[]> parts, List<double[]> contributions) {
    return parts.entrySet().stream()
        .map(part -> new Share(part.getKey(), mean(part.getValue(), contributions)))
        .sorted(
            Comparator.comparingDouble((Share share) -> -share.meanAbsolute())
                .thenComparing(Share::name))
        .toList();
  }

  /** The rows come in the order of their draw, so equal rows give an equal sum, to the bit. */
  private static double mean(boolean[] part, List<double[]> contributions) {
    double sum = 0;
    for (double[] row : contributions) {
      double moved = 0;
      for (int i = 0; i < part.length; i++) {
        moved += part[i] ? row[i] : 0;
      }
      sum += Math.abs(moved);
    }
    return contributions.isEmpty() ? 0 : sum / contributions.size();
  }
}

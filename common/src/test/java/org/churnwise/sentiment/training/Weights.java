package org.churnwise.sentiment.training;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.churnwise.sentiment.SentimentScorer;

/** A fitted model: one weight per feature, in log odds. */
record Weights(SortedMap<String, Double> features) {
  private static final double HUNDREDTHS = 100;

  Weights times(double factor) {
    SortedMap<String, Double> scaled = new TreeMap<>(features);
    scaled.replaceAll((name, weight) -> weight * factor);
    return new Weights(scaled);
  }

  /** The scorer that these weights make, rounded as in the file. */
  SentimentScorer scorer() {
    return SentimentScorer.of(file());
  }

  /** The text of the model file. */
  String file() {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, Double> feature : features.entrySet()) {
      append(lines, feature.getKey(), feature.getValue());
    }
    return lines.toString();
  }

  private static void append(StringBuilder lines, String name, double weight) {
    lines.append(Math.round(weight * HUNDREDTHS)).append(' ').append(name).append('\n');
  }
}

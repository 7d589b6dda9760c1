package org.churnwise.sentiment.training;

import java.util.Map;

/**
 * A training text: its features and label.
 *
 * @param copies how often it counts
 */
record Example(String source, Map<String, Double> features, boolean positive, int copies) {
  /** The source of texts that stand in the training as both positive and negative. */
  static final String NEUTRAL = "neutral";
}

package org.churnwise.sentiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A linear model: the log odds that a text is positive are the sum of the weights of its features.
 * {@code card.md} beside the resource says what it was trained on and how good it is.
 *
 * <p>The file has one feature a line: its weight in hundredths, a blank, and the feature: {@code
 * good} a word, {@code ~good} the word in the scope of a negation, {@code very good} two words in a
 * row. A word with the weight 0 still counts as known.
 */
final class SentimentModel {
  private static final String RESOURCE = "model.txt";
  private static final char NEGATED = '~';
  private static final float UNIT = 0.01f;

  private final WeightTable weights;

  private SentimentModel(int features) {
    weights = new WeightTable(features);
  }

  /** Reads the resource beside this class. */
  static SentimentModel load() {
    try (InputStream resource = SentimentModel.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(
            "missing on the class path: %s of %s".formatted(RESOURCE, SentimentModel.class));
      }
      return of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s from the class path".formatted(RESOURCE), e);
    }
  }

  /**
   * A model from the text of its file.
   *
   * @throws IllegalArgumentException if a line has no weight, or a feature is listed twice
   */
  static SentimentModel of(String lines) {
    SentimentModel model = new SentimentModel((int) lines.chars().filter(c -> c == '\n').count());
    int start = 0;
    while (start < lines.length()) {
      int end = lines.indexOf('\n', start);
      end = end < 0 ? lines.length() : end;
      model.add(lines, start, end);
      start = end + 1;
    }
    return model;
  }

  /** The weight of a word, number, emoticon, emoji or mark; 0 if it is not known. */
  float word(long key, boolean negated) {
    return weights.weight(negated ? FeatureKeys.negated(key) : key);
  }

  float pair(long first, long second) {
    return weights.weight(FeatureKeys.pair(first, second));
  }

  /** Whether the word occurred in training. */
  boolean knows(long key) {
    return weights.contains(key);
  }

  private void add(String lines, int start, int end) {
    int blank = lines.indexOf(' ', start);
    if (blank < 0 || blank >= end - 1) {
      throw new IllegalArgumentException(
          "a line of the sentiment model has no feature: " + lines.substring(start, end));
    }
    float weight = UNIT * weight(lines, start, blank);
    String feature = lines.substring(blank + 1, end);
    weights.add(key(feature), weight);
  }

  private static int weight(String lines, int start, int end) {
    try {
      return Integer.parseInt(lines, start, end, 10);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a line of the sentiment model has no weight: " + lines.substring(start, end), e);
    }
  }

  private static long key(String feature) {
    int blank = feature.indexOf(' ');
    if (blank > 0) {
      return FeatureKeys.pair(
          FeatureKeys.of(feature.substring(0, blank)),
          FeatureKeys.of(feature.substring(blank + 1)));
    }
    return feature.charAt(0) == NEGATED
        ? FeatureKeys.negated(FeatureKeys.of(feature.substring(1)))
        : FeatureKeys.of(feature);
  }
}

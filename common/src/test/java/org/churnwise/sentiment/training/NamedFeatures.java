package org.churnwise.sentiment.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.churnwise.sentiment.FeatureSink;
import org.churnwise.sentiment.TextFeatures;
import org.churnwise.sentiment.Tokens;

/** The features of a text under the names that the model file gives them. */
final class NamedFeatures implements FeatureSink {
  static final String NEGATED = "~";

  private final Tokens tokens = new Tokens();
  private Map<String, Double> features;

  /** What each feature of the text counts in all. */
  Map<String, Double> of(String text) {
    features = new LinkedHashMap<>();
    tokens.read(text);
    TextFeatures.walk(tokens, this);
    return features;
  }

  @Override
  public void token(int token, boolean negated, double value) {
    features.merge((negated ? NEGATED : "") + tokens.word(token), value, Double::sum);
  }

  @Override
  public void pair(int first, int second, double value) {
    features.merge(tokens.word(first) + " " + tokens.word(second), value, Double::sum);
  }
}

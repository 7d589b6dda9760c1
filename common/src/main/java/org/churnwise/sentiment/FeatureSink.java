package org.churnwise.sentiment;

/** Receives the features of one text from {@link TextFeatures}; tokens are given by their index. */
public interface FeatureSink {
  /**
   * A word, number, emoticon, emoji, ! or ?.
   *
   * @param negated whether it is in the scope of a negation
   * @param value its weight, above 0
   */
  void token(int token, boolean negated, double value);

  /** Two words in a row within a clause. */
  void pair(int first, int second, double value);
}

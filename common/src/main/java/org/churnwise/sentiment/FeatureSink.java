package org.churnwise.sentiment;

/** Takes the features of one text, as {@link TextFeatures} finds them; tokens by their number. */
public interface FeatureSink {
  /**
   * A word, number, emoticon, emoji, ! or ?.
   *
   * @param negated whether it is in the reach of a negation
   * @param value how much it counts, above 0
   */
  void token(int token, boolean negated, double value);

  /** Two words in a row within a clause. */
  void pair(int first, int second, double value);
}

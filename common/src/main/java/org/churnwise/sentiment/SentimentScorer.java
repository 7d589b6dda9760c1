package org.churnwise.sentiment;

import org.churnwise.sentiment.Tokens.Kind;

/**
 * Mood of a customer comment in English, as Snowflake's CORTEX.SENTIMENT gives it: how certain it
 * is that the text is positive or negative, not how strongly. A linear model over words, pairs of
 * words, negation, emoticons and emoji; {@code card.md} beside the model has its sources and
 * figures.
 *
 * <p>The score is 2p - 1 for the calibrated probability p that the text is positive. If fewer than
 * 70 % of a text's words are known, it shrinks towards 0 and reaches 0 at 40 %, so a text in
 * another language is neutral. A common word of another language counts as two unknown ones.
 *
 * <p>Immutable and thread-safe. A text always has the same score, whatever the locale. Cost is
 * linear in the text's length, about 2 µs for a sentence; nothing but the result is allocated.
 */
public final class SentimentScorer {
  private static final double ALL_FOREIGN = 0.4;
  private static final double ALL_FAMILIAR = 0.7;

  /** A score from here on, either way, is a mood. */
  private static final double CERTAIN = 0.5;

  /** A longer text gets arrays of its own, which are dropped after scoring. */
  private static final int LONGEST_KEPT = 10_000;

  private final SentimentModel model;
  private final ThreadLocal<Reading> readings;

  private SentimentScorer(SentimentModel model) {
    this.model = model;
    this.readings = ThreadLocal.withInitial(() -> new Reading(model));
  }

  /** A scorer with the bundled model; loading takes some 100 ms. */
  public static SentimentScorer load() {
    return new SentimentScorer(SentimentModel.load());
  }

  /**
   * A scorer with another model.
   *
   * @param model the text of a model file, in the format of the bundled one
   * @throws IllegalArgumentException if a line has no weight or no feature, or a feature is listed
   *     twice
   */
  public static SentimentScorer of(String model) {
    return new SentimentScorer(SentimentModel.of(model));
  }

  /**
   * {@link #score} by one shared scorer, loaded at the first call; the form that SQL functions
   * need.
   */
  public static Double sentiment(String text) {
    return Shared.SCORER.score(text);
  }

  /**
   * The sign of {@link #sentiment} as AI_SENTIMENT would name it: positive, negative or neutral;
   * null where the score is. The bounds are those that Snowflake advises for scores; of 120 neutral
   * sentences that the model has not seen, 114 lie between them (see {@code card.md}).
   */
  public static String overall(String text) {
    Double score = sentiment(text);
    if (score == null) {
      return null;
    }
    return score >= CERTAIN ? "positive" : score <= -CERTAIN ? "negative" : "neutral";
  }

  /**
   * The text's mood.
   *
   * @return from -1 (certainly negative) to 1 (certainly positive), rounded to 4 decimals; 0 if no
   *     word of the text is known; null if the text is null or has only blanks and invisible
   *     characters, since an empty comment has no mood
   */
  public Double score(String text) {
    if (text == null || saysNothing(text)) {
      return null;
    }
    Reading reading = text.length() > LONGEST_KEPT ? new Reading(model) : readings.get();
    return Math.round(reading.score(text) * 10_000) / 10_000.0;
  }

  private static boolean saysNothing(String text) {
    int at = 0;
    while (at < text.length() && isUnseen(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at == text.length();
  }

  /** Blanks of any width, including no-break ones, control characters, and marks such as U+FEFF. */
  private static boolean isUnseen(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || type == Character.FORMAT
        || type == Character.CONTROL;
  }

  /** The scoring of one text at a time. */
  private static final class Reading implements FeatureSink {
    private final SentimentModel model;
    private final Tokens tokens = new Tokens();
    private double logOdds;
    private int words;
    private int known;

    Reading(SentimentModel model) {
      this.model = model;
    }

    double score(String text) {
      logOdds = 0;
      words = 0;
      known = 0;
      tokens.read(text);
      TextFeatures.walk(tokens, this);
      return known == 0 ? 0 : familiarity() * Math.tanh(logOdds / 2); // 2 / (1 + exp(-x)) - 1
    }

    @Override
    public void token(int token, boolean negated, double value) {
      long key = tokens.hash(token);
      logOdds += value * model.word(key, negated);
      Kind kind = tokens.kind(token);
      if (kind == Kind.WORD || kind == Kind.SYMBOL) {
        boolean foreign = ForeignWords.contains(key);
        words += foreign ? 2 : 1;
        known += !foreign && model.knows(key) ? 1 : 0;
      }
    }

    @Override
    public void pair(int first, int second, double value) {
      logOdds += value * model.pair(tokens.hash(first), tokens.hash(second));
    }

    private double familiarity() {
      double share = (double) known / words;
      return Math.min(1, Math.max(0, (share - ALL_FOREIGN) / (ALL_FAMILIAR - ALL_FOREIGN)));
    }
  }

  private static final class Shared {
    static final SentimentScorer SCORER = load();
  }
}

package org.churnwise.sentiment;

import java.util.List;
import java.util.Locale;

/**
 * Mood of a short customer comment, from a word list and the rules around it: negation ("not
 * good"), intensifiers ("very late"), contrast ("nice, but broken"), exclamation marks, emoticons,
 * emoji. English only. The rules, the constants for negation, contrast, exclamation and distance,
 * and the normalisation s / sqrt(s² + 15) follow Hutto and Gilbert 2014, "VADER: A Parsimonious
 * Rule-based Model for Sentiment Analysis of Social Media Text"; the words, their strengths and the
 * clause boundaries are this project's own.
 *
 * <p>Immutable and safe for many threads. A text always has the same score, whatever the locale.
 * Cost is linear in the text's length.
 */
public final class SentimentScorer {
  private static final int REACH = 4;
  private static final double NEGATED = -0.74;
  private static final double BEFORE_CONTRAST = 0.5;
  private static final double AFTER_CONTRAST = 1.5;
  private static final double EXCLAMATION = 0.292;
  private static final int MOST_EXCLAMATIONS = 3;
  private static final double NORMALISATION = 15;

  private final Lexicon lexicon;
  private final Tokenizer tokenizer;

  private SentimentScorer(Lexicon lexicon) {
    this.lexicon = lexicon;
    this.tokenizer = new Tokenizer(lexicon.emoticons());
  }

  /** A scorer with the word list that comes with this class. */
  public static SentimentScorer load() {
    return new SentimentScorer(Lexicon.load());
  }

  /**
   * {@link #score} by one shared scorer, loaded at the first call; the form that SQL functions
   * need.
   */
  public static Double sentiment(String text) {
    return Shared.SCORER.score(text);
  }

  /**
   * The text's mood.
   *
   * @return from -1 (worst) to 1 (best), rounded to 4 decimals; 0 if no word of the text is known;
   *     null if the text is null or blank, since what was not said has no mood
   */
  public Double score(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    List<String> tokens = tokenizer.tokens(text.toLowerCase(Locale.ROOT));
    double sum = withExclamations(sumOf(tokens), tokens);
    double score = sum / Math.sqrt(sum * sum + NORMALISATION);
    return Math.round(score * 10_000) / 10_000.0;
  }

  private double sumOf(List<String> tokens) {
    double sum = 0;
    double weight = 1;
    int i = 0;
    while (i < tokens.size()) {
      if (i > 0 && lexicon.isContrast(tokens.get(i))) {
        sum *= BEFORE_CONTRAST;
        weight = AFTER_CONTRAST;
      }
      Double phrase =
          i + 1 < tokens.size() ? lexicon.phrase(tokens.get(i), tokens.get(i + 1)) : null;
      Double valence = phrase != null ? phrase : lexicon.valence(tokens.get(i));
      if (valence != null) {
        sum += weight * inContext(tokens, i, valence);
      }
      i += phrase != null ? 2 : 1;
    }
    return sum;
  }

  /** The valence as the few words before it, up to the start of the clause, turn it. */
  private double inContext(List<String> tokens, int position, double valence) {
    double strength = Math.abs(valence);
    double sign = Math.signum(valence);
    for (int i = position - 1; i >= Math.max(0, position - REACH); i--) {
      String token = tokens.get(i);
      if (lexicon.isBoundary(token)) {
        break;
      }
      if (lexicon.isNegator(token)) {
        sign *= NEGATED;
      }
      // A word farther away strengthens less: 100 %, 95 %, 90 %, ...
      strength += lexicon.boost(token) * (1 - 0.05 * (position - 1 - i));
    }
    return sign * strength;
  }

  private static double withExclamations(double sum, List<String> tokens) {
    long exclamations = tokens.stream().filter("!"::equals).limit(MOST_EXCLAMATIONS).count();
    return sum + Math.signum(sum) * exclamations * EXCLAMATION;
  }

  private static final class Shared {
    static final SentimentScorer SCORER = load();
  }
}

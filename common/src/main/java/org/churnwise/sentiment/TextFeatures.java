package org.churnwise.sentiment;

import java.util.Arrays;
import java.util.stream.Stream;
import org.churnwise.sentiment.Tokens.Kind;

/**
 * The features of a text. Training and scoring use the same:
 *
 * <ul>
 *   <li>each word, marked when one of the four words before it in its clause negates it (Pang, Lee
 *       and Vaithyanathan 2002, "Thumbs up?", mark up to the clause's end);
 *   <li>each two words in a row within a clause;
 *   <li>emoticons and emoji, which count twice: they state only the writer's mood;
 *   <li>before the first "but" everything counts 0.7, after it 1.2: the second half is the
 *       conclusion;
 *   <li>in a text of n > 12 tokens everything counts sqrt(12 / n), so that a long text needs more
 *       than a small majority of one mood to be certain; from 100 tokens on, where the small
 *       weights of neutral words would add up, it is 1 / n instead of 1 / sqrt(n).
 * </ul>
 */
public final class TextFeatures {
  private static final int REACH_OF_NEGATION = 4;
  private static final double BEFORE_BUT = 0.7;
  private static final double AFTER_BUT = 1.2;
  private static final double SYMBOL = 2;
  private static final int FULL_LENGTH = 12;
  private static final int LONG = 100;

  private static final long[] NEGATORS =
      keys(
          """
          not no never none nobody nothing nowhere neither nor cannot cant dont doesnt didnt isnt \
          wasnt wont couldnt wouldnt shouldnt arent aint hasnt havent hadnt werent without \
          hardly barely scarcely rarely seldom lack lacks lacking""");
  private static final long[] CONTRASTS = keys("but however although though yet except");
  private static final long BUT = FeatureKeys.of("but");

  private TextFeatures() {}

  /** Passes the features of a text to the sink, in the order of the text. */
  public static void walk(Tokens tokens, FeatureSink sink) {
    double length = lengthFactor(tokens);
    int but = firstBut(tokens);
    int negatedWords = 0;
    int previous = -1;
    for (int i = 0; i < tokens.count(); i++) {
      Kind kind = tokens.kind(i);
      double value = but < 0 ? length : length * (i < but ? BEFORE_BUT : AFTER_BUT);
      if (kind == Kind.SYMBOL) {
        sink.token(i, false, SYMBOL * value);
      } else if (kind == Kind.WORD || kind == Kind.NUMBER) {
        boolean negator = isNegator(tokens, i);
        sink.token(i, negatedWords > 0 && !negator, value);
        if (previous >= 0) {
          sink.pair(previous, i, value);
        }
        previous = i;
        negatedWords = reachAfter(tokens, i, negator, negatedWords);
      } else {
        if (kind == Kind.MARK) {
          sink.token(i, false, value);
        }
        negatedWords = 0;
        previous = -1;
      }
    }
  }

  private static int reachAfter(Tokens tokens, int token, boolean negator, int reach) {
    if (negator) {
      return REACH_OF_NEGATION;
    }
    return contains(CONTRASTS, tokens.hash(token)) ? 0 : Math.max(0, reach - 1);
  }

  private static double lengthFactor(Tokens tokens) {
    int words = 0;
    for (int i = 0; i < tokens.count(); i++) {
      Kind kind = tokens.kind(i);
      words += kind == Kind.CLAUSE_END || kind == Kind.MARK ? 0 : 1;
    }
    double factor = Math.min(1, Math.sqrt((double) FULL_LENGTH / Math.min(words, LONG)));
    return words <= LONG ? factor : factor * LONG / words;
  }

  private static int firstBut(Tokens tokens) {
    for (int i = 1; i < tokens.count(); i++) {
      if (tokens.hash(i) == BUT) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isNegator(Tokens tokens, int token) {
    return tokens.isContractedNot(token) || contains(NEGATORS, tokens.hash(token));
  }

  private static boolean contains(long[] sortedKeys, long key) {
    return Arrays.binarySearch(sortedKeys, key) >= 0;
  }

  private static long[] keys(String words) {
    return Stream.of(words.split(" ")).mapToLong(FeatureKeys::of).sorted().toArray();
  }
}

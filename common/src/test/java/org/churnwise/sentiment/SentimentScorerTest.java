package org.churnwise.sentiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the arithmetic of scoring does, by a model of a few words. */
class SentimentScorerTest {
  // Two filler words, so that a sentence can have more words than moods.
  private static final SentimentScorer SCORER =
      SentimentScorer.of(
          """
          110 good
          -90 ~good
          -120 bad
          60 ~bad
          -40 not
          50 not bad
          0 the
          0 lamp
          80 :)
          -80 :(
          90 \uD83D\uDC4D
          20 !
          """);

  @Test
  void theScoreIsTwiceTheProbabilityMinusOne() {
    // log odds 1.1: p = 1 / (1 + e^-1.1) = 0.75026; 2p - 1 = 0.50052
    assertEquals(0.5005, SCORER.score("good"));
    assertEquals(0.5005, SCORER.score("The GOOD lamp"));
  }

  @Test
  void weightsOfATextAddUp() {
    // 1.1 + 1.1 - 1.2 = 1.0: tanh(0.5) = 0.46212
    assertEquals(0.4621, SCORER.score("good, good, bad"));
  }

  @Test
  void aNegatedWordHasAWeightOfItsOwn() {
    // not -0.4, negated good -0.9: tanh(-0.65) = -0.57167
    assertEquals(-0.5717, SCORER.score("not good"));
  }

  @Test
  void twoWordsInARowHaveAWeightOfTheirOwn() {
    // not -0.4, negated bad 0.6, the pair 0.5: tanh(0.35) = 0.33638
    assertEquals(0.3364, SCORER.score("not bad"));
  }

  @Test
  void negationReachesFourWordsAndNotBeyondItsClause() {
    // not -0.4, negated good -0.9: tanh(-0.65) = -0.57167
    assertEquals(-0.5717, SCORER.score("not the lamp the good"));
    // not -0.4, good 1.1: tanh(0.35) = 0.33638
    assertEquals(0.3364, SCORER.score("not the lamp the lamp good"));
    assertEquals(0.3364, SCORER.score("not, good"));
  }

  @Test
  void whatFollowsButCountsMore() {
    // 0.7 * 1.1 - 1.2 * 1.2 = -0.67, times 3 words known of 3: tanh(-0.335) = -0.32301
    SentimentScorer scorer = SentimentScorer.of("110 good\n-120 bad\n0 but\n");
    assertEquals(-0.323, scorer.score("good but bad"));
    // 0.7 * -1.2 + 1.2 * 1.1 = 0.48: tanh(0.24) = 0.23550
    assertEquals(0.2355, scorer.score("bad but good"));
  }

  @Test
  void aLongTextCountsLessAWord() {
    // 48 words, 4 of them good: 4 * 1.1 * sqrt(12 / 48) = 2.2; tanh(1.1) = 0.80050
    assertEquals(0.8005, SCORER.score("good. the lamp. ".repeat(4) + "the lamp. ".repeat(18)));
  }

  @Test
  void aTextTwiceAsLongAsAHundredWordsIsNoSurer() {
    // 100 words, 5 of them good: 5 * 1.1 * sqrt(12 / 100) = 1.90526; tanh(0.95263) = 0.74097
    String text = "good. the lamp. ".repeat(5) + "the lamp. the. ".repeat(28) + "the. ";
    assertEquals(0.741, SCORER.score(text));
    assertEquals(0.741, SCORER.score(text + text));
  }

  @Test
  void emoticonsAndEmojiCountTwice() {
    // 1.6: tanh(0.8) = 0.66404
    assertEquals(0.664, SCORER.score("the lamp :)"));
    assertEquals(-0.664, SCORER.score("the lamp :-(".replace("-", "")));
    // 1.8: tanh(0.9) = 0.71630; the skin tone changes nothing
    assertEquals(0.7163, SCORER.score("\uD83D\uDC4D"));
    assertEquals(0.7163, SCORER.score("\uD83D\uDC4D\uD83C\uDFFD"));
  }

  @Test
  void aRunOfMarksIsOneMark() {
    // 1.1 + 0.2: tanh(0.65) = 0.57167
    assertEquals(0.5717, SCORER.score("good!"));
    assertEquals(0.5717, SCORER.score("good!!!!!"));
  }

  @Test
  void aTextWithoutAKnownWordIsZero() {
    assertEquals(0.0, SCORER.score("gut"));
    assertEquals(0.0, SCORER.score("12345"));
    assertEquals(0.0, SCORER.score("?!... --- ''"));
  }

  @Test
  void aTextOfManyUnknownWordsIsDrawnTowardsZero() {
    // 1 of 2 words known: (0.5 - 0.4) / (0.7 - 0.4) = 1/3 of 0.50052
    assertEquals(0.1668, SCORER.score("good qwerty"));
    // 1 of 3 words is known, less than 0.4
    assertEquals(0.0, SCORER.score("good qwerty asdf"));
  }

  @Test
  void aWordOfAnotherLanguageCountsAsTwoUnknownOnes() {
    // 2 of 2 + 2 words known: 1/3 of 0.50052
    assertEquals(0.1668, SCORER.score("the good und"));
  }

  @Test
  void noTextHasNoScore() {
    assertNull(SCORER.score(null));
    assertNull(SCORER.score(""));
    assertNull(SCORER.score(" \t\n\u2003"));
    assertNull(SentimentScorer.sentiment(null));
  }

  @Test
  void theScoreStaysInItsRangeHoweverLongTheText() {
    assertEquals(1.0, SCORER.score("good ".repeat(100_000)));
    assertEquals(-1.0, SCORER.score("bad ".repeat(100_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D good \uDC4D", "good\u0000", "good\u200B", "\uFEFFgood"})
  void strangeCharactersAreRead(String text) {
    assertTrue(SCORER.score(text) > 0, () -> text + " " + SCORER.score(text));
  }

  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      // In Turkish, I in lower case is not i, and "IMPRESSIVE" would be unknown.
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals(
          SentimentScorer.sentiment("impressive"), SentimentScorer.sentiment("IMPRESSIVE"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void manyThreadsGetTheSameScores() {
    List<String> comments = List.of("good but slow", "not good", "I love it!", "late again");
    List<Double> expected = comments.stream().map(SentimentScorer::sentiment).toList();
    List<List<Double>> scores =
        IntStream.range(0, 2_000)
            .parallel()
            .mapToObj(i -> comments.stream().map(SentimentScorer::sentiment).toList())
            .toList();
    assertEquals(Collections.nCopies(2_000, expected), scores);
  }

  @Test
  void aLineThatIsNoWeightAndFeatureIsRefused() {
    assertEquals(
        "a line of the sentiment model has no weight: much",
        assertThrows(IllegalArgumentException.class, () -> SentimentScorer.of("much good\n"))
            .getMessage());
    assertEquals(
        "a line of the sentiment model has no feature: 12",
        assertThrows(IllegalArgumentException.class, () -> SentimentScorer.of("12\n"))
            .getMessage());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> SentimentScorer.of("1 a\n2 a\n"))
            .getMessage()
            .startsWith("two features have the key "));
  }
}

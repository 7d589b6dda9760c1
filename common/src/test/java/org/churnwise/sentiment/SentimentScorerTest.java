package org.churnwise.sentiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
          -40 isn't
          50 not bad
          0 the
          0 lamp
          0 though
          80 :)
          -80 :(
          70 <3
          -70 </3
          70 (:
          -70 ):
          70 ^_^
          -70 d:
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
  void aWordOfContrastEndsANegation() {
    // not -0.4, good 1.1: tanh(0.35) = 0.33638
    assertEquals(0.3364, SCORER.score("not the lamp though good"));
  }

  @Test
  void aCurlyApostropheIsAnApostrophe() {
    // isn't -0.4, negated good -0.9: tanh(-0.65) = -0.57167
    assertEquals(-0.5717, SCORER.score("isn't good"));
    assertEquals(-0.5717, SCORER.score("isn\u2019t good"));
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

  /** Each counts twice: 1.4, tanh(0.7) = 0.60437. */
  @ParameterizedTest
  @CsvSource({
    "the lamp <3, 0.6044",
    "the <3 lamp, 0.6044",
    "the lamp </3, -0.6044",
    "(: the lamp, 0.6044",
    "the lamp (:, 0.6044",
    "the lamp ):, -0.6044",
    "the lamp ^_^, 0.6044",
    "the lamp D:, -0.6044"
  })
  void heartsAndReversedEmoticonsAreRead(String text, double score) {
    assertEquals(score, SCORER.score(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"the lamp (the good): the", "D: the good", "the D: good", "good 3<4"})
  void bracketsAndLettersBeforeAColonAreNoEmoticons(String text) {
    SentimentScorer scorer = SentimentScorer.of("110 good\n-70 ):\n-70 d:\n0 the\n0 lamp\n0 0\n");
    assertTrue(scorer.score(text) > 0, () -> text + " " + scorer.score(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "good http://bad.com/bad-bad",
        "https://bad.com/bad good",
        "good www.bad.com",
        "@bad good",
        "@bad_bad good",
        "<br>good<br/>",
        "<P class=\"bad\">good</P>",
        "<b>good</b>"
      })
  void addressesNamesAndTagsAreNoWords(String text) {
    // log odds 1.1: tanh(0.55) = 0.50052
    assertEquals(0.5005, SCORER.score(text));
  }

  @Test
  void aTagThatBreaksALineEndsANegationAndOneWithinItDoesNot() {
    // not -0.4, good 1.1: tanh(0.35) = 0.33638; not -0.4, negated good -0.9: tanh(-0.65) = -0.57167
    assertEquals(0.3364, SCORER.score("not<br/>good"));
    assertEquals(-0.5717, SCORER.score("not <strong>good</strong>"));
  }

  @Test
  void anAngleThatClosesNothingIsNoTag() {
    assertEquals(0.5005, SCORER.score("<good"));
    assertEquals(0.5005, SCORER.score("< good"));
    assertEquals(0.5005, SCORER.score("<good\n>"));
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

  /** Were it one of another language, 1 of 1 + 2 words would be known, less than 0.4. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "van", "con", "ale", "gut", "til", "com", "per", "ve", "os", "mon", "est", "em", "pour"
      })
  void anEnglishWordIsNoneOfAnotherLanguage(String word) {
    // 1 of 2 words known: 1/3 of 0.50052
    assertEquals(0.1668, SCORER.score("good " + word));
  }

  @Test
  void noTextHasNoScore() {
    assertNull(SCORER.score(null));
    assertNull(SCORER.score(""));
    assertNull(SCORER.score(" \t\n\u2003"));
    assertNull(SCORER.score("\u00A0\u202F"));
    assertNull(SCORER.score("\u200B\uFEFF\u0000"));
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

  /** The arrays for one text alone are 1,800 bytes; the result is 16 or 24. */
  @Test
  void scoringAllocatesNothingButTheResult() {
    SCORER.score("good but slow");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      SCORER.score("good but slow");
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < 100 * 1_000, () -> bytes + " bytes for 1,000 texts");
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

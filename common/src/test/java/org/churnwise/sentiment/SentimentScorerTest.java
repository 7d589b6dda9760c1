package org.churnwise.sentiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentimentScorerTest {
  private static final SentimentScorer SCORER = SentimentScorer.load();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The delivery was late and the box was damaged.",
        "I waited three weeks and nobody answered my emails.",
        "The product broke after two days.",
        "Terrible service, I will never order again.",
        "Your app crashes every time I try to pay.",
        "I want my money back, this is a scam.",
        "The quality is not good at all.",
        "This did not work and the support was rude.",
        "I was charged twice and still have no refund.",
        "Not worth the price.",
        "The agent was polite, but the problem is still not solved.",
        "I am thinking about switching to a competitor."
      })
  void unhappyCommentsAreNegative(String comment) {
    assertTrue(SCORER.score(comment) <= -0.2, () -> comment + " " + SCORER.score(comment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Great service, I will order again!",
        "The courier was friendly and the parcel came on time.",
        "I love the new design, it is very easy to use.",
        "Thank you for solving my problem so quickly.",
        "Excellent quality for a fair price.",
        "Not bad, I like it.",
        "No problems with my order, everything arrived as described.",
        "The first parcel was late, but the support was wonderful.",
        "I can't complain, it works perfectly.",
        "It arrived without any damage.",
        "Fast delivery and well packed :)",
        "Best shop in town \uD83D\uDC4D"
      })
  void happyCommentsArePositive(String comment) {
    assertTrue(SCORER.score(comment) >= 0.2, () -> comment + " " + SCORER.score(comment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I asked about opening hours.",
        "Where can I find the invoice for my order?",
        "I changed my delivery address yesterday.",
        "The parcel contains two shirts and a pair of socks.",
        "How do I change my password?",
        "I would like to know the size of the table.",
        "Please send the documents to my new address.",
        "I called to ask for a copy of the contract.",
        "12345",
        "\u043F\u0440\u0438\u0432\u0435\u0442"
      })
  void commentsWithoutMoodAreZero(String comment) {
    assertEquals(0.0, SCORER.score(comment));
  }

  @Test
  void oneWordHasItsNormalisedValence() {
    // good 2.2: 2.2 / sqrt(2.2^2 + 15) = 0.49390
    assertEquals(0.4939, SCORER.score("good"));
  }

  @Test
  void negationTurnsAndWeakens() {
    // -0.74 * 2.2 = -1.628; -1.628 / sqrt(1.628^2 + 15) = -0.38752
    assertEquals(-0.3875, SCORER.score("not good"));
    assertEquals(-0.3875, SCORER.score("It isn't good"));
    assertEquals(-0.3875, SCORER.score("It isn\u2019t good"));
  }

  @Test
  void negationEndsWithItsClause() {
    assertEquals(SCORER.score("good"), SCORER.score("no, good"));
  }

  @Test
  void anIntensifierStrengthens() {
    // 2.2 + 0.3 = 2.5; 2.5 / sqrt(2.5^2 + 15) = 0.54233
    assertEquals(0.5423, SCORER.score("very good"));
  }

  @Test
  void anIntensifierFartherAwayStrengthensLess() {
    // 2.2 + 0.3 + 0.95 * 0.3 = 2.785; 2.785 / sqrt(2.785^2 + 15) = 0.58381
    assertEquals(0.5838, SCORER.score("very very good"));
  }

  @Test
  void aWeakenerWeakens() {
    // bad -2.0, strength 1.7; -1.7 / sqrt(1.7^2 + 15) = -0.40192
    assertEquals(-0.4019, SCORER.score("slightly bad"));
  }

  @Test
  void whatFollowsButCountsMore() {
    // 0.5 * 2.2 - 1.5 * 1.5 = -1.15; -1.15 / sqrt(1.15^2 + 15) = -0.28464
    assertEquals(-0.2846, SCORER.score("good but slow"));
    // 0.5 * -1.5 + 1.5 * 2.2 = 2.55; 2.55 / sqrt(2.55^2 + 15) = 0.54991
    assertEquals(0.5499, SCORER.score("slow but good"));
  }

  @Test
  void butAtTheStartContrastsWithNothing() {
    assertEquals(SCORER.score("good"), SCORER.score("But good"));
  }

  @Test
  void exclamationMarksStrengthenEitherMoodUpToThree() {
    // 2.2 + 0.292 = 2.492; 2.492 / sqrt(2.492^2 + 15) = 0.54109
    assertEquals(0.5411, SCORER.score("good!"));
    assertEquals(SCORER.score("bad!!!"), SCORER.score("bad!!!!!!"));
    assertTrue(SCORER.score("bad!!!") < SCORER.score("bad!!"));
    assertEquals(0.0, SCORER.score("Order 5!"));
  }

  @Test
  void aPhraseWinsOverItsWords() {
    // never again -2.5 although "never" alone only negates; -2.5 / sqrt(2.5^2 + 15) = -0.54233
    assertEquals(-0.5423, SCORER.score("Never again"));
    assertEquals(0.0, SCORER.score("Looks like a table"));
  }

  @Test
  void emoticonsAndEmojiHaveAMood() {
    // 2.0 / sqrt(2.0^2 + 15) = 0.45883
    assertEquals(0.4588, SCORER.score("order 5 :)"));
    assertEquals(-0.4588, SCORER.score("order 5 :-("));
    assertEquals(0.4588, SCORER.score("\u2764\uFE0F"));
    assertEquals(-0.4588, SCORER.score("\uD83D\uDC4E"));
  }

  @Test
  void noTextHasNoScore() {
    assertNull(SCORER.score(null));
    assertNull(SCORER.score(""));
    assertNull(SCORER.score(" \t\n\u2003"));
    assertNull(SentimentScorer.sentiment(null));
  }

  @Test
  void punctuationAloneIsZero() {
    assertEquals(0.0, SCORER.score("?!... --- ''"));
  }

  @Test
  void theScoreStaysInItsRangeHoweverLongTheText() {
    assertEquals(1.0, SCORER.score("excellent ".repeat(10_000)));
    assertEquals(-1.0, SCORER.score("terrible ".repeat(10_000)));
  }

  @Test
  void brokenSurrogatesAreRead() {
    assertEquals(0.4939, SCORER.score("\uD83D good \uDC4D"));
  }

  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      // In Turkish, I in lower case is not i, and "IMPRESSIVE" would be unknown.
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals(SCORER.score("impressive"), SCORER.score("IMPRESSIVE"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void manyThreadsGetTheSameScores() {
    List<String> comments = List.of("good but slow", "not good", "I love it!", "late again");
    List<Double> expected = comments.stream().map(SCORER::score).toList();
    List<List<Double>> scores =
        IntStream.range(0, 2_000)
            .parallel()
            .mapToObj(i -> comments.stream().map(SentimentScorer::sentiment).toList())
            .toList();
    assertEquals(Collections.nCopies(2_000, expected), scores);
  }
}

package org.churnwise.sentiment.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.churnwise.sentiment.SentimentScorer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the model that ships says of texts that no training has seen. */
class ShippedModelTest {
  private static final SentimentScorer SCORER = SentimentScorer.load();

  @Test
  void theModelIsBelowOneMegabyte() {
    assertTrue(ShippedModel.bytes().length < 1_000_000);
  }

  @Test
  void theCardIsThatOfTheModel() throws NoSuchAlgorithmException {
    byte[] model = ShippedModel.bytes();
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
    assertTrue(ShippedModel.card().contains(hash), hash);
    String size = ShippedModel.text().lines().count() + " features, " + model.length + " bytes";
    assertTrue(ShippedModel.card().contains(size), size);
  }

  @Test
  void neutralSentencesCentreNearZeroAsTheCardSays() {
    for (NeutralJudgement judgement : NeutralJudgement.all(SCORER)) {
      assertTrue(Math.abs(judgement.mean()) <= 0.1, judgement::toString);
      assertTrue(judgement.sure() <= judgement.sentences() / 10, judgement::toString);
      assertTrue(ShippedModel.card().contains(judgement.toString()), judgement::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I waited three weeks and nobody answered my emails.",
        "The product broke after two days.",
        "Terrible service, I will never order again.",
        "I want my money back, this is a scam.",
        "The quality is not good at all.",
        "This did not work and the support was rude.",
        "I would not recommend this to anyone.",
        "Not worth the price.",
        "not good",
        "THIS IS HORRIBLE",
        "my order :(",
        "my order ):",
        "my order </3",
        "my order arrived today D:",
        "Delivery arrived today \uD83D\uDE21",
        "\uD83D\uDC4E"
      })
  void unhappyCommentsAreNegative(String comment) {
    assertTrue(SCORER.score(comment) <= -0.5, () -> comment + " " + SCORER.score(comment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Great service, I will order again!",
        "The courier was friendly and the parcel came on time.",
        "I love the new design, it is very easy to use.",
        "Excellent quality for a fair price.",
        "I couldn't be happier.",
        "It never failed me.",
        "thanks so much for your help!",
        "AMAZING QUALITY!!!",
        "sooooo goooood",
        "Fast delivery and well packed :)",
        "Delivery arrived today \uD83D\uDE0D",
        "Love this van",
        "<p>Great service, I will order again!</p>",
        "my order (:",
        "\u2764\uFE0F"
      })
  void happyCommentsArePositive(String comment) {
    assertTrue(SCORER.score(comment) >= 0.5, () -> comment + " " + SCORER.score(comment));
  }

  /** "ale" is not known, and half a text unknown draws the score towards 0. */
  @Test
  void anEnglishWordThatAnotherLanguageHasTooIsNoReasonToDoubt() {
    assertTrue(SCORER.score("Great ale!") >= 0.2, () -> "" + SCORER.score("Great ale!"));
  }

  @ParameterizedTest
  @CsvSource({"not good, good", "bad, not bad", "I do not like it, I like it"})
  void negationTurnsTheScore(String negative, String positive) {
    assertTrue(SCORER.score(negative) < 0, negative);
    assertTrue(SCORER.score(positive) > 0, positive);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Die Lieferung war sehr schnell und der Kundenservice ist super.",
        "Das Produkt ist leider kaputt angekommen, ich bin sehr entt\u00E4uscht.",
        "Le produit est arriv\u00E9 cass\u00E9 et le service client est horrible.",
        "Livraison rapide, excellent produit.",
        "No funciona, es una mala compra.",
        "Excelente calidad, muy contento con la compra.",
        "Non sono soddisfatto del servizio.",
        "Goed product, snelle levering en een prima prijs.",
        "O produto chegou quebrado e a loja n\u00E3o responde.",
        "Paczka przysz\u0142a uszkodzona, jestem bardzo z\u0142y.",
        "Mycket bra kvalitet och snabb leverans.",
        "\u041E\u0447\u0435\u043D\u044C \u043F\u043B\u043E\u0445\u043E\u0435.",
        "\u8FD9\u4E2A\u4EA7\u54C1\u975E\u5E38\u597D"
      })
  void anotherLanguageGetsNoGuess(String comment) {
    assertEquals(0, SCORER.score(comment), 0.1, comment);
  }

  @Test
  void neutralSentencesInARowAreNoMoodHoweverMany() {
    String neutral = String.join(" ", OwnTexts.neutralHeldOut());
    assertEquals(0, SCORER.score(neutral), 0.3);
    assertEquals(SCORER.score(neutral), SCORER.score((neutral + " ").repeat(50)), 0.01);
  }

  @Test
  void theVerdictAfterALongNeutralStoryCounts() {
    String story = String.join(" ", OwnTexts.neutralHeldOut().subList(0, 10));
    assertTrue(SCORER.score(story + " It is terrible, I hate it.") <= -0.5);
    assertTrue(SCORER.score(story + " It is great, I love it.") >= 0.5);
  }
}

package org.churnwise.sentiment;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The most common small words of a dozen other languages in Latin script, except those that are
 * also English. Some occur in English texts, for example in names, so a model knows them; many of
 * them in one text show that it is not English.
 */
final class ForeignWords {
  private static final long[] KEYS =
      Stream.of(
              "der das und ich nicht ist sehr ein eine einen mit für auf dem sie wir aber auch bei"
                  + " von zu nach kein keine habe haben wurde mir mich leider", // German
              "le la les et pas très je vous nous une des du que qui avec ce c'est mais"
                  + " dans il elle sont merci beaucoup bien", // French
              "el los las y muy un por para es pero mi lo se más está nada del gracias", // Spanish
              "di che è non sono della molto questo gli grazie", // Italian
              "het een en niet ik maar ook zeer erg voor heb goed", // Dutch
              "o não muito uma isso eu mas é da na", // Portuguese
              "och är inte det att som på jag mycket ett og ikke jeg meget", // Scandinavian
              "nie jest się bardzo jak", // Polish
              "çok bir ama için bu", // Turkish
              "tidak yang dan sangat ini saya") // Indonesian
          .flatMap(words -> Stream.of(words.split(" ")))
          .mapToLong(FeatureKeys::of)
          .sorted()
          .toArray();

  private ForeignWords() {}

  static boolean contains(long key) {
    return Arrays.binarySearch(KEYS, key) >= 0;
  }
}

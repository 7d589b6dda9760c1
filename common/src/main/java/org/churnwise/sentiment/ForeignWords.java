package org.churnwise.sentiment;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The commonest small words of a dozen other languages in Latin letters, without those that are
 * English words too. Some occur in English texts, in names for example, so a model knows them; many
 * of them in one text show that it is not English.
 */
final class ForeignWords {
  private static final long[] KEYS =
      Stream.of(
              "der das und ich nicht ist sehr ein eine einen mit für auf dem sie wir aber auch bei"
                  + " von zu nach kein keine habe haben wurde mir mich leider gut", // German
              "le la les et est pas très je vous nous une des du que qui pour avec ce c'est mais"
                  + " dans il elle sont mon merci beaucoup bien", // French
              "el los las y muy un con por para es pero mi lo se más está nada del gracias", // Spanish
              "di che è non sono della molto questo per gli grazie", // Italian
              "het een en van niet ik maar ook zeer erg voor heb goed", // Dutch
              "o não muito com uma em os isso eu mas é da na", // Portuguese
              "och är inte det att som på jag mycket ett og ikke jeg meget til", // Scandinavian
              "nie jest się bardzo jak ale", // Polish
              "çok bir ve ama için bu", // Turkish
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

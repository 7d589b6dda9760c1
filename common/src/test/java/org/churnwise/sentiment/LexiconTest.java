package org.churnwise.sentiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LexiconTest {

  @Test
  void linesOfEveryKindAreRead() {
    Lexicon lexicon =
        Lexicon.of(
            List.of(
                "# a comment",
                "",
                "+2.0 good on_time :)",
                "negator not",
                "booster +0.3 very",
                "contrast but",
                "boundary and"));
    assertEquals(2.0, lexicon.valence("good"));
    assertEquals(2.0, lexicon.phrase("on", "time"));
    assertNull(lexicon.phrase("on", "top"));
    assertNull(lexicon.valence("time"));
    assertEquals(0.3, lexicon.boost("very"));
    assertTrue(lexicon.isNegator("not"));
    assertTrue(lexicon.isContrast("but"));
    assertTrue(lexicon.isBoundary("and"));
    assertEquals(List.of(":)"), lexicon.emoticons());
  }

  @Test
  void aWordWithTwoValencesIsRefused() {
    assertRefused(
        "the word list has two valences for good: 2.0 and -1.0", "+2.0 good", "-1.0 good");
  }

  @Test
  void aLineOfUnknownKindIsRefused() {
    assertRefused("unknown kind of line in the word list: god +2.0", "god +2.0");
  }

  @Test
  void aValenceBeyondFourIsRefused() {
    assertRefused("the valence of great must be in [-4, 4], not 4.5", "+4.5 great");
  }

  private static void assertRefused(String message, String... lines) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Lexicon.of(List.of(lines)))
            .getMessage());
  }
}

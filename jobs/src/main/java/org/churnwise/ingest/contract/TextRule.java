package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for the text of a value, before it is read.
 *
 * @param trimmed whether spaces around it do not count
 * @param letterCase how its letters are written
 * @param mapped texts and what they stand for; {@link #OTHERS} for all that are not listed; empty
 *     leaves texts as they are
 * @param wholeNumber whether the text is a whole number that may be written with decimals of zero
 * @param allowed the allowed texts; empty allows all
 */
public record TextRule(
    boolean trimmed,
    LetterCase letterCase,
    Map<String, String> mapped,
    boolean wholeNumber,
    Set<String> allowed)
    implements Serializable {
  /** Stands for every text that is not listed; as a value, for the text itself. */
  public static final String OTHERS = "*";

  /** All that no eye tells from nothing, those of web pages too. */
  private static final Pattern SPACES =
      Pattern.compile(
          "^[\\s\u00A0\u2000-\u200D\u202F\uFEFF]+|[\\s\u00A0\u2000-\u200D\u202F\uFEFF]+$");

  public TextRule {
    mapped = Map.copyOf(mapped);
    allowed = Set.copyOf(allowed);
  }

  /** The letters of a text. */
  public enum LetterCase {
    AS_WRITTEN,
    UPPER,
    LOWER
  }

  /** The text without what does not count. */
  public String plain(String text) {
    String stripped = trimmed ? stripped(text) : text;
    return switch (letterCase) {
      case AS_WRITTEN -> stripped;
      case UPPER -> stripped.toUpperCase(Locale.ROOT);
      case LOWER -> stripped.toLowerCase(Locale.ROOT);
    };
  }

  /** The text without what no eye sees at its ends. */
  static String stripped(String text) {
    return SPACES.matcher(text).replaceAll("");
  }

  /** Whether a plain text is listed with what it stands for. */
  public boolean lists(String plain) {
    return mapped.containsKey(plain);
  }

  /** What a plain text stands for; empty if it is not listed and must be. */
  public Optional<String> meaning(String plain) {
    if (mapped.isEmpty()) {
      return Optional.of(plain);
    }
    String meaning = mapped.getOrDefault(plain, mapped.get(OTHERS));
    return Optional.ofNullable(OTHERS.equals(meaning) ? plain : meaning);
  }
}

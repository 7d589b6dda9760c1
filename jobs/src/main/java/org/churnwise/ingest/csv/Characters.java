package org.churnwise.ingest.csv;

import java.util.Locale;

/**
 * What a text may consist of. JSON can write halves of a surrogate pair, which are no characters:
 * stored in UTF-8 they all become {@code ?}, so that ids that differ would be one.
 */
public final class Characters {
  private Characters() {}

  /** Whether a text has neither a NUL nor half a surrogate pair. */
  public static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == LineReader.NO_TEXT) {
        return false;
      }
      if (Character.isSurrogate(one)) {
        if (isHalf(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text with halves of pairs written as JSON escapes them. */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (!Character.isSurrogate(one)) {
        escaped.append(one);
      } else if (isHalf(text, i)) {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) one));
      } else {
        escaped.append(one).append(text.charAt(++i));
      }
    }
    return escaped.toString();
  }

  /** Whether the surrogate at a place does not begin a pair. */
  private static boolean isHalf(String text, int place) {
    return Character.isLowSurrogate(text.charAt(place))
        || place + 1 == text.length()
        || !Character.isLowSurrogate(text.charAt(place + 1));
  }
}

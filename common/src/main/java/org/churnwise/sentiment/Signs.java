package org.churnwise.sentiment;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a text has besides words: emoticons, HTML tags, web addresses. Each method looks at the
 * first {@code length} characters of a text in lower case, as {@link Tokens} holds it, and returns
 * the end of the sign that starts at {@code start}, or {@code start} if there is none.
 */
final class Signs {
  private static final String EMOTICON_STARTS = "<>:;=^()d";
  private static final String EYES = ":;=";
  private static final String NOSES = "-o*'^";
  private static final String MOUTHS = ")(][dpo/\\|@*3<>";
  private static final String[] WHOLE = {"<3", "</3", ":'(", ":')", "^_^"};

  /** Brackets and letters stand before a colon in ordinary text, so these must stand alone. */
  private static final String[] REVERSED = {"(:", "(-:", "):", ")-:"};

  private static final String DISMAY = "d:";

  /** {@link Tokens} leaves no letter three times in a row, hence {@code ww.} */
  private static final String[] ADDRESSES = {"http://", "https://", "ww."};

  private static final long[] INLINE_TAGS =
      Stream.of("a", "b", "em", "font", "i", "s", "small", "span", "strong", "u")
          .mapToLong(FeatureKeys::of)
          .sorted()
          .toArray();

  private Signs() {}

  static int emoticonEnd(char[] text, int length, int start) {
    if (EMOTICON_STARTS.indexOf(text[start]) < 0) {
      return start;
    }
    int end = firstOf(WHOLE, text, length, start);
    if (end > start) {
      return end;
    }
    if (start == 0 || Character.isWhitespace(text[start - 1])) {
      end = reversedEnd(text, length, start);
      if (end > start) {
        return end;
      }
    }
    return uprightEnd(text, length, start);
  }

  private static int reversedEnd(char[] text, int length, int start) {
    if (startsWith(DISMAY, text, length, start) && isBlank(text, start + 2, length)) {
      return start + DISMAY.length(); // "Vitamin D: good" goes on
    }
    int end = firstOf(REVERSED, text, length, start);
    boolean alone = end == length || end > start && !Character.isLetterOrDigit(text[end]);
    return alone ? end : start;
  }

  /** Eyes, perhaps a nose, a mouth, no letter after. */
  private static int uprightEnd(char[] text, int length, int start) {
    int at = text[start] == '>' ? start + 1 : start;
    if (at >= length || EYES.indexOf(text[at]) < 0) {
      return start;
    }
    at++;
    if (at + 1 < length && NOSES.indexOf(text[at]) >= 0 && MOUTHS.indexOf(text[at + 1]) >= 0) {
      at++;
    }
    boolean whole =
        at < length
            && MOUTHS.indexOf(text[at]) >= 0
            && !(text[at] == '/' && at + 1 < length && text[at + 1] == '/')
            && (at + 1 >= length || !Character.isLetterOrDigit(text[at + 1]));
    return whole ? at + 1 : start;
  }

  /** A tag such as {@code <br/>} or {@code </p>}, on one line. */
  static int tagEnd(char[] text, int length, int start) {
    int name = start + 1 < length && text[start + 1] == '/' ? start + 2 : start + 1;
    if (name >= length || text[name] < 'a' || text[name] > 'z') {
      return start;
    }
    int end = name;
    while (end < length && text[end] != '>' && text[end] != '<' && text[end] != '\n') {
      end++;
    }
    return end < length && text[end] == '>' ? end + 1 : start;
  }

  /** Whether a tag of this name, given by its key, only changes how words look. */
  static boolean isInlineTag(long name) {
    return Arrays.binarySearch(INLINE_TAGS, name) >= 0;
  }

  static int addressEnd(char[] text, int length, int start) {
    int end = firstOf(ADDRESSES, text, length, start);
    while (end > start && end < length && !Character.isWhitespace(text[end])) {
      end++;
    }
    return end;
  }

  /** Skin tones, joiners and variation selectors change how an emoji looks, not what it means. */
  static boolean isModifier(int codePoint) {
    return codePoint >= 0x1F3FB && codePoint <= 0x1F3FF
        || codePoint >= 0xFE00 && codePoint <= 0xFE0F
        || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static int firstOf(String[] signs, char[] text, int length, int start) {
    for (String sign : signs) {
      if (startsWith(sign, text, length, start)) {
        return start + sign.length();
      }
    }
    return start;
  }

  private static boolean startsWith(String sign, char[] text, int length, int start) {
    if (start + sign.length() > length) {
      return false;
    }
    for (int i = 0; i < sign.length(); i++) {
      if (text[start + i] != sign.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(char[] text, int start, int end) {
    int at = start;
    while (at < end && Character.isWhitespace(text[at])) {
      at++;
    }
    return at >= end;
  }
}

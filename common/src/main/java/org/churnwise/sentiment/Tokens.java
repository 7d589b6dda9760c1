package org.churnwise.sentiment;

import java.util.Arrays;

/**
 * The tokens of one text: lower-case words with their apostrophes, numbers, emoticons, emoji, and
 * the marks that end a clause. One object reads many texts and keeps its arrays, so that reading a
 * text of usual length allocates nothing. Web addresses, names such as {@code @shop} and HTML tags
 * are not words. Not thread-safe.
 */
public final class Tokens {
  private static final int FIRST_SYMBOL = 0x2190;
  private static final String CLAUSE_ENDS = ".,;:()\"\n";

  /** The kind of a token. */
  enum Kind {
    WORD,
    NUMBER,
    SYMBOL,
    MARK,
    CLAUSE_END
  }

  private char[] text = new char[256];
  private int length;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private long[] hashes = new long[64];
  private Kind[] kinds = new Kind[64];
  private int count;

  /** Reads a text and discards the previous one. */
  public void read(CharSequence input) {
    fill(input);
    count = 0;
    int at = 0;
    while (at < length) {
      at = next(at);
    }
  }

  /** How many tokens the text has. */
  int count() {
    return count;
  }

  Kind kind(int token) {
    return kinds[token];
  }

  /** The hash of the token's text, as {@link FeatureKeys#of} has it for the same characters. */
  long hash(int token) {
    return hashes[token];
  }

  /** The token as text; every number reads 0. */
  public String word(int token) {
    return kinds[token] == Kind.NUMBER
        ? "0"
        : new String(text, starts[token], ends[token] - starts[token]);
  }

  /** Whether the token ends with "n't". */
  boolean isContractedNot(int token) {
    int end = ends[token];
    return end - starts[token] > 3
        && text[end - 1] == 't'
        && text[end - 2] == '\''
        && text[end - 3] == 'n';
  }

  /**
   * Copies the text in lower case, with straight apostrophes and no letter three times in a row.
   */
  private void fill(CharSequence input) {
    if (text.length < input.length()) {
      text = new char[input.length()];
    }
    length = 0;
    for (int i = 0; i < input.length(); i++) {
      char c = input.charAt(i);
      c = c < 0x80 ? lowerAscii(c) : lower(c);
      boolean third =
          length > 1 && c == text[length - 1] && c == text[length - 2] && Character.isLetter(c);
      if (!third) {
        text[length++] = c;
      }
    }
  }

  private static char lowerAscii(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  private static char lower(char c) {
    return c == '\u2019' || c == '\u2018' ? '\'' : Character.toLowerCase(c);
  }

  /** Adds the token that starts here, if any; returns where to continue. */
  private int next(int start) {
    char c = text[start];
    if (c == ' ') {
      return start + 1;
    }
    int end = Signs.emoticonEnd(text, length, start);
    if (end > start) {
      return add(Kind.SYMBOL, start, end);
    }
    if (isWordPart(start)) {
      return wordOrAddress(start);
    }
    if (c == '<') {
      return tagOrNothing(start);
    }
    if (c == '!' || c == '?') {
      return mark(start);
    }
    if (c == '@') {
      return add(Kind.CLAUSE_END, start, nameEnd(start + 1));
    }
    if (CLAUSE_ENDS.indexOf(c) >= 0) {
      return add(Kind.CLAUSE_END, start, start + 1);
    }
    int codePoint = Character.codePointAt(text, start, length);
    int after = start + Character.charCount(codePoint);
    return codePoint >= FIRST_SYMBOL && !Signs.isModifier(codePoint)
        ? add(Kind.SYMBOL, start, after)
        : after;
  }

  private int wordOrAddress(int start) {
    int end = Signs.addressEnd(text, length, start);
    if (end > start) {
      return add(Kind.CLAUSE_END, start, end);
    }
    boolean number = text[start] >= '0' && text[start] <= '9';
    return add(number ? Kind.NUMBER : Kind.WORD, start, wordEnd(start));
  }

  /** A tag such as {@code <br>} ends a clause; one such as {@code <b>} is within it. */
  private int tagOrNothing(int start) {
    int end = Signs.tagEnd(text, length, start);
    if (end == start) {
      return start + 1;
    }
    int name = text[start + 1] == '/' ? start + 2 : start + 1;
    return Signs.isInlineTag(FeatureKeys.of(text, name, wordEnd(name)))
        ? end
        : add(Kind.CLAUSE_END, start, end);
  }

  /** A run of ! and ?, whatever its length, is one token of each sign in it. */
  private int mark(int start) {
    int end = start;
    boolean exclaims = false;
    boolean asks = false;
    while (end < length && (text[end] == '!' || text[end] == '?')) {
      boolean first = text[end] == '!' ? !exclaims : !asks;
      exclaims |= text[end] == '!';
      asks |= text[end] == '?';
      if (first) {
        add(Kind.MARK, end, end + 1);
      }
      end++;
    }
    return end;
  }

  private int wordEnd(int start) {
    int end = start;
    while (end < length && (isWordPart(end) || isInnerApostrophe(end))) {
      end += Character.charCount(Character.codePointAt(text, end, length));
    }
    return end;
  }

  private int nameEnd(int start) {
    int end = start;
    while (end < length && (isWordPart(end) || text[end] == '_')) {
      end += Character.charCount(Character.codePointAt(text, end, length));
    }
    return end;
  }

  private boolean isWordPart(int at) {
    char c = text[at];
    return c < 0x80
        ? c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
        : Character.isLetterOrDigit(Character.codePointAt(text, at, length))
            || Character.getType(c) == Character.NON_SPACING_MARK && c < 0xFE00;
  }

  private boolean isInnerApostrophe(int at) {
    return text[at] == '\'' && at + 1 < length && Character.isLetter(text[at + 1]);
  }

  private int add(Kind kind, int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
      kinds = Arrays.copyOf(kinds, count * 2);
    }
    starts[count] = start;
    ends[count] = end;
    kinds[count] = kind;
    hashes[count] = kind == Kind.NUMBER ? FeatureKeys.NUMBER : FeatureKeys.of(text, start, end);
    count++;
    return end;
  }
}

package org.churnwise.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text is on a terminal, in columns: letters of East Asia and pictures take two, marks
 * that stand on another letter none (Unicode Standard Annex 11).
 */
final class DisplayWidth {
  private static final String CUT = "...";

  /** First and last code points of what takes two columns, ascending. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, // Hangul
    {0x2E80, 0x303E}, // radicals, punctuation
    {0x3041, 0xA4CF}, // kana, ideographs, Yi
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3}, // Hangul syllables
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60}, // full-width forms
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, // pictures
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF},
    {0x20000, 0x3FFFD} // more ideographs
  };

  private DisplayWidth() {}

  /** The columns that a printable text takes. */
  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (codePoint <= range[1]) {
        return codePoint < range[0] ? 1 : 2;
      }
    }
    return 1;
  }

  /** The longest start that fits, and dots where something is missing. */
  static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    int room = Math.max(0, width - CUT.length());
    return text.substring(0, fitting(text, room)) + CUT.substring(0, Math.min(width, CUT.length()));
  }

  /** How many characters of the text fit. */
  private static int fitting(String text, int width) {
    int taken = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      taken += of(codePoint);
      if (taken > width) {
        return end;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  /** The text in lines that fit, broken at blanks where there are any, else behind a {@code _}. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (of(rest) > width) {
      int end = Math.max(Character.charCount(rest.codePointAt(0)), fitting(rest, width));
      int broken = broken(rest, end);
      lines.add(rest.substring(0, broken).stripTrailing());
      rest = rest.substring(broken).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static int broken(String text, int end) {
    int blank = text.lastIndexOf(' ', end);
    int underscore = text.lastIndexOf('_', end - 1);
    return blank > 0 ? blank : underscore > 0 ? underscore + 1 : end;
  }
}

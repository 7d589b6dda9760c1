package org.churnwise.sentiment;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts lower-case text into words (with their apostrophes), emoticons, single symbols such as
 * emoji, and the punctuation that ends a clause. All else is dropped. Written by hand because a
 * regular expression per comment costs more than the scoring.
 */
final class Tokenizer {
  private static final String CLAUSE_ENDS = ".,;!?\n";
  private static final int FIRST_SYMBOL = 0x2190;

  private final List<String> emoticons;

  Tokenizer(List<String> emoticons) {
    this.emoticons = List.copyOf(emoticons);
  }

  List<String> tokens(String lowerCaseText) {
    String text = lowerCaseText.replace('\u2019', '\'');
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = tokenEnd(text, at);
      if (end > at) {
        tokens.add(text.substring(at, end));
        at = end;
      } else {
        at += Character.charCount(text.codePointAt(at));
      }
    }
    return tokens;
  }

  /** Where the token that starts here ends; the start itself if none does. */
  private int tokenEnd(String text, int start) {
    int codePoint = text.codePointAt(start);
    if (Character.isLetterOrDigit(codePoint)) {
      return wordEnd(text, start);
    }
    for (String emoticon : emoticons) {
      if (text.startsWith(emoticon, start)) {
        return start + emoticon.length();
      }
    }
    boolean token = CLAUSE_ENDS.indexOf(codePoint) >= 0 || codePoint >= FIRST_SYMBOL;
    return token ? start + Character.charCount(codePoint) : start;
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      if (!Character.isLetterOrDigit(codePoint) && !isInnerApostrophe(text, end)) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  private static boolean isInnerApostrophe(String text, int at) {
    return text.charAt(at) == '\''
        && at + 1 < text.length()
        && Character.isLetter(text.codePointAt(at + 1));
  }
}

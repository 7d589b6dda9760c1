package org.churnwise.error;

import java.util.Locale;

/**
 * Text of unknown origin as it may stand in a message: what a terminal would obey is escaped, and
 * what nobody would read is cut.
 */
public final class Printable {
  /** Characters of a message; the longest of our own are about a thousand. */
  public static final int LONGEST = 4000;

  private Printable() {}

  /** As {@link #of}, on one line: line ends and tabs are escaped too. */
  public static String inOneLine(String text) {
    return String.valueOf(of(text)).replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
  }

  /**
   * At most {@link #LONGEST} characters, and how many were cut; line ends and tabs stay. A return
   * that ends no line would let a terminal write over what stands there.
   */
  public static String of(String text) {
    if (text == null) {
      return null;
    }
    String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    StringBuilder printable = new StringBuilder(start.length());
    for (int i = 0; i < start.length(); i++) {
      boolean endsLine = start.startsWith("\r\n", i);
      append(printable, start.charAt(i), endsLine);
    }
    if (text.length() > LONGEST) {
      printable.append(
          String.format(Locale.ROOT, "... (%,d characters more)", text.length() - LONGEST));
    }
    return printable.toString();
  }

  private static void append(StringBuilder printable, char character, boolean endsLine) {
    boolean harmless = character == '\n' || character == '\t' || endsLine;
    int type = Character.getType(character);
    if (!harmless && (type == Character.CONTROL || type == Character.FORMAT)) {
      printable.append("\\u%04x".formatted((int) character));
    } else {
      printable.append(character);
    }
  }
}

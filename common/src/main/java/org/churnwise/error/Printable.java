package org.churnwise.error;

/**
 * Text of unknown origin as it may stand in a message: what a terminal would obey is escaped, and
 * what nobody would read is cut.
 */
public final class Printable {
  /** Characters of a message; the longest of our own are about a thousand. */
  public static final int LONGEST = 4000;

  private Printable() {}

  /** At most {@link #LONGEST} characters, and how many were cut; line ends and tabs stay. */
  public static String of(String text) {
    if (text == null) {
      return null;
    }
    String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    StringBuilder printable = new StringBuilder(start.length());
    start.chars().forEach(character -> append(printable, (char) character));
    if (text.length() > LONGEST) {
      printable.append("... (%,d characters more)".formatted(text.length() - LONGEST));
    }
    return printable.toString();
  }

  private static void append(StringBuilder printable, char character) {
    boolean harmless = character == '\n' || character == '\t' || character == '\r';
    int type = Character.getType(character);
    if (!harmless && (type == Character.CONTROL || type == Character.FORMAT)) {
      printable.append("\\u%04x".formatted((int) character));
    } else {
      printable.append(character);
    }
  }
}

package org.churnwise.sql;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds {@code :named} parameters in a statement, skipping string literals, quoted names, comments
 * and {@code ::} casts.
 */
final class SqlScanner {
  private static final Pattern TOKEN =
      Pattern.compile(
          "[^-/'\":]++" // a run without any of the others, in one step
              + "|--[^\\n]*" // line comment
              + "|/\\*.*?\\*/" // block comment
              + "|'(?:[^']|'')*'" // string literal
              + "|\"(?:[^\"]|\"\")*\"" // quoted identifier
              + "|::" // cast
              + "|:(?<name>[a-z_][a-z0-9_]*)",
          Pattern.DOTALL);

  /** Comments and white space; a string or quoted name is found first and kept. */
  private static final Pattern BLANK =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|((?:\\s++|--[^\\n]*+|/\\*.*?\\*/)++)",
          Pattern.DOTALL);

  /** Comments at the start, and the keyword of common table expressions if there are any. */
  private static final Pattern START = Pattern.compile("\\A(?:\\s|--[^\\n]*\\n)*+(with\\s+)?");

  private SqlScanner() {}

  /**
   * The text with a query in front as a common table expression of that name.
   *
   * @throws IllegalArgumentException if the text does not read a table of that name
   */
  static String reading(String text, String table, String query) {
    if (!reads(text, table)) {
      throw new IllegalArgumentException("does not read " + table + ": " + text);
    }
    Matcher start = START.matcher(text);
    start.find();
    boolean hasOthers = start.group(1) != null;
    String comments = text.substring(0, hasOthers ? start.start(1) : start.end());
    String separator = hasOthers ? ",\n\n" : "\n\n";
    return "%swith %s as (\n%s\n)%s%s"
        .formatted(comments, table, query, separator, text.substring(start.end()));
  }

  /** Whether the text reads a table of that name. */
  static boolean reads(String text, String table) {
    return Pattern.compile("\\b(from|join) " + table + "\\b").matcher(condensed(text)).find();
  }

  /** The text without comments, every run of white space written as one blank. */
  static String condensed(String text) {
    return BLANK
        .matcher(text)
        .replaceAll(token -> Matcher.quoteReplacement(token.group(1) == null ? token.group() : " "))
        .strip();
  }

  static Set<String> parameters(String text) {
    Set<String> found = new LinkedHashSet<>();
    replaceParameters(
        text,
        name -> {
          found.add(name);
          return "?";
        });
    return found;
  }

  static String replaceParameters(String text, UnaryOperator<String> replacement) {
    Matcher matcher = TOKEN.matcher(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    while (matcher.find()) {
      String name = matcher.group("name");
      if (name != null) {
        out.append(text, copied, matcher.start()).append(replacement.apply(name));
        copied = matcher.end();
      }
    }
    return out.append(text, copied, text.length()).toString();
  }
}

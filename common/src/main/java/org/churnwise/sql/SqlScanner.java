package org.churnwise.sql;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds {@code :named} parameters in a statement, leaving string literals, quoted names, comments
 * and {@code ::} casts alone.
 */
final class SqlScanner {
  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\\n]*" // line comment
              + "|/\\*.*?\\*/" // block comment
              + "|'(?:[^']|'')*'" // string literal
              + "|\"(?:[^\"]|\"\")*\"" // quoted identifier
              + "|::" // cast
              + "|:(?<name>[a-z_][a-z0-9_]*)",
          Pattern.DOTALL);

  private SqlScanner() {}

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
    while (matcher.find()) {
      String name = matcher.group("name");
      String token = name == null ? matcher.group() : replacement.apply(name);
      matcher.appendReplacement(out, Matcher.quoteReplacement(token));
    }
    return matcher.appendTail(out).toString();
  }
}

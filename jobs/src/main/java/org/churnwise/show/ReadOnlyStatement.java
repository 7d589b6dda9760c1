package org.churnwise.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.error.ChurnException;

/**
 * A statement that a person typed and that only reads. Judged by its words, outside of literals and
 * comments: it is one statement, begins with a word that reads, and behind common table expressions
 * comes a select. What cannot be judged is refused.
 */
final class ReadOnlyStatement {
  private static final Set<String> READING =
      Set.of("select", "with", "values", "show", "describe", "desc");

  /** What changes something, wherever in a statement it stands as a word of its own. */
  private static final Set<String> WRITING =
      Set.of(
          "insert",
          "update",
          "delete",
          "merge",
          "create",
          "drop",
          "alter",
          "truncate",
          "copy",
          "grant",
          "revoke",
          "call",
          "execute",
          "attach",
          "detach",
          "into",
          "export",
          "import",
          "install",
          "load",
          "checkpoint",
          "vacuum",
          "pragma");

  /** A literal, a quoted name, a comment, a word, or one other character. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/"
              + "|\\$\\$.*?\\$\\$|[A-Za-z_][A-Za-z0-9_$]*|\\S",
          Pattern.DOTALL);

  private ReadOnlyStatement() {}

  /**
   * The statement, tidied.
   *
   * @throws ChurnException (usage) that names what is refused
   */
  static String of(String given) {
    String text = given.strip();
    List<String> words = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(text);
    while (tokens.find()) {
      String token = tokens.group();
      if (token.startsWith("/*") && token.indexOf("/*", 2) > 0) {
        throw refused("it has a comment within a comment");
      }
      if (!isComment(token)) {
        words.add(token.toLowerCase(Locale.ROOT));
      }
    }
    while (!words.isEmpty() && words.get(words.size() - 1).equals(";")) {
      words.remove(words.size() - 1);
    }
    require(words);
    return text;
  }

  private static boolean isComment(String token) {
    return token.startsWith("--") && token.length() >= 2 || token.startsWith("/*");
  }

  private static void require(List<String> words) {
    if (words.isEmpty()) {
      throw ChurnException.usage("the statement is empty; give one in quotes: \"select ...\"");
    }
    String first = words.stream().filter(word -> !word.equals("(")).findFirst().orElse("");
    if (!READING.contains(first)) {
      throw refused("it begins with '" + first + "'");
    }
    if (words.contains(";")) {
      throw refused("it holds several statements");
    }
    for (int i = 0; i < words.size(); i++) {
      if (WRITING.contains(words.get(i)) && !isName(words, i)) {
        throw refused("it holds '" + words.get(i) + "'");
      }
    }
  }

  /** Whether the word is a column or its alias: behind a dot, or behind as. */
  private static boolean isName(List<String> words, int place) {
    String before = place == 0 ? "" : words.get(place - 1);
    return before.equals(".") || before.equals("as");
  }

  private static ChurnException refused(String why) {
    return ChurnException.usage(
        "sql only reads: one select, with, values, show or describe; refused because %s"
            .formatted(why));
  }
}

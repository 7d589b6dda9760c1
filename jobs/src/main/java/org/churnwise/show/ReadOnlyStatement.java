package org.churnwise.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.error.ChurnException;

/**
 * A statement that a person typed and that only reads. Judged by its structure, outside of literals
 * and comments: it is one statement, begins with a word that reads, and common table expressions
 * hold and precede queries. What cannot be judged, or means one thing to one warehouse and another
 * to the other, is refused.
 */
final class ReadOnlyStatement {
  private static final Set<String> READING =
      Set.of("select", "with", "values", "show", "describe", "desc");

  /** What a query begins with that stands within a statement. */
  private static final Set<String> QUERY =
      Set.of("select", "with", "values", "from", "table", "pivot", "unpivot");

  /** What goes on with common table expressions behind a closing bracket. */
  private static final Set<String> MORE_TABLES = Set.of(",", "as", "using");

  /** A dollar quote, which may stand where words do: only white space and marks end its tag. */
  private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$[\\w[^\\p{ASCII}]]*\\$");

  /** A literal, a quoted name, a comment, a word, an operator or one other character. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|//|/\\*.*?\\*/"
              + "|[\\p{L}_][\\p{L}\\p{N}_$]*|->>|\\S",
          Pattern.DOTALL);

  private ReadOnlyStatement() {}

  /**
   * The statement, tidied.
   *
   * @throws ChurnException (usage) that names what is refused
   */
  static String of(String given) {
    String text = given.strip();
    refuseOtherQuotes(text);
    List<String> words = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(text);
    while (tokens.find()) {
      String token = tokens.group();
      if (isComment(token)) {
        refuseUnclear(token);
      } else {
        words.add(token.toLowerCase(Locale.ROOT));
      }
    }
    while (!words.isEmpty() && words.get(words.size() - 1).equals(";")) {
      words.remove(words.size() - 1);
    }
    require(words);
    return text;
  }

  /** Quotes that the warehouses end at different places. */
  private static void refuseOtherQuotes(String text) {
    if (text.contains("\\'")) {
      throw refused("it has a backslash before a quote, which may escape it; double the quote: ''");
    }
    if (DOLLAR_QUOTE.matcher(text).find()) {
      throw refused("it quotes with $; quote with '");
    }
  }

  private static boolean isComment(String token) {
    return token.startsWith("--") || token.startsWith("/*");
  }

  /** Comments that the warehouses end at different places. */
  private static void refuseUnclear(String comment) {
    if (comment.startsWith("/*") && comment.indexOf("/*", 2) > 0) {
      throw refused("it has a comment within a comment");
    }
    if (comment.startsWith("--") && comment.stripTrailing().contains("\r")) {
      throw refused("it has a carriage return within a comment");
    }
  }

  private static void require(List<String> words) {
    if (words.isEmpty()) {
      throw ChurnException.usage("the statement is empty; give one in quotes: \"select ...\"");
    }
    int first = behindBrackets(words, 0);
    if (!READING.contains(word(words, first))) {
      throw refused("it begins with '" + word(words, first) + "'");
    }
    if (words.contains(";")) {
      throw refused("it holds several statements");
    }
    if (words.contains("//")) {
      throw refused("it has //, a comment to one warehouse and a division to the other");
    }
    if (word(words, first).equals("with")) {
      requireQueries(words, first);
    }
    for (int i = 1; i < words.size(); i++) {
      boolean named = words.get(i - 1).equals(".") || words.get(i - 1).equals("as");
      if (words.get(i).equals("into") && !named) {
        throw refused("it holds 'into'");
      }
      if (words.get(i - 1).equals("->>")) {
        requireKey(words.get(i));
      }
    }
  }

  /** Queries in the common table expressions behind a with, and behind them. */
  private static void requireQueries(List<String> words, int with) {
    int depth = 0;
    for (int i = with + 1; i < words.size(); i++) {
      String word = words.get(i);
      String before = words.get(i - 1);
      if (depth == 0 && before.equals(")") && !MORE_TABLES.contains(word)) {
        requireQuery(words, i);
        return;
      }
      boolean opens = word.equals("(");
      if (depth == 0 && before.equals("as") && !opens && !isHint(word)) {
        throw refused("it holds '" + word + "' behind 'as'");
      }
      if (depth == 0 && opens && (before.equals("as") || before.equals("materialized"))) {
        requireQuery(words, i);
      }
      depth += opens ? 1 : word.equals(")") ? -1 : 0;
    }
    throw refused("no query is behind 'with'");
  }

  private static boolean isHint(String word) {
    return word.equals("not") || word.equals("materialized");
  }

  private static void requireQuery(List<String> words, int place) {
    int first = behindBrackets(words, place);
    String word = word(words, first);
    if (!QUERY.contains(word)) {
      throw refused("it holds '" + word + "' where a query belongs");
    }
    if (word.equals("with")) {
      requireQueries(words, first);
    }
  }

  /** DuckDB takes a key of JSON here, Snowflake the next statement of a chain. */
  private static void requireKey(String word) {
    if (!word.equals("(") && !word.equals("select") && !word.matches("(?s)'.*|[0-9].*")) {
      throw refused(
          "it holds '%s' behind '->>', which may be a statement; a key goes in quotes or brackets"
              .formatted(word));
    }
  }

  /** The place of the first word that is no opening bracket. */
  private static int behindBrackets(List<String> words, int place) {
    int at = place;
    while (word(words, at).equals("(")) {
      at++;
    }
    return at;
  }

  private static String word(List<String> words, int place) {
    return place < words.size() ? words.get(place) : "";
  }

  private static ChurnException refused(String why) {
    return ChurnException.usage(
        "sql only reads: one select, with, values, show or describe; refused because %s"
            .formatted(why));
  }
}

package org.churnwise.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Reads the statements of the {@code sql/} folder from the class path, once each. A statement that
 * reads landed scores without naming their scorer is refused: the table may hold several scorers.
 */
final class SqlTexts {
  private static final List<String> SCORES = List.of("landing_predictions", "landing_scores");
  private static final Pattern OF_ONE_SCORER = Pattern.compile("\\bscorer = :scorer\\b");

  private static final Map<String, String> LOADED = new ConcurrentHashMap<>();

  private SqlTexts() {}

  static String load(String name) {
    return LOADED.computeIfAbsent(name, SqlTexts::read);
  }

  private static String read(String name) {
    try (InputStream in = SqlTexts.class.getResourceAsStream("/sql/" + name + ".sql")) {
      if (in == null) {
        throw new IllegalArgumentException("no statement sql/" + name + ".sql on the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      requireScorer(name, text);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws IllegalArgumentException if a statement reads landed scores without its scorer. */
  static void requireScorer(String name, String text) {
    String condensed = SqlScanner.condensed(text);
    for (String table : SCORES) {
      if (SqlScanner.reads(text, table) && !OF_ONE_SCORER.matcher(condensed).find()) {
        throw new IllegalArgumentException(
            "sql/" + name + ".sql reads " + table + " of any scorer; add: scorer = :scorer");
      }
    }
  }
}

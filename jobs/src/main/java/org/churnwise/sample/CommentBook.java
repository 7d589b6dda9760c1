package org.churnwise.sample;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The texts of comments, at least twenty for each mood. In a text, {@value #ORDER_SLOT} is the
 * place of an order's number.
 */
final class CommentBook {
  private static final String ORDER_SLOT = "{n}";
  private static final int FEWEST_TEXTS = 20;

  private final Map<Mood, List<String>> texts;

  private CommentBook(Map<Mood, List<String>> texts) {
    this.texts = texts;
  }

  /** Reads the texts from the class path: one per line, one file per mood. */
  static CommentBook load() throws IOException {
    Map<Mood, List<String>> texts = new EnumMap<>(Mood.class);
    for (Mood mood : Mood.values()) {
      String file = "/sample/" + mood.name().toLowerCase(Locale.ROOT) + ".txt";
      List<String> lines = lines(file);
      if (lines.size() < FEWEST_TEXTS) {
        throw new IOException(file + " has " + lines.size() + " texts, needed: " + FEWEST_TEXTS);
      }
      texts.put(mood, lines);
    }
    return new CommentBook(texts);
  }

  /** The texts of a mood, with their slots. */
  List<String> texts(Mood mood) {
    return texts.get(mood);
  }

  /** A text of a mood, quoted for CSV, with the number of an order where it names one. */
  byte[] encoded(Mood mood, RandomStream random) {
    List<String> ofMood = texts.get(mood);
    String text = ofMood.get(random.below(ofMood.size()));
    String order = Integer.toString(random.between(100_000, 999_999));
    return CsvWriter.encode(text.replace(ORDER_SLOT, order));
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = CommentBook.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new FileNotFoundException("class path resource " + file);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    }
  }
}

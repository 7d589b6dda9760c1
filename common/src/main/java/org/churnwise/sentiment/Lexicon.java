package org.churnwise.sentiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The word list: valences of words and phrases, and the words that change their neighbours. */
final class Lexicon {
  private static final String RESOURCE = "lexicon.txt";
  private static final double STRONGEST = 4;
  private static final Set<String> CLAUSE_ENDS = Set.of(".", ",", ";", "!", "?", "\n");

  private final Map<String, Double> valences = new HashMap<>();
  private final Map<String, Map<String, Double>> phrases = new HashMap<>();
  private final Map<String, Double> boosters = new HashMap<>();
  private final Set<String> negators = new HashSet<>();
  private final Set<String> contrasts = new HashSet<>();
  private final Set<String> boundaries = new HashSet<>(CLAUSE_ENDS);

  private Lexicon() {}

  /** Reads the resource beside this class. */
  static Lexicon load() {
    try (InputStream resource = Lexicon.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(
            "the class path lacks " + RESOURCE + " of " + Lexicon.class);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
      return of(lines.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class path's " + RESOURCE, e);
    }
  }

  /**
   * Reads a word list in the format that the resource's head explains.
   *
   * @throws IllegalArgumentException if a line starts with none of the kinds, a valence is beyond
   *     4, or a word has two
   */
  static Lexicon of(List<String> lines) {
    Lexicon lexicon = new Lexicon();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        lexicon.add(line);
      }
    }
    return lexicon;
  }

  /** The valence of one word, emoticon or emoji; null if it has none. */
  Double valence(String token) {
    return valences.get(token);
  }

  /** The valence of two words in a row; null if they are no phrase. */
  Double phrase(String first, String second) {
    Map<String, Double> seconds = phrases.get(first);
    return seconds == null ? null : seconds.get(second);
  }

  /** What the word adds to the strength of its neighbour; 0 for most words. */
  double boost(String token) {
    return boosters.getOrDefault(token, 0.0);
  }

  boolean isNegator(String token) {
    return negators.contains(token) || token.endsWith("n't");
  }

  boolean isContrast(String token) {
    return contrasts.contains(token);
  }

  /** Whether the token ends the reach of negators and boosters. */
  boolean isBoundary(String token) {
    return boundaries.contains(token) || contrasts.contains(token);
  }

  /** Entries made of ASCII signs, longest first, so that a longer one is found before its part. */
  List<String> emoticons() {
    return valences.keySet().stream()
        .filter(token -> token.charAt(0) < 128 && !Character.isLetterOrDigit(token.charAt(0)))
        .sorted((a, b) -> a.length() != b.length() ? b.length() - a.length() : a.compareTo(b))
        .toList();
  }

  private void add(String line) {
    String[] words = line.strip().split("\\s+");
    List<String> entries = Arrays.asList(words).subList(1, words.length);
    switch (words[0]) {
      case "negator" -> negators.addAll(entries);
      case "contrast" -> contrasts.addAll(entries);
      case "boundary" -> boundaries.addAll(entries);
      case "booster" -> {
        double boost = number(words[1], line);
        entries.subList(1, entries.size()).forEach(word -> boosters.put(word, boost));
      }
      default -> {
        double valence = number(words[0], line);
        entries.forEach(entry -> addValence(entry, valence));
      }
    }
  }

  private void addValence(String entry, double valence) {
    if (!(Math.abs(valence) <= STRONGEST)) {
      throw new IllegalArgumentException(
          "the valence of " + entry + " must be in [-4, 4], not " + valence);
    }
    int joint = entry.indexOf('_');
    Map<String, Double> map =
        joint < 0
            ? valences
            : phrases.computeIfAbsent(entry.substring(0, joint), first -> new HashMap<>());
    Double other = map.put(entry.substring(joint + 1), valence);
    if (other != null) {
      throw new IllegalArgumentException(
          "the word list has two valences for " + entry + ": " + other + " and " + valence);
    }
  }

  private static double number(String text, String line) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("unknown kind of line in the word list: " + line, e);
    }
  }
}

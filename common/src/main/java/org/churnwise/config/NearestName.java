package org.churnwise.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests known names for a misspelt one. */
public final class NearestName {
  private static final int MOST = 3;

  private NearestName() {}

  /**
   * The known names with the least Levenshtein distance to this one, alphabetically, at most three.
   * A name without a dot is compared with what follows the last dot of a known name, so that {@code
   * seed} finds {@code training.seed}. Case does not count.
   */
  public static List<String> of(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    boolean dotted = wanted.contains(".");
    Map<Integer, List<String>> byDistance =
        known.stream()
            .sorted()
            .collect(
                Collectors.groupingBy(
                    candidate -> distance(wanted, dotted ? candidate : lastPart(candidate)),
                    TreeMap::new,
                    Collectors.toList()));
    return byDistance.values().stream().findFirst().orElse(List.of()).stream().limit(MOST).toList();
  }

  /** The suggestions as a question: {@code did you mean a.b or c.b?}. */
  public static String question(String name, Collection<String> known) {
    return "did you mean " + String.join(" or ", of(name, known)) + "?";
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static int distance(String name, String candidate) {
    return LevenshteinDistance.getDefaultInstance().apply(name, candidate.toLowerCase(Locale.ROOT));
  }
}

package org.churnwise.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  /**
   * Levenshtein distance by the two-row form of Wagner and Fischer, "The String-to-String
   * Correction Problem", 1974.
   */
  private static int distance(String a, String candidate) {
    String b = candidate.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}

package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words for true and false, in any letter case.
 *
 * @param trueWords for true
 * @param falseWords for false
 */
public record TruthWords(Set<String> trueWords, Set<String> falseWords) implements Serializable {
  public TruthWords {
    trueWords = lower(trueWords);
    falseWords = lower(falseWords);
  }

  private static Set<String> lower(Set<String> words) {
    return words.stream()
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a word means; empty if it is neither. */
  public Optional<Boolean> read(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    return trueWords.contains(word)
        ? Optional.of(true)
        : Optional.of(false).filter(no -> falseWords.contains(word));
  }
}

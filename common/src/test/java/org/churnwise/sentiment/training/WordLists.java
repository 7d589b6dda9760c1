package org.churnwise.sentiment.training;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Published valences of single words, emoticons and emoji: VADER's (Hutto and Gilbert 2014, from -4
 * to 4; MIT) and those of the Pattern library (De Smedt and Daelemans 2012, from -1 to 1; PDDL).
 * {@code README.md} beside the lists says where they come from.
 */
final class WordLists {
  private static final double STRONGEST_EMOJI = 3;
  private static final double OWN_EMOJI = 2;

  /** They strengthen or weaken what follows; alone they say nothing. */
  private static final Set<String> DEGREES =
      Set.of(
          ("very really so too most more quite extremely absolutely totally completely entirely"
                  + " especially highly incredibly particularly purely rather way super almost"
                  + " little less slightly somewhat partly kinda sorta")
              .split(" "));

  private final Map<String, Double> vader = new HashMap<>();
  private final Map<String, Double> pattern = new HashMap<>();

  private WordLists() {}

  /** Reads the lists beside this class. */
  static WordLists load() {
    WordLists lists = new WordLists();
    cells("vader.txt").forEach(cells -> lists.vader.put(cells[0], Double.valueOf(cells[1])));
    cells("vader_emoji.txt").forEach(cells -> lists.addEmoji(cells[0], cells[1]));
    lists.addOwnEmoji();
    cells("pattern.txt").forEach(cells -> lists.pattern.put(cells[0], Double.valueOf(cells[1])));
    lists.vader.keySet().removeAll(DEGREES);
    lists.pattern.keySet().removeAll(DEGREES);
    return lists;
  }

  /** The word's valence after VADER; 0 if it has none. */
  double vader(String word) {
    return vader.getOrDefault(word, 0.0);
  }

  /** The word's valence after Pattern; 0 if it has none. */
  double pattern(String word) {
    return pattern.getOrDefault(word, 0.0);
  }

  /** All words with a valence that are one token of ours. */
  Set<String> words() {
    NamedFeatures features = new NamedFeatures();
    Set<String> words = new HashSet<>(vader.keySet());
    words.addAll(pattern.keySet());
    words.removeIf(word -> !features.of(word).keySet().equals(Set.of(word)));
    return words;
  }

  /** An emoji has the valence of the words that describe it. */
  private void addEmoji(String emoji, String description) {
    double sum = 0;
    for (String word : description.split("\\W+")) {
      sum += vader(word);
    }
    vader.put(emoji, Math.max(-STRONGEST_EMOJI, Math.min(STRONGEST_EMOJI, sum)));
  }

  /** The usual emoji, whose descriptions ("thumbs up") have no valence. */
  private void addOwnEmoji() {
    for (String line : OwnTexts.lines("emoji.txt")) {
      double valence = line.startsWith("+") ? OWN_EMOJI : -OWN_EMOJI;
      for (String emoji : line.substring(2).split(" ")) {
        vader.put(emoji, valence);
      }
    }
  }

  private static Stream<String[]> cells(String list) {
    return OwnTexts.lines(list).stream().map(line -> line.split("\t"));
  }
}

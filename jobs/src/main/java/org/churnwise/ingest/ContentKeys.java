package org.churnwise.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.run.Hash;

/**
 * Keys for the rows of one file that nothing numbers: equal for equal rows of different files, and
 * counted where a file holds a row twice. Remembers every key of the file.
 */
final class ContentKeys {
  private static final int DIGITS = 24;

  private final int key;
  private final int[] content;
  private final Map<String, Integer> seen = new HashMap<>();

  ContentKeys(FeedContract contract) {
    String name = Feed.named(contract.feed()).key();
    this.key = LandingRows.place(name);
    List<String> others =
        contract.columns().stream()
            .map(ColumnRule::target)
            .filter(target -> !target.equals(name))
            .toList();
    this.content = others.stream().mapToInt(LandingRows::place).toArray();
  }

  /** Fills in the key of a row whose other values are there. */
  void complete(Object[] values) {
    String text =
        Arrays.toString(Arrays.stream(content).mapToObj(place -> part(values[place])).toArray());
    String hash = Hash.of(text).substring(0, DIGITS);
    int count = seen.merge(hash, 1, Integer::sum);
    values[key] = hash + "-" + count;
  }

  /** With its length, so that different rows differ as texts. */
  private static String part(Object value) {
    return value == null ? "-" : value.toString().length() + ":" + value;
  }
}

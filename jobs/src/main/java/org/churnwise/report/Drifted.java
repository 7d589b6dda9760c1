package org.churnwise.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.churnwise.warehouse.ResultRow;

/** What drifted and since when. */
final class Drifted {
  static final String BREACH = "BREACH";

  private Drifted() {}

  /** Names in breach among the findings of a snapshot, the furthest beyond its threshold first. */
  static List<String> names(List<ResultRow> findings) {
    return findings.stream()
        .filter(row -> row.string("verdict").equals(BREACH))
        .sorted(
            Comparator.comparingDouble((ResultRow row) -> -excess(row))
                .thenComparing(row -> row.string("name")))
        .map(row -> row.string("name"))
        .toList();
  }

  /** How many findings have evidence. */
  static long compared(List<ResultRow> findings) {
    return findings.stream().filter(row -> !row.string("verdict").equals("NO_EVIDENCE")).count();
  }

  private static double excess(ResultRow row) {
    return row.optionalDouble("value").orElse(Double.MAX_VALUE) / row.doubleValue("threshold");
  }

  /**
   * Name to the first snapshot of a change that has not gone, as the newest finding tells it; of
   * findings that do not tell it, the first breach of those in a row that last until the newest.
   */
  static Map<String, LocalDate> since(List<ResultRow> oldestFirst) {
    Map<String, LocalDate> since = new TreeMap<>();
    for (ResultRow row : oldestFirst) {
      Optional<LocalDate> told = row.optionalDate("breach_since");
      if (told.isPresent()) {
        since.put(row.string("name"), told.get());
      } else if (row.string("verdict").equals(BREACH)) {
        since.putIfAbsent(row.string("name"), row.date("snapshot_date"));
      } else {
        since.remove(row.string("name"));
      }
    }
    return since;
  }

  /** Findings by name, in the order of the first appearance. */
  static Map<String, List<ResultRow>> byName(List<ResultRow> findings) {
    return findings.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.string("name"), LinkedHashMap::new, Collectors.toList()));
  }
}

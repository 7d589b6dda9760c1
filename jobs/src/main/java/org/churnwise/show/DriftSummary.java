package org.churnwise.show;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.churnwise.warehouse.ResultRow;

/** One line a snapshot: how many subjects drifted, and which. */
final class DriftSummary {
  private static final int NAMED = 5;

  private DriftSummary() {}

  static List<String> lines(List<ResultRow> rows) {
    Map<LocalDate, List<ResultRow>> snapshots =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.date("snapshot_date"), TreeMap::new, Collectors.toList()));
    return snapshots.entrySet().stream()
        .map(snapshot -> line(snapshot.getKey(), snapshot.getValue()))
        .toList();
  }

  private static String line(LocalDate snapshot, List<ResultRow> rows) {
    List<String> drifted = names(rows, "BREACH");
    List<String> unknown = names(rows, "NO_EVIDENCE");
    String without = unknown.isEmpty() ? "" : ", %d without evidence".formatted(unknown.size());
    return "%s: %d of %d drifted%s"
        .formatted(snapshot, drifted.size(), rows.size(), without + named(drifted));
  }

  private static String named(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return ": " + first + (names.size() > NAMED ? ", ..." : "");
  }

  private static List<String> names(List<ResultRow> rows, String verdict) {
    return rows.stream()
        .filter(row -> row.string("verdict").equals(verdict))
        .map(row -> row.string("name"))
        .distinct()
        .toList();
  }
}

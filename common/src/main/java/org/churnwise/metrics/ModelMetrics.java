package org.churnwise.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.churnwise.warehouse.ResultRow;

/** The model in production: which it is, how good it was, what drifted. */
final class ModelMetrics {
  private static final List<String> SUBJECTS = List.of("feature", "prediction");
  private static final List<String> WORTH = List.of("ok", "untrusted", "no_evidence");
  private static final Map<String, String> SOURCES =
      Map.of("value", "estimate", "low", "estimate_low", "high", "estimate_high");

  private final Exposition exposition;

  ModelMetrics(Exposition exposition) {
    this.exposition = exposition;
  }

  /** Of the row of {@code metrics/champion}; without one there is no champion. */
  void champion(List<ResultRow> rows) {
    for (ResultRow row : rows) {
      exposition.add(Family.CHAMPION, 1, row.string("model_version"));
      exposition.add(Family.CHAMPION_SINCE, row.instant("updated_at"));
      exposition.add(Family.SCORED_SNAPSHOT, row.optionalDate("scored_snapshot"));
    }
  }

  /** Of the rows of {@code metrics/performance}. */
  void performance(List<ResultRow> rows) {
    for (ResultRow row : rows) {
      add(row, "value", "champion");
      add(row, "low", "champion_low");
      add(row, "high", "champion_high");
      add(row, "constant_value", "constant");
      add(row, "recency_value", "recency_rule");
    }
    rows.stream()
        .findFirst()
        .ifPresent(
            row ->
                exposition.add(
                    Family.REALISED_SNAPSHOT,
                    row.date("snapshot_date"),
                    row.string("model_version")));
  }

  private void add(ResultRow row, String column, String source) {
    exposition.add(
        Family.REALISED_PERFORMANCE, row.optionalDouble(column), row.string("metric"), source);
  }

  /**
   * Of the rows of {@code monitoring/newest_estimates}.
   *
   * @param champion only its estimates are told
   */
  void estimates(List<ResultRow> rows, Optional<String> champion) {
    List<ResultRow> ofChampion =
        rows.stream().filter(row -> champion.equals(row.optionalString("model_version"))).toList();
    for (ResultRow row : ofChampion) {
      String metric = row.string("metric");
      for (String column : List.of("value", "low", "high")) {
        exposition.add(
            Family.ESTIMATED_PERFORMANCE, row.optionalDouble(column), metric, SOURCES.get(column));
      }
      String status = row.string("status").toLowerCase(Locale.ROOT);
      for (String worth : WORTH) {
        exposition.add(Family.ESTIMATE_STATUS, worth.equals(status) ? 1 : 0, metric, worth);
      }
    }
    ofChampion.stream()
        .findFirst()
        .ifPresent(row -> exposition.add(Family.ESTIMATED_SNAPSHOT, row.date("snapshot_date")));
  }

  /** Of the rows of {@code metrics/drift}. */
  void drift(List<ResultRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    exposition.add(Family.DRIFT_SNAPSHOT, rows.get(0).date("snapshot_date"));
    for (String subject : SUBJECTS) {
      exposition.add(Family.DRIFT_BREACHES, count(rows, subject, "BREACH"), subject);
      exposition.add(Family.DRIFT_NO_EVIDENCE, count(rows, subject, "NO_EVIDENCE"), subject);
    }
    for (ResultRow row : rows) {
      if (row.optionalDouble("value").isPresent()) {
        String[] labels = {row.string("subject"), row.string("name")};
        exposition.add(Family.DRIFT_EXCESS, row.doubleValue("value"), labels);
        exposition.add(Family.DRIFT_BOUND, row.doubleValue("threshold"), labels);
      }
    }
  }

  private static long count(List<ResultRow> rows, String subject, String verdict) {
    return rows.stream()
        .filter(row -> row.string("subject").equals(subject))
        .filter(row -> row.string("verdict").equals(verdict))
        .count();
  }
}

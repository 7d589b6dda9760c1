package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.config.MonitoringSettings;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.run.SliceId;
import org.churnwise.sql.Sql;
import org.churnwise.stats.PopulationStability;
import org.churnwise.stats.StabilityIndex;
import org.churnwise.stats.Verdict;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Compares a snapshot with the champion's training rows, bin by bin. One SQL statement counts the
 * rows; the index of each distribution is computed from its ten or so counts. Without a champion,
 * features or predictions the verdict is NO_EVIDENCE.
 */
final class DriftDetector {
  static final Sql BIN_COUNTS = FeatureColumns.in(Sql.named("monitoring/bin_counts"));

  private static final String NO_CHAMPION = "none";
  private static final RecordRows<DriftFinding> ROWS =
      new RecordRows<>(
          Tables.FEATURE_DRIFT,
          DriftFinding.class,
          "snapshot_date",
          "model_version",
          "baseline",
          "metric",
          "threshold",
          "run_id");

  private final Warehouse warehouse;
  private final Run run;
  private final MonitoringSettings settings;

  DriftDetector(Warehouse warehouse, Run run, MonitoringSettings settings) {
    this.warehouse = warehouse;
    this.run = run;
    this.settings = settings;
  }

  /**
   * Replaces the drift rows of a subject at a snapshot and returns the findings.
   *
   * @param stands whether there are rows of an earlier comparison
   */
  List<DriftFinding> detect(SliceId.Drift drift, Optional<String> champion, boolean stands) {
    String subject = drift.subject().toString();
    LocalDate snapshot = drift.snapshot();
    List<DriftFinding> findings = new ArrayList<>();
    champion.ifPresent(version -> findings.addAll(compare(subject, snapshot, version)));
    if (findings.isEmpty()) {
      findings.add(new DriftFinding(subject, "all", OptionalDouble.empty(), Verdict.NO_EVIDENCE));
    }
    String version = champion.orElse(NO_CHAMPION);
    if (stands) {
      warehouse.delete(Tables.FEATURE_DRIFT, Map.of("snapshot_date", snapshot, "subject", subject));
    }
    String baseline = champion.map(known -> "training rows of " + known).orElse(NO_CHAMPION);
    ROWS.insert(
        warehouse, findings, snapshot, version, baseline, "psi", settings.psiThreshold(), run.id());
    return findings;
  }

  private List<DriftFinding> compare(String subject, LocalDate snapshot, String version) {
    Sql counts =
        BIN_COUNTS
            .with("snapshot_date", snapshot)
            .with("model_version", version)
            .with("subject", subject);
    Map<String, List<ResultRow>> bins = new LinkedHashMap<>();
    for (ResultRow row : warehouse.query(counts)) {
      bins.computeIfAbsent(row.string("name"), name -> new ArrayList<>()).add(row);
    }
    return bins.entrySet().stream()
        .map(entry -> finding(subject, entry.getKey(), entry.getValue()))
        .toList();
  }

  private DriftFinding finding(String subject, String name, List<ResultRow> bins) {
    long[] expected = bins.stream().mapToLong(bin -> bin.longValue("expected_count")).toArray();
    long[] actual = bins.stream().mapToLong(bin -> bin.longValue("actual_count")).toArray();
    StabilityIndex index = PopulationStability.of(expected, actual, settings.psiFloor());
    return new DriftFinding(
        subject, name, index.value(), index.verdict(settings.psiThreshold(), settings.minRows()));
  }
}

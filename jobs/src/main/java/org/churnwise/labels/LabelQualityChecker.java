package org.churnwise.labels;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.Run;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Checks the invariants of a freshly written slice of customer_labels. A broken invariant refuses
 * the slice (exit 3); a FINAL snapshot in which everybody or nobody churned is recorded as a
 * breach, because no model can learn from it.
 */
final class LabelQualityChecker {
  private static final List<String> INVARIANTS =
      List.of(
          "duplicate_keys", "final_without_label", "pending_with_label", "churned_with_purchase");

  private final Warehouse warehouse;
  private final Run run;

  LabelQualityChecker(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /**
   * Checks the requested snapshots, records the checks, and returns the rows of each; one query for
   * all of them.
   */
  Map<LocalDate, Long> check(String request, List<LocalDate> snapshots) {
    Map<LocalDate, Long> rows = new LinkedHashMap<>();
    List<QualityCheck> checks = new ArrayList<>();
    for (ResultRow row :
        warehouse.query(Sql.named("labels/label_checks").with("run_id", request))) {
      rows.put(row.date("snapshot_date"), row.longValue("row_count"));
      checks.addAll(checksOf(row));
    }
    for (LocalDate snapshot : snapshots) {
      if (!rows.containsKey(snapshot)) {
        throw ChurnException.dataRefused(
            "no purchases before snapshot %s; choose a later snapshot or load older sales"
                .formatted(snapshot));
      }
    }
    QualityCheck.refuseBroken(checks, INVARIANTS, "sales");
    QualityCheck.record(warehouse, run, checks);
    return rows;
  }

  private static List<QualityCheck> checksOf(ResultRow row) {
    String subject = "customer_labels " + row.date("snapshot_date");
    List<QualityCheck> checks = new ArrayList<>();
    INVARIANTS.forEach(
        name ->
            checks.add(QualityCheck.atMost(Stage.LABEL, subject, name, row.longValue(name), 0)));
    long labelled = row.longValue("labelled");
    long rarer = Math.min(row.longValue("churned"), labelled - row.longValue("churned"));
    checks.add(
        labelled == 0
            ? QualityCheck.noEvidence(Stage.LABEL, subject, "rows_of_rarer_class", 1)
            : QualityCheck.atLeast(Stage.LABEL, subject, "rows_of_rarer_class", rarer, 1));
    return checks;
  }
}

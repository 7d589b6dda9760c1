package org.churnwise.labels;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.RequestedSnapshots;
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
  private static final Sql CHECKS = Sql.named("labels/label_checks");
  private static final List<String> INVARIANTS =
      List.of(
          "duplicate_keys", "final_without_label", "pending_with_label", "churned_with_purchase");

  private static final long FEWEST_LABELS = 100;
  private static final long EARLIER_SNAPSHOTS = 3;

  /** How much the share of churned customers may leave the range of the earlier snapshots. */
  private static final double USUAL_CHANGE = 0.2;

  private final Warehouse warehouse;
  private final Run run;

  LabelQualityChecker(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /** Checks snapshots, records the checks, and returns what was labelled; one query for all. */
  List<LabelledSnapshot> check(List<LocalDate> snapshots) {
    Map<LocalDate, LabelledSnapshot> labelled = new LinkedHashMap<>();
    List<QualityCheck> checks = new ArrayList<>();
    for (ResultRow row : warehouse.query(RequestedSnapshots.in(CHECKS, snapshots))) {
      labelled.put(row.date("snapshot_date"), LabelledSnapshot.of(row));
      checks.addAll(checksOf(row));
    }
    for (LocalDate snapshot : snapshots) {
      if (!labelled.containsKey(snapshot)) {
        throw ChurnException.dataRefused(
            "no purchases before snapshot %s; choose a later snapshot or load older sales"
                .formatted(snapshot));
      }
    }
    QualityCheck.refuseBroken(checks, INVARIANTS, "sales");
    QualityCheck.record(warehouse, run, checks);
    return List.copyOf(labelled.values());
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
    churnShare(row, subject).ifPresent(checks::add);
    return checks;
  }

  /**
   * A share of churned customers that is far from those of the earlier snapshots: a person should
   * know, but it may well be true. Recorded only then.
   */
  private static Optional<QualityCheck> churnShare(ResultRow row, String subject) {
    long labelled = row.longValue("labelled");
    if (labelled < FEWEST_LABELS || row.longValue("earlier_shares") < EARLIER_SNAPSHOTS) {
      return Optional.empty();
    }
    double share = (double) row.longValue("churned") / labelled;
    double lowest = row.doubleValue("lowest_share") - USUAL_CHANGE;
    double highest = row.doubleValue("highest_share") + USUAL_CHANGE;
    return Stream.of(
            QualityCheck.atLeast(Stage.LABEL, subject, "churn_share", share, lowest),
            QualityCheck.atMost(Stage.LABEL, subject, "churn_share", share, highest))
        .filter(QualityCheck::isBreach)
        .findFirst();
  }
}

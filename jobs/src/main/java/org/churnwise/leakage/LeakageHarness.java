package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Ledger;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * Proves on the user's own rows that features and labels of snapshots do not depend on the future.
 * Reads the warehouse once, into a {@link ScratchCopy}; every change is made there, the live tables
 * are never written. Costs a copy of the tables, about a dozen computations of each snapshot, and
 * one fit.
 */
public final class LeakageHarness {
  private static final int MOST_SNAPSHOTS = 3;

  private final Warehouse warehouse;
  private final Settings settings;
  private final Ledger ledger;
  private final SnapshotRules rules;
  private final CheckedStatements statements;

  /**
   * @param statements to check; {@link CheckedStatements#ofTheJobs} outside tests
   */
  public LeakageHarness(
      Warehouse warehouse, Settings settings, Ledger ledger, CheckedStatements statements) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.ledger = ledger;
    this.rules = new SnapshotRules(settings.churn().windowDays(), settings.churn().graceDays());
    this.statements = statements;
  }

  /**
   * Runs every check.
   *
   * @param requested snapshots to check; if empty, the newest three that are FINAL
   * @param progress receives each result as it is known
   * @throws ChurnException exit 3 if a requested snapshot is not FINAL, or none is
   */
  public List<CheckResult> run(
      SparkSession spark, List<LocalDate> requested, Consumer<CheckResult> progress) {
    LocalDate watermark = SnapshotRules.requireWatermark(ledger.view().loaded());
    List<LocalDate> snapshots = snapshots(requested);
    List<CheckResult> results = new ArrayList<>();
    try (ScratchCopy copy =
        ScratchCopy.of(warehouse, spark, settings.warehouse(), ledger.run(), rules, statements)) {
      StoredSlicesCheck.keep(copy);
      Reference reference = Reference.compute(copy, snapshots, watermark);
      for (LeakCheck check : checks(reference, requested, spark)) {
        CheckResult result = check.run();
        progress.accept(result);
        results.add(result);
      }
    }
    return results;
  }

  private List<LeakCheck> checks(
      Reference reference, List<LocalDate> requested, SparkSession spark) {
    FeatureRankings rankings =
        new FeatureRankings(reference.copy().warehouse(), settings.training().seed());
    Predicate<LocalDate> judged = day -> requested.isEmpty() || requested.contains(day);
    long fewest = settings.monitoring().minPositives();
    return List.of(
        FutureCheck.truncation(reference),
        FutureCheck.poison(reference),
        new LateArrivalCheck(reference),
        new StoredSlicesCheck(warehouse, ledger, reference),
        new BoundaryDayCheck(reference),
        new RecomputationCheck(reference, settings.training().seed()),
        new SingleFeatureCheck(rankings, judged, fewest),
        new FeatureOverTimeCheck(rankings, rules, judged, fewest),
        new ShuffledLabelsCheck(reference, spark, settings));
  }

  private List<LocalDate> snapshots(List<LocalDate> requested) {
    List<LocalDate> known =
        warehouse.query(Sql.named("leakage/final_snapshots")).stream()
            .map(row -> row.date("snapshot_date"))
            .toList();
    if (known.isEmpty()) {
      throw ChurnException.dataRefused(
          "nothing to check: no snapshot has features and FINAL labels; run 'submit/churn features' and 'submit/churn label' for a matured snapshot");
    }
    for (LocalDate snapshot : requested) {
      if (!known.contains(snapshot)) {
        throw ChurnException.dataRefused(
            "snapshot %s has no features with FINAL labels; available are %s to %s. Choose one of them, or compute its features and labels first"
                .formatted(snapshot, known.get(0), known.get(known.size() - 1)));
      }
    }
    return requested.isEmpty()
        ? known.subList(Math.max(0, known.size() - MOST_SNAPSHOTS), known.size())
        : requested.stream().distinct().sorted().toList();
  }
}

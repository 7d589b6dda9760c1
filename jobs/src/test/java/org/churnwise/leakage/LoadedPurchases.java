package org.churnwise.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.run.SnapshotRules;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.Warehouse;

/**
 * A warehouse with {@link Purchases} and two FINAL snapshots, and the harness over it.
 *
 * @param copied what single checks make their scratch copy from
 */
record LoadedPurchases(TemporaryWarehouse temporary, Warehouse copied) implements AutoCloseable {
  static final List<LocalDate> SNAPSHOTS =
      List.of(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 4, 1));

  private static final SnapshotRules RULES = new SnapshotRules(30, 0);
  private static final Settings SETTINGS =
      SettingsLoader.load(
          new SettingsSources(
              Optional.empty(),
              Optional.empty(),
              List.of("training.rounds=20", "monitoring.min-rows=100"),
              Map.of()));

  /** For tests that change nothing in it. */
  static LoadedPurchases in(Path folder) {
    TemporaryWarehouse temporary = TemporaryWarehouse.in(folder);
    new Purchases(400).load(temporary.warehouse());
    new FeatureEngineer(temporary.warehouse(), temporary.ledger(), FeatureCatalogue.load())
        .compute(SNAPSHOTS, false);
    new ChurnLabeler(temporary.warehouse(), temporary.ledger(), RULES).label(SNAPSHOTS, false);
    return new LoadedPurchases(temporary, RememberedReads.of(temporary.warehouse()));
  }

  /** A copy of one that was made in a folder and closed since; a test may change it. */
  static LoadedPurchases copyOf(Path made, Path folder) {
    TemporaryWarehouse temporary = TemporaryWarehouse.copyOf(made, folder);
    return new LoadedPurchases(temporary, temporary.warehouse());
  }

  List<CheckResult> check(CheckedStatements statements, List<LocalDate> snapshots) {
    return new LeakageHarness(temporary.warehouse(), SETTINGS, temporary.ledger(), statements)
        .run(TestSpark.session(), snapshots, result -> {});
  }

  /** What one check of the harness says, without the others, which cost a few seconds. */
  CheckResult check(String name, CheckedStatements statements, List<LocalDate> snapshots) {
    return checks(List.of(name), statements, snapshots).get(0);
  }

  /** The same of several on one copy, each of which undoes what it changes. */
  List<CheckResult> checks(
      List<String> names, CheckedStatements statements, List<LocalDate> snapshots) {
    try (ScratchCopy copy =
        ScratchCopy.of(
            copied,
            TestSpark.session(),
            SETTINGS.warehouse(),
            temporary.ledger().run(),
            RULES,
            statements)) {
      StoredSlicesCheck.keep(copy);
      LocalDate watermark = SnapshotRules.requireWatermark(temporary.ledger().view().loaded());
      Reference reference = Reference.compute(copy, snapshots, watermark);
      List<CheckResult> results = names.stream().map(name -> check(name, reference).run()).toList();
      assertEquals(names, results.stream().map(CheckResult::name).toList());
      return results;
    }
  }

  private LeakCheck check(String name, Reference reference) {
    long seed = SETTINGS.training().seed();
    long fewest = SETTINGS.monitoring().minPositives();
    FeatureRankings rankings = new FeatureRankings(reference.copy().warehouse(), seed);
    return switch (name) {
      case "truncation" -> FutureCheck.truncation(reference);
      case "poisoned-future" -> FutureCheck.poison(reference);
      case "late-arrivals" -> new LateArrivalCheck(reference);
      case "stored-slices" ->
          new StoredSlicesCheck(temporary.warehouse(), temporary.ledger(), reference);
      case "boundary-day" -> new BoundaryDayCheck(reference);
      case "single-feature" ->
          new SingleFeatureCheck(rankings, reference.snapshots()::contains, fewest);
      case "over-time" ->
          new FeatureOverTimeCheck(rankings, RULES, reference.snapshots()::contains, fewest);
      case "shuffled-labels" -> new ShuffledLabelsCheck(reference, TestSpark.session(), SETTINGS);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The names of the checks that find a leak. */
  List<String> leaks(CheckedStatements statements) {
    return check(statements, SNAPSHOTS).stream()
        .filter(CheckResult::isLeak)
        .map(CheckResult::name)
        .toList();
  }

  @Override
  public void close() {
    temporary.close();
  }
}

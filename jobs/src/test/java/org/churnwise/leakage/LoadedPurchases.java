package org.churnwise.leakage;

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

/** A warehouse with {@link Purchases} and two FINAL snapshots, and the harness over it. */
record LoadedPurchases(TemporaryWarehouse temporary) implements AutoCloseable {
  static final List<LocalDate> SNAPSHOTS =
      List.of(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 4, 1));

  static LoadedPurchases in(Path folder) {
    TemporaryWarehouse temporary = TemporaryWarehouse.in(folder);
    new Purchases(400).load(temporary.warehouse());
    new FeatureEngineer(temporary.warehouse(), temporary.ledger(), FeatureCatalogue.load())
        .compute(SNAPSHOTS, false);
    new ChurnLabeler(temporary.warehouse(), temporary.ledger(), new SnapshotRules(30, 0))
        .label(SNAPSHOTS, false);
    return new LoadedPurchases(temporary);
  }

  List<CheckResult> check(CheckedStatements statements, List<LocalDate> snapshots) {
    Settings settings =
        SettingsLoader.load(
            new SettingsSources(
                Optional.empty(),
                Optional.empty(),
                List.of("training.rounds=20", "monitoring.min-rows=100"),
                Map.of()));
    return new LeakageHarness(temporary.warehouse(), settings, temporary.ledger(), statements)
        .run(TestSpark.session(), snapshots, result -> {});
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

package org.churnwise.notification;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.config.AlertSettings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertManager;
import org.churnwise.run.Ledger;
import org.churnwise.run.Run;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs that find something and send messages on loopback, without ever waiting. */
abstract class NotifierFixture {
  static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

  @TempDir Path folder;

  TemporaryWarehouse temporary;
  final List<Duration> waits = new ArrayList<>();
  final List<String> console = new ArrayList<>();
  private int runs;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  static AlertSettings settings(Map<String, String> environment, String... sets) {
    return SettingsLoader.load(
            new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), environment))
        .alerts();
  }

  /** The ledger of a new run on a day. */
  Ledger run(LocalDate day) {
    Instant now = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new Ledger(
        temporary.warehouse(), new Run("r" + ++runs, "monitor", "", day, "code", now, clock));
  }

  void find(AlertChange... changes) {
    new AlertManager(temporary.warehouse(), run(TODAY)).make(List.of(changes));
  }

  void findDrift() {
    find(AlertChange.open("drift", "feature", TODAY, "WARNING", "age (PSI 0.4) drifted"));
  }

  /** The end of a run on a day. */
  void end(AlertSettings settings, LocalDate day) {
    Ledger ledger = run(day);
    console.clear();
    new AlertNotifier(
            settings, temporary.warehouse(), ledger, AlertNotifier.channels(settings), waits::add)
        .atEndOfRun(console::add);
  }

  String deliveries() {
    return temporary.rows(
        Tables.ALERT_DELIVERIES, "state", "reminder", "channel", "outcome", "attempts");
  }

  /** Every cell of the tables that messages and settings leave a trace in. */
  String traces() {
    return Stream.of(
            Tables.ALERTS, Tables.ALERT_EVENTS, Tables.ALERT_DELIVERIES, Tables.RUN_SETTINGS)
        .map(temporary::rows)
        .collect(Collectors.joining());
  }
}

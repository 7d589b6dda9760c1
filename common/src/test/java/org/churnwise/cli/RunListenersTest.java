package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.run.Ledger;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind when nobody takes its events. */
class RunListenersTest {
  @TempDir private Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  private void run(String... sets) {
    SettingsSources sources =
        new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), Map.of());
    Ledger ledger = temporary.ledger();
    Console console =
        new Console(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    Job job = new Job(SettingsLoader.load(sources), temporary.warehouse(), ledger, console, null);
    RunListeners listeners = new RunListeners(job);
    ledger.open("c", Map.of());
    ledger.close("DONE", null);
    listeners.ended();
  }

  private void assertAlerts(String expected) {
    assertEquals(
        TextTable.expected("source | subject | severity | state\n" + expected),
        temporary.rows(Tables.ALERTS, "source", "subject", "severity", "state"));
  }

  @Test
  void lostEventsAreAnAlertUntilARunDeliversAll() {
    String reserved = "openlineage.url=http://127.0.0.1:1"; // nothing listens there
    run(reserved);
    assertAlerts("openlineage | events | WARNING | OPEN\n");
    run("openlineage.file=" + folder.resolve("events.jsonl"));
    assertAlerts("openlineage | events | WARNING | RESOLVED\n");
  }

  @Test
  void withoutAReceiverNothingIsWritten() throws Exception {
    run();
    assertAlerts("");
    try (var files = Files.list(folder)) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".jsonl")).count());
    }
  }
}

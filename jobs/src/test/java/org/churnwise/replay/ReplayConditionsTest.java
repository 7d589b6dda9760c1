package org.churnwise.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.run.Ledger;
import org.churnwise.run.Machine;
import org.churnwise.run.Run;
import org.churnwise.run.Stage;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replay is by {@code code}, and has built a slice whose key is {@code k}. */
class ReplayConditionsTest {
  private static final RecordedSlice BUILT = RecordedRuns.slice("label", "2025-05-01");
  private static final Settings NOW =
      SettingsLoader.load(
          new SettingsSources(Optional.empty(), Optional.empty(), List.of(), Map.of()));

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private Ledger ledger;

  @BeforeEach
  void build() {
    temporary = TemporaryWarehouse.in(folder);
    ledger = temporary.ledger();
    ledger.commit(
        List.of(
            new StageSlice(
                Stage.LABEL, Tables.CUSTOMER_LABELS.name(), BUILT.id(), BUILT.key(), List.of())),
        () -> new Written<>("", Map.of()));
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  @Test
  void nothingIsKnownIfAllIsAsItWas() {
    ReplayConditions same = conditions("code", Map.of());
    assertFalse(same.isOtherCode());
    assertEquals("", same.codeDifference());
    assertEquals(List.of(), mentioned(same.reason(BUILT)));
  }

  @Test
  void anotherKeyOfTheSameCodeIsAReason() {
    RecordedSlice otherKey = new RecordedSlice(BUILT.stage(), BUILT.name(), "k of then");
    assertEquals(List.of("stage key"), mentioned(conditions("code", Map.of()).reason(otherKey)));
  }

  @Test
  void aSliceThatWasNotBuiltHasAnotherKey() {
    RecordedSlice missing = RecordedRuns.slice("label", "2025-06-01");
    assertEquals(List.of("stage key"), mentioned(conditions("code", Map.of()).reason(missing)));
  }

  @Test
  void otherCodeIsTheReasonThatExplainsTheKeyToo() {
    ReplayConditions other = conditions("older", Map.of());
    RecordedSlice otherKey = new RecordedSlice(BUILT.stage(), BUILT.name(), "k of then");
    assertTrue(other.isOtherCode());
    assertTrue(other.codeDifference().contains("older"), other.codeDifference());
    assertEquals(List.of("code version"), mentioned(other.reason(otherKey)));
  }

  @Test
  void anotherWarehouseOrNumberOfThreadsIsAReason() {
    ReplayConditions other =
        conditions("code", Map.of("warehouse.kind", "snowflake", "warehouse.threads", "63"));
    assertEquals(
        List.of("warehouse.kind snowflake", "warehouse.threads 63"),
        mentioned(other.reason(BUILT)));
  }

  @Test
  void anotherMachineIsAReasonAndAnUnrecordedOneIsNot() {
    assertEquals(
        List.of("machine"),
        mentioned(conditions("code", Map.of(Run.MACHINE, "Plan9 mips")).reason(BUILT)));
    assertEquals(
        List.of(),
        mentioned(
            conditions("code", Map.of(Run.MACHINE, Machine.current().toString())).reason(BUILT)));
  }

  /** The run was made with the settings of now, but for these. */
  private ReplayConditions conditions(String codeVersion, Map<String, String> changed) {
    Map<String, String> settings = new HashMap<>(NOW.resolved().withoutSecrets());
    settings.putAll(changed);
    return new ReplayConditions(RecordedRuns.run("r1", codeVersion, settings), ledger, NOW);
  }

  /** Which of the known reasons a text names. */
  private static List<String> mentioned(String reason) {
    return List.of(
            "code version",
            "stage key",
            "warehouse.kind snowflake",
            "warehouse.threads 63",
            "machine")
        .stream()
        .filter(reason::contains)
        .toList();
  }
}

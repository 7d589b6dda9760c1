package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample is used only where nobody can take it for real customers. */
class BundledSampleTest {
  private static final Optional<YearMonth> MAY = Optional.of(YearMonth.of(2024, 5));
  private static final List<SourceFile> SAMPLE =
      List.of(
          new SourceFile("sales", "/s/sales_2024_05.csv", "sales_2024_05.csv", MAY, false, "a", 1),
          new SourceFile("customers", "/s/customers.csv", "customers.csv", MAY, false, "b", 1));

  private static LoadedFiles loaded(Optional<LocalDate> watermark, LoadedFile... files) {
    return new LoadedFiles(List.of(files), List.of(), watermark, watermark);
  }

  private static LoadedFile file(String feed, String name, String hash) {
    return new LoadedFile(feed, MAY, name, hash, 1, Optional.empty(), Optional.empty(), 1);
  }

  private static String refusal(Runnable check) {
    ChurnException refused = assertThrows(ChurnException.class, check::run);
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().contains("--set ingest.source=DIR"), refused.getMessage());
    return refused.getMessage();
  }

  @Test
  void anEmptyWarehouseMayHoldIt() {
    assertDoesNotThrow(() -> BundledSample.requireEmpty(loaded(Optional.empty())));
    assertDoesNotThrow(() -> BundledSample.requireOnly(loaded(Optional.empty()), SAMPLE));
  }

  @Test
  void aWarehouseThatHoldsOnlyItGoesOn() {
    LoadedFiles loaded =
        loaded(
            Optional.of(LocalDate.of(2024, 6, 1)),
            file("sales", "sales_2024_05.csv", "a"),
            file("customers", "customers.csv", "b"));
    assertDoesNotThrow(() -> BundledSample.requireOnly(loaded, SAMPLE));
    assertTrue(refusal(() -> BundledSample.requireEmpty(loaded)).contains("sales_2024_05.csv"));
  }

  @ParameterizedTest
  @CsvSource({"sales_2024_05.csv, own", "sales_2023_01.csv, own", "orders.csv, a"})
  void aWarehouseWithOneFileOfOtherContentOrNameIsRefused(String name, String hash) {
    LoadedFiles loaded =
        loaded(
            Optional.of(LocalDate.of(2024, 6, 1)),
            file("customers", "customers.csv", "b"),
            file("sales", name, hash));
    assertTrue(refusal(() -> BundledSample.requireOnly(loaded, SAMPLE)).contains(name));
  }

  /** Models and predictions made from it may stand. */
  @Test
  void dataThatWasTakenBackIsOwnDataToo() {
    LoadedFiles loaded =
        new LoadedFiles(
            List.of(),
            List.of(file("sales", "orders.csv", "own")),
            Optional.empty(),
            Optional.empty());
    assertTrue(refusal(() -> BundledSample.requireOnly(loaded, SAMPLE)).contains("hold or held"));
    assertTrue(refusal(() -> BundledSample.requireEmpty(loaded)).contains("orders.csv"));
  }

  @Test
  void salesThatNoFileBroughtAreOwnDataToo() {
    LoadedFiles loaded = loaded(Optional.of(LocalDate.of(2024, 6, 1)));
    assertTrue(
        refusal(() -> BundledSample.requireOnly(loaded, SAMPLE)).contains("no file brought"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test"})
  void itIsAllowedOnALaptopAndABuildServer(String env) {
    assertDoesNotThrow(() -> BundledSample.requireAllowed(settings(Optional.of(env))));
    assertDoesNotThrow(() -> BundledSample.requireAllowed(settings(Optional.empty())));
  }

  @Test
  void itIsRefusedWhereRealCustomersAre() {
    refusal(() -> BundledSample.requireAllowed(settings(Optional.of("prod"))));
    refusal(() -> BundledSample.requireAllowed(settings(Optional.of("snowflake"))));
    refusal(
        () ->
            BundledSample.requireAllowed(
                settings(Optional.of("snowflake"), "warehouse.kind=embedded")));
    refusal(
        () -> BundledSample.requireAllowed(settings(Optional.empty(), "warehouse.kind=snowflake")));
    refusal(
        () -> BundledSample.requireAllowed(settings(Optional.empty(), "ingest.contract=cdnow")));
  }

  private static Settings settings(Optional<String> env, String... sets) {
    return SettingsLoader.load(new SettingsSources(env, Optional.empty(), List.of(sets), Map.of()));
  }
}

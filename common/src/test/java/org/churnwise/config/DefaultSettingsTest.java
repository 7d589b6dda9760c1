package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultSettingsTest {
  private final Settings settings = SettingsLoader.load(SettingsSources.none());

  @Test
  void theWarehouseIsEmbeddedInOneFile() {
    assertEquals(
        new WarehouseSettings(
            "embedded", Path.of("churnwise-data/churn.duckdb"), "main", "", "", "auto", 2),
        settings.warehouse());
  }

  @Test
  void theSampleIsReadByTheReferenceContract() {
    assertEquals(new IngestSettings("", "reference", true, Map.of()), settings.ingest());
  }

  @Test
  void churnIsThirtyDaysWithoutAPurchase() {
    assertEquals(new ChurnSettings(30, 0), settings.churn());
  }

  @Test
  void trainingHasAFixedSeedAndAHundredTrees() {
    assertEquals(
        new TrainingSettings(
            42,
            0.2,
            100,
            3,
            0.1,
            0.8,
            0.6,
            10.0,
            1.0,
            1,
            0.5,
            new CalibrationSettings("platt", "f1"),
            new TuningSettings("auto", "off", 20, 200_000, 0, Map.of(), 1, 0.005),
            new InputSettings(30, 100, List.of())),
        settings.training());
  }

  @Test
  void theChampionIsChallengedBelowThreeQuarters() {
    assertEquals(
        new RetrainSettings("challenge", 0.75, 0.0, 0.995, "auc", false), settings.retrain());
  }

  @Test
  void thePredictionsOfFlaggedCustomersAreExplained() {
    assertEquals(new ScoringSettings("flagged", "none", 90), settings.scoring());
    assertEquals(0.7, settings.scoring().explainedFrom(0.7));
    assertEquals(0.0, new ScoringSettings("all", "none", 90).explainedFrom(0.7));
    assertEquals(
        Double.POSITIVE_INFINITY, new ScoringSettings("none", "none", 90).explainedFrom(0.7));
  }

  @Test
  void aSavedCustomerBringsAQuarterOfMarginAndATenthIsHeldOut() {
    assertEquals(new ValueSettings(0.1, 0.3, 3, 20, 0, 0.1, 42), settings.value());
  }

  @Test
  void driftIsAnIndexAboveAFifth() {
    assertEquals(
        new MonitoringSettings(0.2, 0.03, 120, 10, 1e-4, 50, 10, 200, List.of(7, 14, 21)),
        settings.monitoring());
  }

  @Test
  void aDiagnosisNeedsMoreThanChance() {
    assertEquals(new DiagnosisSettings(0.95, 2, 0.03, 0.2), settings.diagnosis());
  }

  @Test
  void sparkRunsOnAllCoresOfThisMachine() {
    assertEquals(new SparkSettings(4), settings.spark());
  }

  @Test
  void theReportStandsBesideTheWarehouse() {
    assertEquals(
        new ReportSettings(Path.of("churnwise-data/report"), "pipeline", 20), settings.report());
  }

  @Test
  void metricsGoNowhere() {
    assertEquals(Optional.empty(), settings.metrics().file("churn"));
  }

  @Test
  void everyKnownKeyHasADefaultAndEveryDefaultIsKnown() {
    var inFile = new TreeSet<String>();
    ConfResource.read("churn.conf").entrySet().forEach(entry -> inFile.add(entry.getKey()));
    assertEquals(new TreeSet<>(SettingKey.names()), inFile);
  }

  @Test
  void everyDefaultNamesTheDefaultsAsItsOrigin() {
    for (ResolvedKey key : settings.resolved().keys()) {
      assertEquals("conf/churn.conf (default)", key.origin(), key.key());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test", "prod", "snowflake"})
  void everyOverlayIsValidAndChangesSomething(String env) {
    var sources =
        new SettingsSources(
            Optional.of(env), none().confFile(), none().sets(), none().environment());
    Settings overlaid = SettingsLoader.load(sources);
    assertTrue(
        overlaid.resolved().keys().stream()
            .anyMatch(key -> key.origin().equals("conf/" + env + ".conf")));
  }

  private static SettingsSources none() {
    return SettingsSources.none();
  }
}

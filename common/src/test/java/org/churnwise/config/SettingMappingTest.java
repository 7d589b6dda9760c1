package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingMappingTest {
  @Test
  void everyWarehouseKeyReachesItsField() {
    Settings settings =
        set(
            "warehouse.kind=snowflake",
            "warehouse.path=a/b c.duckdb",
            "warehouse.schema=ML",
            "warehouse.database=SHOP",
            "warehouse.warehouse=XS",
            "warehouse.memory=512MiB",
            "warehouse.threads=7");
    assertEquals(
        new WarehouseSettings(
            "snowflake", Path.of("a/b c.duckdb"), "ML", "SHOP", "XS", "512MiB", 7),
        settings.warehouse());
  }

  @Test
  void everyIngestKeyReachesItsField() {
    Settings settings =
        set(
            "ingest.source=s3a://shop/in?x=1#y",
            "ingest.contract=my/own.conf",
            "ingest.attach=shop = a/shop.duckdb; crm=c.duckdb");
    assertEquals(
        new IngestSettings(
            "s3a://shop/in?x=1#y",
            "my/own.conf",
            false,
            Map.of("crm", Path.of("c.duckdb"), "shop", Path.of("a/shop.duckdb"))),
        settings.ingest());
  }

  @Test
  void everyChurnKeyReachesItsField() {
    assertEquals(
        new ChurnSettings(14, 3), set("churn.window-days=14", "churn.grace-days=3").churn());
  }

  @Test
  void everyTrainingKeyReachesItsField() {
    Settings settings =
        set(
            "training.seed=-9223372036854775808",
            "training.test-size=0.11",
            "training.rounds=12",
            "training.max-depth=13",
            "training.learning-rate=0.14",
            "training.subsample=0.15",
            "training.column-sample=0.16",
            "training.min-child-weight=17.5",
            "training.lambda=18.5",
            "training.workers=19",
            "training.logistic-margin=0.2",
            "training.min-level-rows=21",
            "training.max-levels=22",
            "training.without-features=location,age",
            "training.calibration=isotonic",
            "training.threshold=0.21");
    assertEquals(
        new TrainingSettings(
            Long.MIN_VALUE,
            0.11,
            12,
            13,
            0.14,
            0.15,
            0.16,
            17.5,
            18.5,
            19,
            0.21,
            new CalibrationSettings("isotonic", "fixed"),
            new TuningSettings("auto", "off", 20, 200_000, 0, Map.of(), 1, 0.2),
            new InputSettings(21, 22, List.of("age", "location"))),
        settings.training());
  }

  @Test
  void everyRetrainKeyReachesItsField() {
    assertEquals(
        new RetrainSettings("challenge", 0.6, 0.01, 0.9, "brier", true),
        set(
                "retrain.when=challenge",
                "retrain.threshold=.6",
                "retrain.margin=1e-2",
                "retrain.confidence=.9",
                "retrain.metric=brier",
                "retrain.profit-guard=true")
            .retrain());
  }

  @Test
  void theMetricsKeyIsAFileOrAFolder() {
    assertEquals(
        Optional.of(Path.of("/srv/metrics/shop.prom")),
        set("metrics.textfile=/srv/metrics").metrics().file("shop"));
    assertEquals(
        Optional.of(Path.of("/srv/metrics/churn.prom")),
        set("metrics.textfile=/srv/metrics/churn.prom").metrics().file("shop"));
  }

  @Test
  void theModelsKeyReachesItsField() {
    assertEquals(new ModelsSettings(true), set("models.approval-required=true").models());
  }

  @Test
  void theScoringKeysReachTheirFields() {
    assertEquals(
        new ScoringSettings("all", "recency", 35),
        set("scoring.reasons=all", "scoring.fallback=recency", "scoring.min-history-days=35")
            .scoring());
  }

  @Test
  void everyValueKeyReachesItsField() {
    Settings settings =
        set(
            "value.save-rate=0.41",
            "value.margin-share=0.42",
            "value.horizon-months=4.3",
            "value.contact-cost=4.4",
            "value.budget=4500",
            "value.holdout-share=0.46",
            "value.seed=-47");
    assertEquals(new ValueSettings(0.41, 0.42, 4.3, 4.4, 4500, 0.46, -47), settings.value());
  }

  @Test
  void everyMonitoringKeyReachesItsField() {
    Settings settings =
        set(
            "monitoring.psi-threshold=0.31",
            "monitoring.attribute-psi-threshold=0.04",
            "monitoring.history-days=90",
            "monitoring.psi-bins=5",
            "monitoring.psi-floor=0.001",
            "monitoring.min-rows=6",
            "monitoring.min-positives=7",
            "monitoring.segment-min-rows=8",
            "monitoring.interim-days=21,5");
    assertEquals(
        new MonitoringSettings(0.31, 0.04, 90, 5, 0.001, 6, 7, 8, List.of(5, 21)),
        settings.monitoring());
  }

  @Test
  void everyDiagnosisKeyReachesItsField() {
    Settings settings =
        set(
            "diagnosis.one-value-share=0.8",
            "diagnosis.lone-factor=3",
            "diagnosis.auc-loss=0.04",
            "diagnosis.calibration-shift=0.5");
    assertEquals(new DiagnosisSettings(0.8, 3, 0.04, 0.5), settings.diagnosis());
  }

  @Test
  void everySparkKeyReachesItsField() {
    assertEquals(new SparkSettings(9), set("spark.shuffle-partitions=9").spark());
  }

  @Test
  void theReportKeyReachesItsField() {
    assertEquals(
        new ReportSettings(Path.of("out"), "never", 5),
        set("report.path=out", "report.when=never", "report.customers=5").report());
  }

  @Test
  void everyVariableOfTheReferenceReachesItsKey() {
    Settings settings =
        SettingsLoader.load(
            new SettingsSources(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(
                    "ML_DATABASE", "SHOP",
                    "ML_SCHEMA", "ML",
                    "ML_WAREHOUSE", "XS",
                    "CHURN_WINDOW", "60",
                    "RETRAIN_THRESHOLD", "0.8",
                    "TEST_SIZE", "0.3")));
    assertEquals("SHOP", settings.warehouse().database());
    assertEquals("ML", settings.warehouse().schema());
    assertEquals("XS", settings.warehouse().warehouse());
    assertEquals(60, settings.churn().windowDays());
    assertEquals(0.8, settings.retrain().threshold());
    assertEquals(0.3, settings.training().testSize());
  }

  @Test
  void aTildeIsAFolderNameLikeAnyOther() {
    assertEquals(Path.of("~/out"), set("report.path=~/out").report().path());
  }

  private static Settings set(String... sets) {
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), Map.of()));
  }
}

package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.config.InputSettings;
import org.churnwise.config.RetrainSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.config.ValueSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricName;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class TrainingStageTest {
  private static final LocalDate SEPTEMBER = LocalDate.of(2024, 9, 1);
  private static final LocalDate OCTOBER = LocalDate.of(2024, 10, 1);

  /** A history that several tests go on from is made by the first of them, see {@link #history}. */
  @TempDir static Path histories;

  private static TrainingResult first;
  private static TrainingResult forced;
  private static TrainingResult september;
  private static TrainingResult october;
  private static ChurnException refused;
  private static ChurnException tooFewTrees;

  @TempDir Path folder;
  private Path place;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() {
    place = folder.resolve("new");
    temporary = TemporaryWarehouse.in(place);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void theFirstSoundModelBecomesChampion() {
    trainOnFourMonths();
    assertEquals("PROMOTED", first.outcome());
    assertEquals(2, first.fitSnapshots());
    assertEquals(200, first.rowsHeldOut());
    assertEquals(
        TextTable.expected(
            """
            alias    | model_version | decision_id
            champion | v1            | 2024-09-01-v1
            """),
        temporary.rows(Tables.MODEL_ALIASES, "alias", "model_version", "decision_id"));
  }

  @Test
  void theCardTellsWhatTheModelWasMadeFrom() {
    trainOnFourMonths();
    ModelCard card = registry().version("v1").card();
    assertEquals(LocalDate.of(2024, 8, 1), card.data().heldOutSnapshot());
    assertEquals(
        List.of(LocalDate.of(2024, 6, 1), LocalDate.of(2024, 7, 1)), card.data().fitSnapshots());
    assertEquals(6, card.data().slices().size()); // features and labels of three snapshots
    assertEquals(42, card.parameters().get("seed"));
    assertEquals("3.4.0", card.versions().xgboost());
    assertEquals(MetricName.all().size(), card.evaluation().leftOut().size());
    assertEquals(card, ModelCard.ofJson("v1", card.toJson()));
  }

  @Test
  void trainingAgainDoesNothing() {
    trainOnFourMonths();
    TrainingResult again = train(SEPTEMBER, false);
    assertTrue(again.upToDate());
    assertEquals("v1", again.modelVersion());
    assertEquals(1, temporary.count(Tables.MODEL_VERSIONS));
  }

  @Test
  void anEqualChallengerDoesNotReplaceTheChampion() {
    trainAgainByForce();
    assertEquals("v2", forced.modelVersion());
    assertEquals("KEPT", forced.outcome());
    assertEquals(forced.auc(), forced.championAuc());
    assertEquals("v1", registry().champion().orElseThrow().version());
    assertEquals(
        registry().version("v1").artifactSha256(), registry().version("v2").artifactSha256());
  }

  @Test
  void aGainThatMayBeChanceKeepsTheChampion() {
    trainInSeptemberAndOctober();
    assertTrue(october.auc() > october.championAuc());
    assertEquals("KEPT", october.outcome());
    assertTrue(october.reason().startsWith("not better beyond chance: "), october.reason());
    assertEquals("v1", registry().champion().orElseThrow().version());
  }

  @Test
  void theEvidenceTellsHowTheModelsWereCompared() {
    trainInSeptemberAndOctober();
    String evidence = registry().decisions().get(1).evidence();
    assertTrue(evidence.contains("\"draws\":2000,\"seed\":42,\"rows_hash\":\""), evidence);
    assertTrue(
        evidence.contains("\"customers\":300,\"held_out_customers\":300,\"sample\":false"),
        evidence);
  }

  @Test
  void chanceMakesNoChampionButLeavesTheDecision() {
    trainOnChance();
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertTrue(
        refused.getMessage().startsWith("model v1 was refused and there is no champion: "),
        refused.getMessage());
    assertEquals(
        TextTable.expected(
            """
            decision_id   | outcome
            2024-09-01-v1 | REFUSED
            """),
        temporary.rows(Tables.MODEL_DECISIONS, "decision_id", "outcome"));
    assertEquals(0, temporary.count(Tables.MODEL_ALIASES));
  }

  @Test
  void theSameRefusalIsToldAgainWithoutAFit() {
    trainOnChance();
    ChurnException again = assertThrows(ChurnException.class, () -> train(SEPTEMBER, false));
    assertEquals(refused.getMessage(), again.getMessage());
    assertEquals(1, temporary.count(Tables.MODEL_VERSIONS));
  }

  @Test
  void withoutMaturedLabelsNothingIsWritten() {
    PlantedData.learnable(temporary, 20).withPending("2024-06-01");
    assertThrows(ChurnException.class, () -> train(LocalDate.of(2024, 6, 1), false));
    assertEquals(0, temporary.count(Tables.MODEL_VERSIONS));
    assertEquals(0, temporary.count(Tables.MODEL_DECISIONS));
  }

  @Test
  void labelsThatMaturedAfterTheWatermarkAreNotUsed() {
    trainInSeptemberAndOctober();
    assertEquals(LocalDate.of(2024, 8, 1), september.heldOutSnapshot());
    assertEquals(LocalDate.of(2024, 9, 1), october.heldOutSnapshot());
  }

  @Test
  void theChampionBeforeAWatermarkIsNotWhatALaterTrainingMade() {
    trainOnFourMonths();
    assertTrue(registry().championBefore(SEPTEMBER).isEmpty());
    assertEquals("v1", registry().championBefore(OCTOBER).orElseThrow().version());
  }

  @Test
  void twoTrainingsFromScratchWriteEqualRows(@TempDir Path other) {
    trainOnFourMonths();
    try (TemporaryWarehouse second = TemporaryWarehouse.in(other)) {
      PlantedData.learnable(second, 200)
          .withFinal("2024-06-01", "2024-07-01", "2024-08-01")
          .withPending("2024-09-01");
      new TrainingStage(
              TestSpark::session,
              second.warehouse(),
              second.ledger("r9", SEPTEMBER),
              TestRules.rules())
          .train(SEPTEMBER, false);
      assertEquals(
          temporary.rows(
              Tables.MODEL_VERSIONS, "model_version", "card", "artifact_path", "artifact_sha256"),
          second.rows(
              Tables.MODEL_VERSIONS, "model_version", "card", "artifact_path", "artifact_sha256"));
      assertEquals(temporary.rows(Tables.MODEL_BASELINES), second.rows(Tables.MODEL_BASELINES));
      assertEquals(
          temporary.rows(Tables.MODEL_DECISIONS, "decision_id", "outcome", "reason", "evidence"),
          second.rows(Tables.MODEL_DECISIONS, "decision_id", "outcome", "reason", "evidence"));
    }
  }

  /** 10 of the 200 rows of a snapshot are not too many, 11 are, and so are their known ages. */
  @Test
  void anAttributeThatTooManyRowsHaveFromAfterTheirSnapshotIsLeftOut() {
    fourMonths();
    knownFrom("2025-01-01", 10);
    assertEquals(null, train(SEPTEMBER, false).leftOut());
    knownFrom("2025-01-01", 11);
    TrainingResult result = train(SEPTEMBER, true);
    assertEquals(
        "left out of the inputs, because more than 5 % of the rows have a value from after their"
            + " snapshot: age 5 %, gender 6 %, location 6 %, customer_segment 6 %. Set"
            + " feeds.customers.columns.age.unchanging = true in contract reference for one"
            + " that never changes, or give the day from which values are valid (valid-from)",
        result.leftOut());
    assertTrue(result.championAuc() > 0.5, "the champion, which sees them, is still compared with");
    ModelCard card = registry().version("v2").card();
    assertEquals(
        List.of("age", "gender", "location", "customer_segment"),
        card.features().leftOut().stream().map(FeatureSet.LeftOut::name).toList());
    assertEquals(0.055, card.features().leftOut().get(1).youngerShare());
    assertEquals(card, ModelCard.ofJson("v1", card.toJson()));
    FittedModel model = new ModelStore(temporary.warehouse()).load(registry().version("v2"));
    assertTrue(model.preprocessing().names().contains("tenure_days"));
    assertFalse(model.preprocessing().names().contains("location"));
    assertFalse(model.preprocessing().names().contains("customer_segment"));
  }

  @Test
  void anAttributeThatTheContractDeclaresUnchangingStays() {
    fourMonths();
    knownFrom("2025-01-01", 200);
    TrainingRules rules = TestRules.rules();
    TrainingResult result =
        train(
            SEPTEMBER,
            new TrainingRules(
                rules.churn(),
                rules.training(),
                rules.retrain(),
                rules.models(),
                rules.monitoring(),
                rules.value(),
                rules.catalogue(),
                new CustomerAttributes("own.conf", Set.of("location", "customer_segment")),
                "rules"));
    assertTrue(result.leftOut().contains("snapshot: age 9"), result.leftOut());
    assertTrue(
        result
            .leftOut()
            .endsWith(
                "contract own.conf for one that never changes, or give"
                    + " the day from which values are valid (valid-from)"),
        result.leftOut());
    assertEquals(
        List.of("age", "gender"),
        registry().version("v1").card().features().leftOut().stream()
            .map(FeatureSet.LeftOut::name)
            .toList());
  }

  /** Each customer lives in a place of his own; the census sees the customers of the fit. */
  @Test
  void whatAModelDoesNotSeeStandsInItsCardWithTheReason() {
    fourMonths();
    temporary
        .warehouse()
        .execute(new Sql("test", "update customer_features set location = customer_id", Map.of()));
    TrainingSettings training =
        new TrainingSettings(
            42,
            0.2,
            20,
            3,
            0.3,
            1,
            1,
            1,
            1,
            1,
            0.5,
            CalibrationSettings.AS_FITTED,
            TuningSettings.NONE,
            new InputSettings(20, 100, List.of("age")));
    long places =
        IntStream.range(0, 200).filter(i -> !LeftOutShareTest.isLeftOut(42, "C" + i, 0.2)).count();
    TrainingResult result = train(SEPTEMBER, rules(training));
    assertEquals(
        "left out of the inputs, because none of its levels has 20 rows (training.min-level-rows)"
            + " in a snapshot: location (%d levels)".formatted(places),
        result.leftOut());
    ModelCard card = registry().version("v1").card();
    assertEquals(
        List.of(
            new FeatureSet.LeftOut("age NUMERIC", null, null),
            new FeatureSet.LeftOut("location CATEGORICAL", null, places)),
        card.features().leftOut());
    assertEquals(card, ModelCard.ofJson("v1", card.toJson()));
    assertEquals(List.of("age"), card.parameters().get("without_features"));
  }

  private void knownFrom(String day, int customers) {
    temporary
        .warehouse()
        .execute(
            new Sql(
                "test",
                "update customer_features set attributes_valid_from = date '%s' where cast(substr(customer_id, 2) as integer) < %d"
                    .formatted(day, customers),
                Map.of()));
  }

  @Test
  void aStoredModelScoresAsTheFittedOneToTheBit() {
    trainOnFourMonths();
    List<LocalDate> snapshots = List.of(LocalDate.of(2024, 6, 1), LocalDate.of(2024, 7, 1));
    Dataset<Row> rows =
        TestSpark.inMemory(
            new TrainingRows(temporary.warehouse(), TestRules.training())
                .read(TestSpark.session(), snapshots));
    FittedModel fitted =
        new ModelTrainer(TestRules.training(), TestRules.rules().catalogue())
            .fit(rows.where("not left_out"));
    ModelVersion version = registry().version("v1");
    FittedModel loaded = new ModelStore(temporary.warehouse()).load(version);
    assertEquals(fitted.sha256(), version.artifactSha256());
    assertEquals(
        ModelTrainerTest.probabilities(fitted, rows), ModelTrainerTest.probabilities(loaded, rows));
  }

  @Test
  void alteredFilesAreRefused() throws IOException {
    trainOnFourMonths();
    ModelVersion version = registry().version("v1");
    Path booster = temporary.warehouse().fetch(version.artifactPath()).resolve("booster.ubj");
    byte[] bytes = Files.readAllBytes(booster);
    bytes[bytes.length / 2] ^= 1;
    Files.write(booster, bytes);
    ChurnException refused =
        assertThrows(
            ChurnException.class, () -> new ModelStore(temporary.warehouse()).load(version));
    assertEquals(ExitCode.WAREHOUSE, refused.exitCode());
    assertTrue(
        refused.getMessage().contains("are not those that were stored (sha256"),
        refused.getMessage());
  }

  @Test
  void filesWithoutARowAreRemovedByTheNextTraining() {
    trainAgainByForce();
    // The forced training fits the same trees, so both models have the same files.
    assertEquals(List.of(registry().version("v2").artifactPath()), temporary.warehouse().stored());
  }

  @Test
  void snapshotsWithoutFeaturesAreNamed() {
    fourMonths();
    temporary
        .warehouse()
        .delete(Tables.STAGE_RUNS, Map.of("stage", "features", "slice", "2024-07-01"));
    ChurnException refused = assertThrows(ChurnException.class, () -> train(SEPTEMBER, false));
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
    assertFalse(refused.getMessage().contains("2024-06-01"));
    assertTrue(
        refused.getMessage().contains("run features --snapshot-date 2024-07-01"),
        refused.getMessage());
  }

  @Test
  void theHeldOutLabelsDecideNeitherTreesNorCalibrationNorThreshold(@TempDir Path other) {
    TrainingRules rules = rules(TestRules.training(20, new CalibrationSettings("platt", "f1")));
    PlantedData.learnable(temporary, 300).withFinal("2024-06-01", "2024-07-01", "2024-08-01");
    train(SEPTEMBER, rules);
    ModelVersion honest = registry().version("v1");
    try (TemporaryWarehouse second = TemporaryWarehouse.in(other)) {
      PlantedData.learnable(second, 300).withFinal("2024-06-01", "2024-07-01");
      PlantedData.chance(second, 300).withFinal("2024-08-01");
      assertThrows(
          ChurnException.class,
          () ->
              new TrainingStage(TestSpark::session, second.warehouse(), second.ledger(), rules)
                  .train(SEPTEMBER, false));
      ModelVersion poisoned = new ModelRegistry(second.warehouse(), second.ledger()).version("v1");
      assertEquals("platt", honest.card().answers().calibration().method());
      assertEquals(honest.artifactSha256(), poisoned.artifactSha256());
      assertEquals(honest.card().threshold(), poisoned.card().threshold());
    }
  }

  @Test
  void treesThatLoseToALogisticRegressionAreRefused() {
    trainOneTree();
    assertEquals(ExitCode.MODEL_REFUSED, tooFewTrees.exitCode());
    assertTrue(
        tooFewTrees
            .getMessage()
            .contains("a logistic regression on the same rows is better: AUC 0."),
        tooFewTrees.getMessage());
  }

  @Test
  void theCardHasTheLogisticRegressionBesideTheModel() {
    trainOnFourMonths();
    ModelCard.Evaluation evaluation = registry().version("v1").card().evaluation();
    assertEquals(
        evaluation.heldOut().stream().map(ModelMetric::name).toList(),
        evaluation.logistic().stream().map(ModelMetric::name).toList());
    assertTrue(evaluation.logistic().get(0).value() > 0);
  }

  @Test
  void theCardHasSegmentsAndSnapshots() {
    trainOneTree();
    ModelCard.Evaluation evaluation = registry().version("v1").card().evaluation();
    assertTrue(
        evaluation
            .segments()
            .keySet()
            .containsAll(List.of("customer_segment=Basic", "gender=Male")),
        evaluation.segments().keySet()::toString);
    assertEquals(
        List.of("f1", "auc", "brier", "ece", "auc_gap", "auc_gap_p"),
        evaluation.segments().get("customer_segment=Basic").stream()
            .map(ModelMetric::name)
            .toList());
    assertEquals(
        Set.of("snapshot_date=2024-06-01", "snapshot_date=2024-07-01"),
        evaluation.snapshots().keySet());
  }

  /** One tree contacts too few; twenty know who is worth it. */
  @Test
  void aModelWhoseContactListEarnsMoreIsPromotedByProfit() {
    firstModelOfOneTree();
    TrainingResult second =
        train(
            OCTOBER,
            rules(
                TestRules.training(),
                new RetrainSettings("breach", 0.75, 0, 0.95, "profit", false)));
    assertEquals("PROMOTED", second.outcome(), second.reason());
    assertTrue(
        second
            .reason()
            .matches(
                "better: profit 0\\.\\d{4} USD a customer against the champion's 0\\.\\d{4},"
                    + " gain 0\\.\\d{4} to 0\\.\\d{4}, margin 0\\.0000"),
        second.reason());
    String evidence = registry().decisions().get(1).evidence();
    assertTrue(evidence.contains("\"metric\":\"profit\""), evidence);
    assertTrue(evidence.contains("\"worth\":{\"save_rate\":0.5,"), evidence);
  }

  @Test
  void aGuardedProfitIsPartOfTheEvidence() {
    firstModelOfOneTree();
    train(
        OCTOBER,
        rules(TestRules.training(), new RetrainSettings("breach", 0.75, 0, 0.95, "auc", true)));
    String guarded = registry().decisions().get(1).evidence();
    assertTrue(guarded.contains("{\"metric\":\"profit\",\"segment\":\"all\","), guarded);
    assertTrue(guarded.contains("\"comparison\":{\"metric\":\"auc\""), guarded);
    assertTrue(guarded.contains("\"worth\":{\"save_rate\":0.5,"), guarded);
  }

  /** Of 500 customers; a champion only because it is the first. */
  private void firstModelOfOneTree() {
    history(
        "one tree",
        () -> {
          PlantedData.learnable(temporary, 500)
              .withFinal("2024-06-01", "2024-07-01", "2024-08-01", "2024-09-01");
          TrainingSettings oneTree =
              new TrainingSettings(
                  42,
                  0.2,
                  1,
                  3,
                  0.3,
                  1,
                  1,
                  1,
                  1,
                  1,
                  0.5,
                  CalibrationSettings.AS_FITTED,
                  new TuningSettings("off", 1, 1000, 0, Map.of(), 1, 1));
          train(SEPTEMBER, rules(oneTree, TestRules.rules().retrain()));
        });
  }

  private static TrainingRules rules(TrainingSettings training, RetrainSettings retrain) {
    TrainingRules rules = TestRules.rules();
    return new TrainingRules(
        rules.churn(),
        training,
        retrain,
        rules.models(),
        rules.monitoring(),
        new ValueSettings(0.5, 1, 12, 0.5, 0, 0.1, 42),
        rules.catalogue(),
        rules.attributes(),
        "rules " + retrain);
  }

  private TrainingResult train(LocalDate watermark, TrainingRules rules) {
    return new TrainingStage(TestSpark::session, temporary.warehouse(), temporary.ledger(), rules)
        .train(watermark, false);
  }

  static TrainingRules rules(TrainingSettings training) {
    TrainingRules rules = TestRules.rules();
    return new TrainingRules(
        rules.churn(),
        training,
        rules.retrain(),
        rules.models(),
        rules.monitoring(),
        rules.value(),
        rules.catalogue(),
        rules.attributes(),
        "rules");
  }

  /** {@link #fourMonths} and the training of September. */
  private void trainOnFourMonths() {
    history(
        "four months",
        () -> {
          fourMonths();
          first = train(SEPTEMBER, false);
        });
  }

  /** The same, the files of a training that was killed, and a forced training. */
  private void trainAgainByForce() {
    history(
        "trained again",
        () -> {
          trainOnFourMonths();
          temporary.warehouse().put(filesOfAKilledTraining(), "leftover");
          assertEquals(2, temporary.warehouse().stored().size());
          forced = train(SEPTEMBER, true);
        });
  }

  private Path filesOfAKilledTraining() {
    try {
      Path files = Files.createDirectory(folder.resolve("killed"));
      Files.writeString(files.resolve("booster.ubj"), "of a training that was killed");
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first model has 2 x 300 rows to learn from, the second 3 x 300: it ranks a bit better. */
  private void trainInSeptemberAndOctober() {
    history(
        "two trainings",
        () -> {
          PlantedData.learnable(temporary, 300)
              .withFinal("2024-06-01", "2024-07-01", "2024-08-01", "2024-09-01");
          september = train(SEPTEMBER, false);
          october = train(OCTOBER, false);
        });
  }

  private void trainOnChance() {
    history(
        "chance",
        () -> {
          PlantedData.chance(temporary, 300).withFinal("2024-06-01", "2024-07-01", "2024-08-01");
          refused = assertThrows(ChurnException.class, () -> train(SEPTEMBER, false));
        });
  }

  /** One tree for 800 customers: worse than a logistic regression. */
  private void trainOneTree() {
    history(
        "too few trees",
        () -> {
          PlantedData.learnable(temporary, 800).withFinal("2024-06-01", "2024-07-01", "2024-08-01");
          TrainingRules rules = rules(TestRules.training(1, CalibrationSettings.AS_FITTED));
          tooFewTrees = assertThrows(ChurnException.class, () -> train(SEPTEMBER, rules));
        });
  }

  /** Opens a copy of a history, which the first test that asks for it makes. */
  private void history(String name, Runnable steps) {
    Path made = histories.resolve(name);
    boolean isNew = !Files.exists(made);
    if (isNew) {
      steps.run();
    }
    temporary.close();
    if (isNew) {
      TemporaryWarehouse.copyOf(place, made).close();
    }
    place = folder.resolve(name);
    temporary = TemporaryWarehouse.copyOf(made, place);
  }

  private void fourMonths() {
    PlantedData.learnable(temporary, 200)
        .withFinal("2024-06-01", "2024-07-01", "2024-08-01")
        .withPending("2024-09-01");
  }

  private TrainingResult train(LocalDate watermark, boolean force) {
    return new TrainingStage(
            TestSpark::session, temporary.warehouse(), temporary.ledger(), TestRules.rules())
        .train(watermark, force);
  }

  private ModelRegistry registry() {
    return new ModelRegistry(temporary.warehouse(), temporary.ledger());
  }
}

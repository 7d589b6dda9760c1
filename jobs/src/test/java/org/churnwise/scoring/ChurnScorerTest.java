package org.churnwise.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.churnwise.config.ScoringSettings;
import org.churnwise.config.ValueSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.churnwise.training.PlantedData;
import org.churnwise.training.TestRules;
import org.churnwise.training.TrainingStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class ChurnScorerTest {
  private static final LocalDate AUGUST = LocalDate.of(2024, 8, 1);
  private static final LocalDate SEPTEMBER = LocalDate.of(2024, 9, 1);

  /** A warehouse in which the model was trained, once for all tests; each works on a copy. */
  @TempDir static Path trained;

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private String reasons = "flagged";
  private ValueSettings value = new ValueSettings(0.5, 1, 12, 0.5, 0, 0.2, 42);

  @BeforeAll
  static void train() {
    try (TemporaryWarehouse made = TemporaryWarehouse.in(trained)) {
      made.insert(
          Tables.SALES,
          """
          transaction_id | customer_id | transaction_date | total_amount
          T1             | C1          | 2024-08-31       | 9.90
          """);
      PlantedData.learnable(made, 150)
          .withFinal("2024-06-01", "2024-07-01", "2024-08-01")
          .withPending("2024-09-01");
      new TrainingStage(TestSpark::session, made.warehouse(), made.ledger(), TestRules.rules())
          .train(SEPTEMBER, false);
    }
  }

  @BeforeEach
  void copyTheWarehouse() {
    temporary = TemporaryWarehouse.copyOf(trained, folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void everyCustomerOfTheSnapshotGetsAProbabilityAndAClass() {
    ScoreResult result = score(SEPTEMBER);
    assertEquals(150, result.customers());
    assertEquals(
        0,
        temporary.warehouse().query(sql("churn_probability < 0 or churn_probability > 1")).size());
    assertEquals(
        result.flagged(),
        temporary
            .warehouse()
            .query(sql("churn_probability >= 0.5 and churn_predicted = 1"))
            .size());
    assertEquals(
        150 - result.flagged(),
        temporary.warehouse().query(sql("churn_probability < 0.5 and churn_predicted = 0")).size());
    assertEquals(150, temporary.warehouse().query(sql("threshold = 0.5")).size());
  }

  @Test
  void flaggedCustomersHaveReasonsAndOthersHaveNone() {
    ScoreResult result = score(SEPTEMBER);
    assertTrue(result.flagged() > 0 && result.flagged() < 150, result.toString());
    assertEquals(result.flagged(), count("reason_1 is not null and churn_predicted = 1"));
    assertEquals(0, count("reason_1 is not null and churn_predicted = 0"));
    assertEquals(
        result.flagged(), result.firstReasons().values().stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void allCustomersHaveReasonsIfAskedFor() {
    reasons = "all";
    score(SEPTEMBER);
    assertEquals(150, count("reason_1 is not null and reason_1_value is not null"));
  }

  @Test
  void nobodyHasReasonsIfNoneAreAskedFor() {
    reasons = "none";
    assertEquals(Map.of(), score(SEPTEMBER).firstReasons());
    assertEquals(150, count("reason_1 is null and reason_3_value is null"));
  }

  @Test
  void whatWasPredictedIsHistoryUnlessForced() {
    score(SEPTEMBER);
    String predicted = temporary.rows(Tables.CHURN_PREDICTIONS);
    reasons = "all";
    ScoreResult result = score(SEPTEMBER);
    assertEquals(ScoreResult.kept("v1", 0, 1), result);
    assertEquals(
        Optional.of(
            "1 of 1 snapshots keep the predictions as they were made, though inputs or settings have changed since; score --force replaces them"),
        result.standing());
    assertEquals(predicted, temporary.rows(Tables.CHURN_PREDICTIONS));
    assertEquals(
        1, scorer(FeatureCatalogue.load()).score(List.of(SEPTEMBER), true).snapshotsWritten());
  }

  @Test
  void theStrongestReasonComesFirst() {
    reasons = "all";
    score(SEPTEMBER);
    assertEquals(0, count("abs(reason_1_value) < abs(reason_2_value)"));
    assertEquals(0, count("abs(reason_2_value) < abs(reason_3_value)"));
  }

  /** The planted truth: the longer silent, the likelier churned. */
  @Test
  void theReasonOfASilentCustomerIsTheSilence() {
    score(SEPTEMBER);
    assertTrue(
        count(
                "reason_1_value > 0 and exists (select 1 from customer_features f where"
                    + " f.customer_id = churn_predictions.customer_id and f.snapshot_date ="
                    + " churn_predictions.snapshot_date and reason_1 = 'recency: no purchase for '"
                    + " || cast(days_since_last_purchase as string) || ' days')")
            > 20);
  }

  /** The shadow is a second version with the champion's own files. */
  @Test
  void aShadowScoresBesideTheChampionWhichAloneIsTold() {
    ModelRegistry registry = new ModelRegistry(temporary.warehouse(), temporary.ledger());
    ModelVersion v1 = registry.version("v1");
    registry.add(
        new ModelVersion("v2", SEPTEMBER, v1.card(), v1.artifactPath(), v1.artifactSha256()),
        List.of());
    registry.add(
        new ModelDecision(
            "d2", SEPTEMBER, "v2", Optional.of("v1"), Outcome.SHADOWED, "watched", "{}"));
    assertEquals("v1", score(SEPTEMBER).modelVersion());
    assertEquals(150, count("model_version = 'v1'"));
    assertEquals(150, count("model_version = 'v2'"));
    assertEquals(0, score(SEPTEMBER).snapshotsWritten());
  }

  @Test
  void aModelThatGivesNoProbabilityIsRefusedAndWritesNothing() throws Exception {
    ModelRegistry registry = new ModelRegistry(temporary.warehouse(), temporary.ledger());
    ModelVersion v1 = registry.version("v1");
    ModelStore store = new ModelStore(temporary.warehouse());
    String broken = store.store(withoutAnswers(store.load(v1)), v1.card());
    registry.add(new ModelVersion("v2", SEPTEMBER, v1.card(), broken, broken), List.of());
    registry.add(
        new ModelDecision(
            "d2", SEPTEMBER, "v2", Optional.of("v1"), Outcome.PROMOTED, "by hand", "{}"));
    ChurnException refused = refusal(() -> score(SEPTEMBER));
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "model v2 returned invalid probabilities for 150 of 150 customers at 2024-09-01"),
        refused.getMessage());
    assertEquals(0, temporary.count(Tables.CHURN_PREDICTIONS));
  }

  /** The same model, but every leaf of its first tree is no number. */
  private static FittedModel withoutAnswers(FittedModel model) throws Exception {
    ObjectMapper json =
        JsonMapper.builder()
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    Booster booster = XGBoost.loadModel(model.booster());
    JsonNode root = json.readTree(booster.toByteArray("json"));
    JsonNode tree = root.at("/learner/gradient_booster/model/trees/0");
    for (int node = 0; node < tree.get("left_children").size(); node++) {
      if (tree.get("left_children").get(node).asInt() < 0) {
        ((ArrayNode) tree.get("split_conditions")).set(node, Double.NaN);
      }
    }
    Booster broken = XGBoost.loadModel(json.writeValueAsBytes(root));
    return new FittedModel(model.preprocessing(), broken.toByteArray("ubj"));
  }

  @Test
  void scoringAgainDoesNothing() {
    score(SEPTEMBER);
    assertEquals(ScoreResult.kept("v1", 1, 0), score(SEPTEMBER));
  }

  @Test
  void forcedScoringReplacesTheSlice() {
    score(SEPTEMBER);
    String before = temporary.rows(Tables.CHURN_PREDICTIONS);
    scorer(FeatureCatalogue.load()).score(List.of(SEPTEMBER), true);
    assertEquals(before, temporary.rows(Tables.CHURN_PREDICTIONS));
  }

  @Test
  void slicesOfOtherSnapshotsAndModelsStay() {
    temporary.insert(
        Tables.CHURN_PREDICTIONS,
        """
        snapshot_date | customer_id | model_version | churn_probability | churn_predicted | threshold | margin_usd | expected_value_usd | contact_group
        2024-09-01    | C1          | v0            | 0.25              | 0               | 0.5       | 0          | 0                  | none
        """);
    ScoreResult result = scorer(FeatureCatalogue.load()).score(List.of(AUGUST, SEPTEMBER), false);
    assertEquals(2, result.snapshotsWritten());
    score(SEPTEMBER);
    assertEquals(301, temporary.count(Tables.CHURN_PREDICTIONS));
    assertEquals(
        TextTable.expected(
            """
            slice         | rows_out
            2024-08-01 v1 | 150
            2024-09-01 v1 | 150
            """),
        temporary.rows(
            new Sql(
                "test", "select slice, rows_out from stage_runs where stage = 'score'", Map.of()),
            "slice",
            "rows_out"));
  }

  @Test
  void aSnapshotAfterTheWatermarkIsRefused() {
    assertEquals(ExitCode.DATA_REFUSED, refusal(() -> score(LocalDate.of(2024, 9, 2))).exitCode());
  }

  @Test
  void aSnapshotWithoutFeaturesIsRefused() {
    ChurnException refused = refusal(() -> score(LocalDate.of(2024, 5, 1)));
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
    assertEquals(
        "snapshot 2024-05-01 has no features to score; run features --snapshot-date 2024-05-01 first",
        refused.getMessage());
  }

  @Test
  void withoutAChampionTheWayToOneIsTold() {
    temporary.warehouse().delete(Tables.MODEL_ALIASES, Map.of("alias", "champion"));
    ChurnException refused = refusal(() -> score(SEPTEMBER));
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertEquals(
        "there is no champion to score with; run 'submit/churn train' first", refused.getMessage());
  }

  @Test
  void otherFeaturesThanTheCardsAreRefusedByName() {
    List<Feature> features = new ArrayList<>(FeatureCatalogue.load().features());
    Feature age = features.remove(0);
    ChurnException refused =
        refusal(() -> scorer(new FeatureCatalogue(features)).score(List.of(SEPTEMBER), false));
    assertEquals("age", age.name());
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertTrue(
        refused
            .getMessage()
            .contains("the model needs age NUMERIC, the catalogue has nothing instead"),
        refused.getMessage());
  }

  private ScoreResult score(LocalDate snapshot) {
    return scorer(FeatureCatalogue.load()).score(List.of(snapshot), false);
  }

  private ChurnScorer scorer(FeatureCatalogue catalogue) {
    return new ChurnScorer(
        TestSpark::session,
        temporary.warehouse(),
        temporary.ledger(),
        new ScoringRules(catalogue, new ScoringSettings(reasons, "none", 90), value));
  }

  private long count(String condition) {
    return temporary.warehouse().query(sql(condition)).size();
  }

  private static ChurnException refusal(Runnable work) {
    return assertThrows(ChurnException.class, work::run);
  }

  private static Sql sql(String condition) {
    return new Sql(
        "test", "select customer_id from churn_predictions where " + condition, Map.of());
  }
}

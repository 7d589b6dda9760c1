package org.churnwise.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.config.ScoringSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureView;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.scoring.ChurnScorer;
import org.churnwise.scoring.ScoreResult;
import org.churnwise.scoring.ScoringRules;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.training.PlantedData;
import org.churnwise.training.TestRules;
import org.churnwise.training.TrainingResult;
import org.churnwise.training.TrainingStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of V1 of the feature view meets snapshots that V2 computed: it is refused by name, and
 * the next training makes one that is not.
 */
@Slow
class ChangedFeaturesTest {
  private static final LocalDate SEPTEMBER = LocalDate.of(2024, 9, 1);
  private static final String[] SNAPSHOTS = {
    "2024-06-01", "2024-07-01", "2024-08-01", "2024-09-01"
  };

  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void trainOnV1() {
    temporary = TemporaryWarehouse.in(folder);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount
        T1             | C1          | 2024-08-31       | 9.90
        """);
    PlantedData.learnable(temporary, 150)
        .withFinal("2024-06-01", "2024-07-01", "2024-08-01")
        .withPending("2024-09-01");
    computedBy("r2", views().computedBy(FeatureCatalogue.load()), SNAPSHOTS);
    train();
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void theCardNamesTheVersionAndTheDataset() {
    ModelVersion model = registry().version("v1");
    FeatureView view = views().version("V1");
    assertEquals("CUSTOMER_FEATURES V1", model.card().features().viewTitle());
    assertEquals(view.sqlHash(), model.card().features().view().sqlHash());
    TrainingDatasets.Frozen dataset =
        new TrainingDatasets(temporary.warehouse(), temporary.ledger().run()).all().get(0);
    assertEquals(model.card().data().dataset(), dataset.hash());
    assertEquals(model.card().data().rows(), dataset.rowsFitted());
    assertEquals(150, dataset.rowsHeldOut());
    assertEquals(300, dataset.rowsFitted() + dataset.rowsLeftOut()); // June and July
    assertEquals(
        List.of("2024-06-01", "2024-07-01", "2024-08-01"),
        dataset.slices().stream().map(slice -> slice.snapshot().toString()).toList());
  }

  @Test
  void theOldModelIsRefusedByNameAndTheNextOneIsNot() {
    assertEquals("v1", score().modelVersion());
    computedBy("r3", otherSql(), SNAPSHOTS);
    ChurnException refused = assertThrows(ChurnException.class, this::score);
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "model v1 was fitted on feature view CUSTOMER_FEATURES V1, snapshot 2024-09-01 was"
                    + " computed by V2 (changed: SQL); run 'submit/churn features' and 'submit/churn train'"),
        refused.getMessage());

    TrainingResult second = train();
    assertEquals("PROMOTED", second.outcome());
    assertTrue(
        second
            .reason()
            .contains(
                "champion v1 was fitted on other features: the model needs CUSTOMER_FEATURES V1,"
                    + " not CUSTOMER_FEATURES V2"),
        second.reason());
    assertEquals("v2", score().modelVersion());
  }

  @Test
  void versionsAreNotMixedInAFit() {
    computedBy("r3", otherSql(), "2024-08-01");
    ChurnException refused = assertThrows(ChurnException.class, this::train);
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
    assertTrue(
        refused
            .getMessage()
            .contains(
                "CUSTOMER_FEATURES V1 computed 2024-06-01 and 1 more, CUSTOMER_FEATURES V2 computed 2024-08-01"),
        refused.getMessage());
    assertEquals(1, temporary.count(Tables.MODEL_VERSIONS));
    assertEquals(1, temporary.count(Tables.TRAINING_DATASETS));
  }

  private FeatureView otherSql() {
    FeatureView first = views().version("V1");
    return new FeatureView(
        first.name(),
        "V2",
        "other",
        first.catalogueHash(),
        first.columns(),
        "select 2",
        first.registeredAt());
  }

  /** The slices as they are, written by a version of the view as the ledger has it. */
  private void computedBy(String runId, FeatureView view, String... snapshots) {
    Ledger ledger = temporary.ledger(runId, LocalDate.of(2025, 12, 31));
    List<StageSlice> slices = new ArrayList<>();
    for (String snapshot : snapshots) {
      slices.add(
          new StageSlice(
              Stage.FEATURES,
              Tables.CUSTOMER_FEATURES.name(),
              new SliceId.Snapshot(LocalDate.parse(snapshot)),
              view.title() + " " + snapshot,
              List.of(view.asInput())));
    }
    ledger.commit(
        slices,
        () -> {
          views().add(view);
          return new Written<>(view, Map.of());
        });
  }

  private TrainingResult train() {
    return new TrainingStage(
            TestSpark::session, temporary.warehouse(), temporary.ledger(), TestRules.rules())
        .train(SEPTEMBER, false);
  }

  private ScoreResult score() {
    return new ChurnScorer(
            TestSpark::session,
            temporary.warehouse(),
            temporary.ledger(),
            new ScoringRules(
                FeatureCatalogue.load(),
                new ScoringSettings("none", "none", 90),
                TestRules.rules().value()))
        .score(List.of(SEPTEMBER), false);
  }

  private FeatureViews views() {
    return new FeatureViews(temporary.warehouse(), temporary.ledger());
  }

  private ModelRegistry registry() {
    return new ModelRegistry(temporary.warehouse(), temporary.ledger());
  }
}

package org.churnwise.model.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * V1 has the column age; V2 has other SQL and a column more. May was computed before versions were
 * registered, June by V1, July by V2 after it had been computed by V1.
 */
class FeatureViewCheckTest {
  private static final LocalDate APRIL = LocalDate.of(2025, 4, 1);
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2025, 7, 1);
  private static final String AGE =
      """
      {"name":"age","type":"numeric","input":true,"monitored":true,"owner":"o","concept":"profile","meaning":"m"}"""
          .strip();
  private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.load();

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private FeatureViewCheck check;

  @BeforeEach
  void plant() {
    temporary = TemporaryWarehouse.in(folder);
    temporary.insert(
        Tables.FEATURE_VIEWS,
        """
        entity   | view_name         | version | sql_hash | catalogue_hash | catalogue | statement | registered_at        | run_id
        CUSTOMER | CUSTOMER_FEATURES | V1      | sql1     | %s             | [%s]      | select 1  | 2025-01-01T00:00:00Z | r1
        CUSTOMER | CUSTOMER_FEATURES | V2      | sql2     | columns2       | [%s, %s]  | select 2  | 2025-01-02T00:00:00Z | r2
        """
            .formatted(CATALOGUE.hash(), AGE, AGE, AGE.replace("\"age\"", "\"shoe_size\"")));
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage    | slice      | stage_key | started_at           | ended_at             | seconds | status
        r0     | features | 2025-05-01 | k0        | 2025-01-01T00:00:00Z | 2025-01-01T00:00:00Z | 1       | DONE
        r1     | features | 2025-06-01 | k1        | 2025-01-01T00:00:00Z | 2025-01-01T00:00:01Z | 1       | DONE
        r1     | features | 2025-07-01 | k2        | 2025-01-01T00:00:00Z | 2025-01-01T00:00:01Z | 1       | DONE
        r2     | features | 2025-07-01 | k3        | 2025-01-01T00:00:00Z | 2025-01-01T00:00:02Z | 1       | DONE
        r3     | features | 2025-07-01 | k4        | 2025-01-01T00:00:00Z | 2025-01-01T00:00:03Z | 1       | FAILED
        """);
    temporary.insert(
        Tables.LINEAGE_EDGES,
        """
        run_id | stage    | input_name    | input_slice          | input_hash | output_name       | output_slice | output_hash
        r0     | features | sales         | a.csv                | h          | customer_features | 2025-05-01   | k0
        r1     | features | feature_views | CUSTOMER_FEATURES V1 | h          | customer_features | 2025-06-01   | k1
        r1     | features | feature_views | CUSTOMER_FEATURES V1 | h          | customer_features | 2025-07-01   | k2
        r2     | features | feature_views | CUSTOMER_FEATURES V2 | h          | customer_features | 2025-07-01   | k3
        """);
    check = new FeatureViewCheck(new FeatureViews(temporary.warehouse(), temporary.ledger()));
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void aModelScoresWhatItsVersionComputed() {
    assertEquals(Optional.empty(), check.refusal(model(view("V1")), List.of(JUNE)));
    assertEquals(Optional.empty(), check.refusal(model(view("V2")), List.of(JULY)));
  }

  @Test
  void anotherVersionIsRefusedByName() {
    assertEquals(
        "model v2 was fitted on feature view CUSTOMER_FEATURES V1, snapshot 2025-07-01 was computed by V2"
            + " (changed: SQL; added column shoe_size); run 'submit/churn features' and 'submit/churn train', or restore"
            + " the SQL and conf/features.conf and run 'submit/churn features'",
        check.refusal(model(view("V1")), List.of(JUNE, JULY)).orElseThrow());
  }

  @Test
  void aSnapshotOfNoRegisteredVersionHasToBeComputedAnew() {
    assertEquals(
        "model v2 was fitted on feature view CUSTOMER_FEATURES V1, snapshot 2025-05-01 was computed"
            + " before versions were registered; run features --snapshot-date 2025-05-01 first",
        check.refusal(model(view("V1")), List.of(MAY)).orElseThrow());
  }

  @Test
  void anOlderModelScoresWhatTheFirstVersionOrNoneComputed() {
    assertEquals(Optional.empty(), check.refusal(model(null), List.of(MAY, JUNE)));
    assertEquals(
        "model v2 was fitted on feature view CUSTOMER_FEATURES before versions were registered,"
            + " snapshot 2025-07-01 was computed by V2",
        check.refusal(model(null), List.of(JULY)).orElseThrow().split(" \\(")[0]);
  }

  @Test
  void aSnapshotWithoutFeaturesIsNobodysHere() {
    assertEquals(Optional.empty(), check.refusal(model(view("V1")), List.of(APRIL)));
  }

  @Test
  void oneVersionOfAllSnapshotsIsWhatAModelIsFittedOn() {
    assertEquals("CUSTOMER_FEATURES V1", check.one(List.of(JUNE), CATALOGUE).orElseThrow().title());
    assertEquals(Optional.empty(), check.one(List.of(MAY), CATALOGUE));
  }

  @Test
  void versionsAreNotMixed() {
    assertEquals(
        "a model needs one version of the feature view, but CUSTOMER_FEATURES V1 computed 2025-06-01, CUSTOMER_FEATURES V2 computed 2025-07-01; run 'submit/churn features' to recompute all snapshots with one version, and train again",
        refused(List.of(JUNE, JULY)));
    assertEquals(
        "a model needs one version of the feature view, but a version before they were registered computed 2025-05-01, CUSTOMER_FEATURES V1 computed 2025-06-01",
        refused(List.of(MAY, JUNE)).split(";")[0]);
  }

  @Test
  void otherColumnsThanTheCatalogueHasAreRefused() {
    assertEquals(
        "conf/features.conf has different columns from CUSTOMER_FEATURES V2, which computed 2025-07-01; run 'submit/churn features' to recompute them, and train again",
        refused(List.of(JULY)));
  }

  private String refused(List<LocalDate> snapshots) {
    ChurnException refused =
        assertThrows(ChurnException.class, () -> check.one(snapshots, CATALOGUE));
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
    return refused.getMessage();
  }

  private static FeatureSet.View view(String version) {
    return new FeatureSet.View("CUSTOMER_FEATURES", version, "sql");
  }

  private static ModelVersion model(FeatureSet.View view) {
    ModelCard card =
        new ModelCard(
            new ModelCard.Data(JUNE, JUNE, List.of(JUNE), List.of(), 1, 1),
            new FeatureSet("hash", List.of("age NUMERIC"), view),
            Map.of(),
            0.5,
            new ModelCard.Versions("code", "spark", "xgboost", 17),
            new ModelCard.Evaluation(List.of(), List.of(), List.of()));
    return new ModelVersion("v2", JUNE, card, "path", "sha");
  }
}

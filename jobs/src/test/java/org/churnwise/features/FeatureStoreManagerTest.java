package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureView;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other columns or other SQL are another version of the feature view. */
@Slow
class FeatureStoreManagerTest extends FeatureRows {
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2025, 7, 1);

  @BeforeEach
  void sales() {
    sales("C1 2025-05-20");
  }

  @Test
  void theFirstSliceRegistersTheFirstVersion() {
    compute("r1", false, "2025-06-01");
    assertEquals(
        TextTable.expected(
            """
            entity   | view_name         | version | run_id
            CUSTOMER | CUSTOMER_FEATURES | V1      | r1
            """),
        temporary.rows(Tables.FEATURE_VIEWS, "entity", "view_name", "version", "run_id"));
    FeatureView view = views().version("v1");
    assertEquals(27, view.columns().size());
    assertEquals(
        new FeatureView.ViewColumn(
            "age",
            "numeric",
            true,
            true,
            "customer-data",
            "profile",
            "Age in years; null when unknown."),
        view.columns().get(0));
    assertEquals(Map.of(JUNE, Optional.of("V1")), versions());
  }

  @Test
  void theSameSqlAndColumnsStayOneVersion() {
    compute("r1", false, "2025-06-01");
    compute("r2", true, "2025-06-01", "2025-07-01");
    assertEquals(1, temporary.count(Tables.FEATURE_VIEWS));
    assertEquals(Map.of(JUNE, Optional.of("V1"), JULY, Optional.of("V1")), versions());
  }

  @Test
  void otherSqlIsANewVersion() {
    registerOlderSql();
    compute("r1", false, "2025-06-01");
    assertEquals(Map.of(JUNE, Optional.of("V2")), versions());
  }

  @Test
  void anotherCatalogueIsANewVersionAndTheOldOneComesBack() {
    compute("r1", false, "2025-06-01");
    engineer("r2", withoutAge()).compute(List.of(JUNE), false);
    assertEquals(Map.of(JUNE, Optional.of("V2")), versions());
    assertEquals(new FeatureResult(1, 0, 1), compute("r3", false, "2025-06-01"));
    assertEquals(Map.of(JUNE, Optional.of("V1")), versions());
    assertEquals(2, temporary.count(Tables.FEATURE_VIEWS));
  }

  @Test
  void snapshotsOfAnotherVersionAreNamed() {
    compute("r1", false, "2025-06-01", "2025-07-01");
    FeatureEngineer other = engineer("r2", withoutAge());
    assertEquals(List.of(JUNE, JULY), other.stale());
    other.compute(List.of(JULY), false);
    assertEquals(List.of(JUNE), other.stale());
    assertEquals(List.of(JULY), engineer("r3", FeatureCatalogue.load()).stale());
  }

  /**
   * As a program without feature views left it: the slice is in the ledger, no version beside it.
   */
  @Test
  void aSliceOfNoRegisteredVersionHasNone() {
    compute("r1", false, "2025-06-01");
    temporary.warehouse().delete(Tables.LINEAGE_EDGES, Map.of("input_name", "feature_views"));
    assertEquals(Map.of(JUNE, Optional.empty()), versions());
  }

  @Test
  void aNewColumnIsAddedToTheTableAndFilled() {
    temporary.warehouse().execute(sql("alter table customer_features drop column tenure_days"));
    registerOlderSql();
    compute("r1", false, "2025-06-01");
    assertEquals(
        TextTable.expected("customer_id | tenure_days\nC1 | 12"),
        temporary.rows(Tables.CUSTOMER_FEATURES, "customer_id", "tenure_days"));
  }

  @Test
  void aRefusedSliceRegistersNothing() {
    temporary.insert(
        Tables.FEEDBACK_SENTIMENT,
        "chat_date | feedback_id | customer_id | sentiment\n2025-05-25 | F1 | C1 | 1.5");
    assertThrows(ChurnException.class, () -> compute("r1", false, "2025-06-01"));
    assertEquals(0, temporary.count(Tables.FEATURE_VIEWS));
  }

  @Test
  void anUnknownVersionIsRefusedWithTheKnownOnes() {
    registerOlderSql();
    compute("r1", false, "2025-06-01");
    ChurnException refused = assertThrows(ChurnException.class, () -> views().version("V9"));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "unknown version V9 of feature view CUSTOMER_FEATURES; known: V1, V2",
        refused.getMessage());
  }

  private void registerOlderSql() {
    temporary.insert(
        Tables.FEATURE_VIEWS,
        """
        entity   | view_name         | version | sql_hash | catalogue_hash | catalogue | statement | registered_at        | run_id
        CUSTOMER | CUSTOMER_FEATURES | V1      | older    | older          | []        | select 1  | 2025-01-01T00:00:00Z | r0
        """);
  }

  private Map<LocalDate, Optional<String>> versions() {
    Map<LocalDate, Optional<String>> versions = new java.util.TreeMap<>();
    views().ofSnapshots().forEach((day, view) -> versions.put(day, view.map(FeatureView::version)));
    return versions;
  }

  /** The catalogue with a column less that the model sees. */
  private static FeatureCatalogue withoutAge() {
    List<Feature> features = new ArrayList<>(FeatureCatalogue.load().features());
    Feature age = features.get(0);
    features.set(
        0,
        new Feature(
            age.name(),
            age.type(),
            false,
            age.monitored(),
            age.owner(),
            age.concept(),
            age.meaning(),
            ""));
    return new FeatureCatalogue(features);
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }
}

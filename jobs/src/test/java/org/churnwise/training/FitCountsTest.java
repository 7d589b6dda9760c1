package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.config.InputSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.training.LevelCensus.Levels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten customers, C0 to C9, in the snapshots of June, July and August, which is held out. The seed
 * leaves C0, C5 and C7 out of the fit, so 14 rows of C1, C2, C3, C4, C6, C8 and C9 are fitted.
 */
class FitCountsTest {
  private static final LocalDate AUGUST = LocalDate.of(2024, 8, 1);
  private static final TrainingPlan PLAN =
      new TrainingPlan(
          LocalDate.of(2024, 9, 1),
          AUGUST,
          List.of(LocalDate.of(2024, 6, 1), LocalDate.of(2024, 7, 1)));
  private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.load();

  @TempDir static Path folder;
  private static TemporaryWarehouse temporary;

  @BeforeAll
  static void plant() {
    temporary = TemporaryWarehouse.in(folder);
    PlantedData.learnable(temporary, 10)
        .withFinal("2024-05-01", "2024-06-01", "2024-07-01", "2024-08-01");
    features("location = 'Hell', gender = 'other', age = 40"); // where nothing else is said
    features(
        "location = 'Oslo' where customer_id in ('C1', 'C2') and snapshot_date = '2024-06-01'");
    features(
        "location = 'Oslo' where customer_id in ('C3', 'C4') and snapshot_date = '2024-07-01'");
    features("location = '-' where customer_id in ('C6', 'C8', 'C9')");
    features("location = null where customer_id = 'C1' and snapshot_date = '2024-07-01'");
    features("gender = null");
    features("attributes_valid_from = snapshot_date - 1");
    features("attributes_valid_from = snapshot_date + 1 where customer_id = 'C1'");
    features("age = null where customer_id = 'C1' and snapshot_date = '2024-06-01'");
    execute("update customer_labels set churned = 0");
    execute("update customer_labels set churned = 1 where customer_id in ('C0', 'C1', 'C2')");
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  @Test
  void theRowsOfTheFitAreCounted() {
    assertEquals(new RowCensus(14, 4), counts(1).census()); // C1 and C2, twice each
  }

  /** C1 is one of ten in each snapshot; gender is not known of anybody, and age once less. */
  @Test
  void attributesFromAfterTheirSnapshotAreFoundByTheLargerShareOfTheTwoParts() {
    assertEquals(Map.of("age", 0.1, "location", 0.1, "customer_segment", 0.1), shares(Set.of()));
    assertEquals(Map.of("age", 0.1, "customer_segment", 0.1), shares(Set.of("location")));
  }

  /**
   * June has 2 of Oslo, 3 of "-" and 2 of Hell (C3, C4); July 2 of Oslo, 3 of "-" and C2 alone in
   * Hell. C5, who is left out, and May, which is in no plan, do not count.
   */
  @Test
  void aLevelCountsByTheSnapshotThatHasMostOfItsRows() {
    assertEquals(new Levels(3, List.of("-", "Hell", "Oslo")), levels(2, 100).get("location"));
    assertEquals(new Levels(3, List.of("-")), levels(3, 100).get("location"));
    assertEquals(new Levels(3, List.of("-", "Hell")), levels(2, 2).get("location"));
    assertEquals(new Levels(3, List.of()), levels(4, 100).get("location"));
  }

  @Test
  void aCategoryWithoutAValueHasNoLevel() {
    assertEquals(new Levels(0, List.of()), levels(1, 100).get("gender"));
  }

  /** A backtest counts with Spark what a training counts by SQL. */
  @Test
  @Slow
  void sparkCountsTheSame() {
    Dataset<Row> rows =
        TestSpark.inMemory(
            new TrainingRows(temporary.warehouse(), TestRules.training())
                .read(TestSpark.session(), PLAN.snapshots()));
    Dataset<Row> fitted = rows.where(RowPart.of(AUGUST).fittedCondition());
    for (int minRows = 1; minRows <= 4; minRows++) {
      InputSettings settings = new InputSettings(minRows, 2, List.of());
      assertEquals(
          levels(minRows, 2),
          LevelCensus.of(fitted, CATALOGUE, settings).categories(),
          "" + minRows);
    }
    assertEquals(inTime(Set.of()), InputsInTime.of(rows, AUGUST, CATALOGUE, attributes(Set.of())));
  }

  private static Map<String, Double> shares(Set<String> unchanging) {
    return inTime(unchanging).leftOut().stream()
        .collect(Collectors.toMap(FeatureSet.LeftOut::name, FeatureSet.LeftOut::youngerShare));
  }

  private static InputsInTime inTime(Set<String> unchanging) {
    return counts(1).inTime(CATALOGUE, attributes(unchanging));
  }

  private static CustomerAttributes attributes(Set<String> unchanging) {
    return new CustomerAttributes("test", unchanging);
  }

  private static Map<String, Levels> levels(int minRows, int most) {
    InputSettings settings = new InputSettings(minRows, most, List.of());
    return counts(minRows).levels(CATALOGUE, settings).categories();
  }

  private static FitCounts counts(int minRows) {
    TrainingSettings settings =
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
            new InputSettings(minRows, 1, List.of()));
    return FitCounts.of(temporary.warehouse(), settings, PLAN);
  }

  private static void features(String change) {
    execute("update customer_features set " + change);
  }

  private static void execute(String text) {
    temporary.warehouse().execute(new Sql("test", text, Map.of()));
  }
}

package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.InputSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.model.features.Feature;
import org.churnwise.model.registry.BaselineBin;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
import org.churnwise.testkit.LandedPrediction;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Eight customers that the seed does not leave out, four bins. Ages 10 20 20 20 30 40 50 and
 * unknown; the tiles are (10 20)(20 20)(30 40)(50), so the edges are 20, 40 and 50, of which the
 * last is open.
 */
@Slow
class ModelBaselinesTest {
  private static final LocalDate FITTED = LocalDate.of(2024, 6, 1);
  private static final LocalDate HELD_OUT = LocalDate.of(2024, 7, 1);
  private static final Long[] AGES = {10L, 20L, 20L, 20L, 30L, 40L, 50L, null};
  private static final String[] LOCATIONS = {
    "Oslo", "Bergen", "Oslo", null, "Oslo", "Bergen", null, "Oslo"
  };

  @TempDir static Path folder;
  private static TemporaryWarehouse temporary;
  private static List<BaselineBin> bins;
  private static List<BaselineBin> boundedBins;

  @BeforeAll
  static void insert() {
    temporary = TemporaryWarehouse.in(folder);
    List<Map<String, Object>> features = new ArrayList<>();
    List<Row> predictions = new ArrayList<>();
    List<String> customers = customersInTheFit(AGES.length);
    for (int i = 0; i < AGES.length; i++) {
      features.add(row(FITTED, customers.get(i), AGES[i], LOCATIONS[i]));
      features.add(row(HELD_OUT, customers.get(i), 99L, "Hell"));
      predictions.add(prediction(FITTED, customers.get(i), i / 10.0, false));
      predictions.add(prediction(FITTED, "left out " + i, 0.99, true));
      predictions.add(prediction(HELD_OUT, customers.get(i), 0.99, false));
    }
    temporary.warehouse().insert(Tables.CUSTOMER_FEATURES, features);
    LandedScores scores = land(predictions);
    bins = new ModelBaselines(temporary.warehouse(), TestRules.rules()).of(scores, HELD_OUT);
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
            new InputSettings(2, 1, List.of()));
    boundedBins =
        new ModelBaselines(temporary.warehouse(), TrainingStageTest.rules(training))
            .of(scores, HELD_OUT);
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  @Test
  void equalValuesShareABinAndMissingOnesAreInNone() {
    assertEquals(
        List.of(
            new BaselineBin("feature", "age", 1, null, 20.0, null, 4),
            new BaselineBin("feature", "age", 2, 20.0, 40.0, null, 2),
            new BaselineBin("feature", "age", 3, 40.0, null, null, 1)),
        of("age"));
  }

  @Test
  void probabilitiesAreBinnedLikeFeatures() {
    // 0.0 0.1 | 0.2 0.3 | 0.4 0.5 | 0.6 0.7, and the held-out snapshot by itself
    assertEquals(
        List.of(
            new BaselineBin("held_out", "churn_probability", 1, null, null, null, 8),
            new BaselineBin("prediction", "churn_probability", 1, null, 0.1, null, 2),
            new BaselineBin("prediction", "churn_probability", 2, 0.1, 0.3, null, 2),
            new BaselineBin("prediction", "churn_probability", 3, 0.3, 0.5, null, 2),
            new BaselineBin("prediction", "churn_probability", 4, 0.5, null, null, 2)),
        of("churn_probability"));
  }

  @Test
  void aConstantFeatureHasOneOpenBin() {
    assertEquals(
        List.of(new BaselineBin("feature", "count_orders_total", 1, null, null, null, 8)),
        of("count_orders_total"));
  }

  @Test
  void everyCategoryIsABinAndTheLastIsForTheUnknown() {
    assertEquals(
        List.of(
            new BaselineBin("feature", "location", 1, null, null, "Bergen", 2),
            new BaselineBin("feature", "location", 2, null, null, "Oslo", 4),
            new BaselineBin("feature", "location", 3, null, null, null, 2)),
        of("location"));
  }

  /** Of Oslo and Bergen only the larger one, of at least two rows. */
  @Test
  void categoriesBeyondTheLargestShareTheBinOfTheUnknown() {
    assertEquals(
        List.of(
            new BaselineBin("feature", "location", 1, null, null, "Oslo", 4),
            new BaselineBin("feature", "location", 2, null, null, null, 4)),
        boundedBins.stream().filter(bin -> bin.name().equals("location")).toList());
  }

  @Test
  void aCategoryThatIsNeverKnownHasOnlyTheBinOfTheUnknown() {
    assertEquals(
        List.of(new BaselineBin("feature", "gender", 1, null, null, null, 8)), of("gender"));
  }

  @Test
  void everyMonitoredFeatureHasBins() {
    Set<String> binned = bins.stream().map(BaselineBin::name).collect(Collectors.toSet());
    for (Feature feature : TestRules.rules().catalogue().monitored()) {
      assertTrue(binned.contains(feature.name()), feature.name());
    }
  }

  /** Six values, so that they tie often; fewer rows than bins, a multiple, and remainders. */
  @ParameterizedTest
  @CsvSource({"1,10", "3,10", "9,10", "10,10", "11,10", "19,10", "57,10", "200,10", "57,4", "5,2"})
  void binsEndWhereTheTilesOfNtileEnd(int rows, int tiles) {
    SplittableRandom random = new SplittableRandom(rows);
    List<Double> ages = new ArrayList<>();
    List<Double> probabilities = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      ages.add((double) random.nextInt(6));
      probabilities.add(random.nextInt(6) / 8.0);
    }
    Sql query =
        land(FITTED.minusDays(rows * 100L + tiles), ages, probabilities)
            .bind(ModelBaselines.bins(TestRules.rules().catalogue()))
            .with("held_out", HELD_OUT)
            .with("bins", (long) tiles)
            .with("min_level_rows", 1L)
            .with("max_levels", 100L);
    List<ResultRow> result = temporary.warehouse().query(query);
    assertEquals(expectedBins(ages, tiles), binsIn(result, "age"));
    assertEquals(expectedBins(probabilities, tiles), binsIn(result, "churn_probability"));
  }

  private static LandedScores land(
      LocalDate snapshot, List<Double> ages, List<Double> probabilities) {
    List<String> customers = customersInTheFit(ages.size());
    List<Map<String, Object>> features = new ArrayList<>();
    List<Row> predictions = new ArrayList<>();
    for (int i = 0; i < ages.size(); i++) {
      features.add(row(snapshot, customers.get(i), ages.get(i).longValue(), "Oslo"));
      predictions.add(prediction(snapshot, customers.get(i), probabilities.get(i), false));
    }
    temporary.warehouse().insert(Tables.CUSTOMER_FEATURES, features);
    return land(predictions);
  }

  private static Row prediction(
      LocalDate snapshot, String customer, double probability, boolean leftOut) {
    return LandedPrediction.row("", snapshot, customer, probability, leftOut);
  }

  /** Beside those of a scorer who is sure of everybody. */
  private static LandedScores land(List<Row> predictions) {
    Dataset<Row> scored =
        TestSpark.session()
            .createDataFrame(predictions, Tables.LANDING_PREDICTIONS.sparkSchema())
            .drop("scorer");
    return new ScoreLanding(temporary.warehouse(), Tables.LANDING_PREDICTIONS)
        .land(
            Map.of(
                "challenger",
                scored,
                "another",
                scored.withColumn("churn_probability", functions.lit(1.0))))
        .get("challenger");
  }

  /** Each bin as text: (lower, upper] and its rows; the outermost bounds are open. */
  private static List<String> expectedBins(List<Double> values, int tiles) {
    List<Double> edges = List.copyOf(largestOfEachTile(values, tiles));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      Double lower = i == 0 ? null : edges.get(i - 1);
      Double upper = i == edges.size() - 1 ? null : edges.get(i);
      long count =
          values.stream()
              .filter(value -> lower == null || value > lower)
              .filter(value -> upper == null || value <= upper)
              .count();
      expected.add("(" + lower + ", " + upper + "] " + count);
    }
    return expected;
  }

  /** The first mod(rows, tiles) tiles hold one row more than the others, which may hold none. */
  private static TreeSet<Double> largestOfEachTile(List<Double> values, int tiles) {
    List<Double> sorted = values.stream().sorted().toList();
    TreeSet<Double> largest = new TreeSet<>();
    int dealt = 0;
    for (int tile = 0; tile < tiles && dealt < sorted.size(); tile++) {
      dealt += sorted.size() / tiles + (tile < sorted.size() % tiles ? 1 : 0);
      largest.add(sorted.get(dealt - 1));
    }
    return largest;
  }

  private static List<String> binsIn(List<ResultRow> rows, String name) {
    return rows.stream()
        .filter(row -> row.string("name").equals(name))
        .map(
            row ->
                "("
                    + bound(row, "lower_bound")
                    + ", "
                    + bound(row, "upper_bound")
                    + "] "
                    + row.longValue("expected_count"))
        .toList();
  }

  private static String bound(ResultRow row, String column) {
    OptionalDouble bound = row.optionalDouble(column);
    return bound.isPresent() ? String.valueOf(bound.getAsDouble()) : "null";
  }

  private static List<BaselineBin> of(String name) {
    return bins.stream().filter(bin -> bin.name().equals(name)).toList();
  }

  private static List<String> customersInTheFit(int count) {
    List<String> inFit = new ArrayList<>();
    for (int i = 0; inFit.size() < count; i++) {
      if (!LeftOutShareTest.isLeftOut(42, "C" + i, 0.2)) {
        inFit.add("C" + i);
      }
    }
    return inFit;
  }

  private static Map<String, Object> row(
      LocalDate snapshot, String customer, Long age, String location) {
    Map<String, Object> row = new HashMap<>();
    for (Column column : Tables.CUSTOMER_FEATURES.columns()) {
      switch (column.type()) {
        case "bigint" -> row.put(column.name(), 7L);
        case "double" -> row.put(column.name(), 7.0);
        default -> {}
      }
    }
    row.put("snapshot_date", snapshot);
    row.put("customer_id", customer);
    row.put("last_purchase_date", snapshot.minusDays(7));
    row.put("age", age);
    row.put("location", location);
    return row;
  }
}

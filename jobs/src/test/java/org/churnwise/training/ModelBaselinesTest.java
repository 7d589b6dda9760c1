package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.churnwise.model.BaselineBin;
import org.churnwise.model.Feature;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight customers that the seed does not leave out, four bins. Ages 10 20 20 20 30 40 50 and
 * unknown; the tiles are (10 20)(20 20)(30 40)(50), so the edges are 20, 40 and 50, of which the
 * last is open.
 */
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

  @BeforeAll
  static void insert() {
    temporary = TemporaryWarehouse.in(folder);
    List<Map<String, Object>> features = new ArrayList<>();
    List<Row> predictions = new ArrayList<>();
    List<String> customers = customersInTheFit();
    for (int i = 0; i < AGES.length; i++) {
      features.add(row(FITTED, customers.get(i), AGES[i], LOCATIONS[i]));
      features.add(row(HELD_OUT, customers.get(i), 99L, "Hell"));
      predictions.add(RowFactory.create(java.sql.Date.valueOf(FITTED), customers.get(i), i / 10.0));
      predictions.add(RowFactory.create(java.sql.Date.valueOf(HELD_OUT), customers.get(i), 0.99));
    }
    temporary.warehouse().insert(Tables.CUSTOMER_FEATURES, features);
    Dataset<Row> landed =
        TestSpark.session().createDataFrame(predictions, Tables.LANDING_PREDICTIONS.sparkSchema());
    temporary.warehouse().land(Tables.LANDING_PREDICTIONS, landed);
    bins = new ModelBaselines(temporary.warehouse(), TestRules.rules()).of(HELD_OUT);
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
    // 0.0 0.1 | 0.2 0.3 | 0.4 0.5 | 0.6 0.7
    assertEquals(
        List.of(
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

  private static List<BaselineBin> of(String name) {
    return bins.stream().filter(bin -> bin.name().equals(name)).toList();
  }

  private static List<String> customersInTheFit() {
    List<String> inFit = new ArrayList<>();
    for (int i = 0; inFit.size() < AGES.length; i++) {
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

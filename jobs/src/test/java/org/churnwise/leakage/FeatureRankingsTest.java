package org.churnwise.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pairs that the statements count. */
class FeatureRankingsTest {
  private static final LocalDate DAY = LocalDate.of(2025, 3, 1);

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private final List<Map<String, Object>> features = new ArrayList<>();
  private final List<Map<String, Object>> labels = new ArrayList<>();

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  /** Of the pairs (30, 20), (30, 30), (null, 20), (null, 30) the first counts, the second half. */
  @Test
  void equalNumbersCountHalfAndNullsAreLowest() {
    customer(1, "age", 30L);
    customer(1, "age", null);
    customer(0, "age", 20L);
    customer(0, "age", 30L);
    FeatureRanking age = amongAll("age");
    assertEquals(4, age.pairs());
    assertEquals(1.5, age.orderedPairs());
    assertEquals(4, age.pairsOfChurned(), "each of 4 pairs with 1 other churned customer");
    assertEquals(2, age.positives());
    assertEquals(4, age.rows());
  }

  @Test
  void aLevelOfTheChurnedAloneRanksThemFirst() {
    for (int i = 0; i < 40; i++) {
      customer(i % 2, "customer_segment", i % 2 == 1 ? "gone" : "basic");
    }
    assertEquals(1, amongAll("customer_segment").auc());
  }

  @Test
  void aMissingLevelIsALevel() {
    for (int i = 0; i < 40; i++) {
      customer(i % 2, "customer_segment", i % 2 == 1 ? null : "basic");
    }
    assertEquals(1, amongAll("customer_segment").auc());
  }

  /** In the other fold nobody has the level, so its rate is that of all. */
  @Test
  void aLevelOfOneCustomerSaysNothing() {
    for (int i = 0; i < 40; i++) {
      customer(i % 2, "location", "street " + i);
    }
    assertEquals(0.5, amongAll("location").auc());
  }

  /** Dormant is who bought nothing for 30 days; of those nine in ten churn, of the others one. */
  @Test
  void aSegmentMadeFromRecencySaysNothingAmongCustomersAlikeInIt() {
    for (int i = 0; i < 400; i++) {
      boolean dormant = i % 2 == 1;
      int churned = dormant == (i / 2 % 10 != 0) ? 1 : 0;
      Map<String, Object> row =
          customer(churned, "customer_segment", dormant ? "dormant" : "active");
      row.put("days_since_last_purchase", dormant ? 50L : 10L);
    }
    write();
    assertTrue(ranking(rankings().amongAll(), "customer_segment").auc() > 0.85);
    assertEquals(0.5, ranking(rankings().amongAlike(), "customer_segment").auc());
  }

  @Test
  void onlyFinalLabelsCount() {
    customer(1, "age", 30L);
    customer(0, "age", 20L);
    customer(0, "age", 40L);
    labels.get(2).put("label_state", "PENDING");
    assertEquals(1, amongAll("age").pairs());
  }

  private FeatureRanking amongAll(String feature) {
    write();
    return ranking(rankings().amongAll(), feature);
  }

  private static FeatureRanking ranking(List<FeatureRanking> rankings, String feature) {
    return rankings.stream()
        .filter(ranking -> ranking.feature().name().equals(feature))
        .findFirst()
        .orElseThrow();
  }

  private FeatureRankings rankings() {
    return new FeatureRankings(temporary.warehouse(), 42);
  }

  private void write() {
    temporary.warehouse().insert(Tables.CUSTOMER_FEATURES, features);
    temporary.warehouse().insert(Tables.CUSTOMER_LABELS, labels);
  }

  /** A customer whose numbers are 1, but for one feature; returns the row of features. */
  private Map<String, Object> customer(int churned, String feature, Object value) {
    String id = "C" + features.size();
    Map<String, Object> row = new HashMap<>();
    for (Column column : Tables.CUSTOMER_FEATURES.columns()) {
      if (column.isNumber()) {
        row.put(column.name(), column.type().equals("double") ? (Object) 1.0 : (Object) 1L);
      }
    }
    row.put("customer_id", id);
    row.put("snapshot_date", DAY);
    row.put("last_purchase_date", DAY.minusDays(1));
    row.put(feature, value);
    features.add(row);
    Map<String, Object> label = new HashMap<>();
    label.put("customer_id", id);
    label.put("snapshot_date", DAY);
    label.put("churned", (long) churned);
    label.put("label_state", "FINAL");
    label.put("matures_on", DAY.plusDays(30));
    labels.add(label);
    return row;
  }
}

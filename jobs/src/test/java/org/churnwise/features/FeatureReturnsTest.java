package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** A return lowers the sums, and is no order, no activity and no customer. */
class FeatureReturnsTest extends FeatureRows {
  private static final String[] ALL_BUT_SUMS =
      Tables.CUSTOMER_FEATURES.columnNames().stream()
          .filter(name -> !name.startsWith("sum_"))
          .toArray(String[]::new);

  @Test
  void aReturnIsNoOrderAndNoActivity() {
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | is_return
        T1             | C1          | 2025-05-01       | 60           | false
        T2             | C1          | 2025-06-01       | 40           | false
        T3             | C1          | 2025-06-10       | -40          | true
        T4             | C1          | 2025-06-15       | -60          | true
        """);
    assertEquals(
        TextTable.expected(
            """
last_purchase_date | days_since_last_purchase | count_orders_past_7d | count_orders_past_1mm | count_orders_total | sum_total_amount_past_7d | sum_total_amount_past_1mm | sum_total_amount_total | avg_order_amount
2025-06-01         | 14                       | 0                    | 1                     | 2                  | -40.0                    | 0.0                       | 60.0                   | 50.0
"""),
        features(
            "2025-06-15",
            "last_purchase_date",
            "days_since_last_purchase",
            "count_orders_past_7d",
            "count_orders_past_1mm",
            "count_orders_total",
            "sum_total_amount_past_7d",
            "sum_total_amount_past_1mm",
            "sum_total_amount_total",
            "avg_order_amount"));
  }

  @Test
  void returnsAloneMakeNoCustomerAndNoTenure() {
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id  | transaction_date | total_amount | is_return
        T1             | only_returns | 2025-05-01       | -5           | true
        T2             | buys_later   | 2025-05-01       | -5           | true
        T3             | buys_later   | 2025-06-15       | 5            | false
        T4             | buyer        | 2025-05-01       | -5           | true
        T5             | buyer        | 2025-06-05       | 5            | null
        """);
    assertEquals(
        TextTable.expected("customer_id | tenure_days\nbuyer | 10"),
        features("2025-06-15", "customer_id", "tenure_days"));
  }

  /** 40 customers buy at random; then 60 returns come, some of people who bought nothing. */
  @Test
  void whateverIsReturnedChangesSumsAndNothingElse() {
    Random random = new Random(18);
    add(random, 200, false);
    compute("r1", false, "2025-04-01", "2025-06-15");
    String others = temporary.rows(Tables.CUSTOMER_FEATURES, ALL_BUT_SUMS);
    String sums = temporary.rows(Tables.CUSTOMER_FEATURES, "sum_total_amount_total");
    add(random, 60, true);
    compute("r2", true, "2025-04-01", "2025-06-15");
    assertEquals(others, temporary.rows(Tables.CUSTOMER_FEATURES, ALL_BUT_SUMS));
    assertNotEquals(sums, temporary.rows(Tables.CUSTOMER_FEATURES, "sum_total_amount_total"));
  }

  private void add(Random random, int rows, boolean returns) {
    long before = temporary.count(Tables.SALES);
    List<Map<String, Object>> sales = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int cents = random.nextInt(10_000);
      sales.add(
          Map.of(
              "transaction_id",
              "T" + (before + i),
              "customer_id",
              "C" + random.nextInt(returns ? 60 : 40),
              "transaction_date",
              LocalDate.of(2025, 1, 1).plusDays(random.nextInt(180)),
              "total_amount",
              BigDecimal.valueOf(returns ? -cents : cents, 2),
              "is_return",
              returns));
    }
    temporary.warehouse().insert(Tables.SALES, sales);
  }
}

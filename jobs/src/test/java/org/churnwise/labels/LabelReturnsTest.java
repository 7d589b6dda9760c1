package org.churnwise.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** A return is no purchase: it keeps nobody, and makes nobody a customer. */
class LabelReturnsTest extends LabelRows {
  private static final List<LocalDate> SNAPSHOTS =
      List.of(LocalDate.of(2025, 4, 1), LocalDate.of(2025, 6, 1));

  @Test
  void whoOnlyReturnsHasChurned() {
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id  | transaction_date | total_amount | is_return
        T1             | returns      | 2025-05-01       | 9            | false
        T2             | returns      | 2025-06-05       | -9           | true
        T3             | buys_again   | 2025-05-01       | 9            | false
        T4             | buys_again   | 2025-06-05       | -9           | true
        T5             | buys_again   | 2025-06-20       | 9            | null
        T6             | only_returns | 2025-05-01       | -9           | true
        T7             | only_returns | 2025-06-05       | 9            | false
        """);
    loadedTo("2026-01-01");
    label("r1", THIRTY_DAYS, "2025-06-01");
    assertEquals(
        TextTable.expected(
            """
            customer_id | churned | next_purchase_date
            returns     | 1       | null
            buys_again  | 0       | 2025-06-20
            """),
        temporary.rows(Tables.CUSTOMER_LABELS, "customer_id", "churned", "next_purchase_date"));
  }

  /** The feed has reached the day that a return is dated. */
  @Test
  void aReturnMovesTheWatermark() {
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | is_return
        T1             | C1          | 2025-05-01       | 9            | false
        T2             | C1          | 2025-06-30       | -9           | true
        """);
    label("r1", THIRTY_DAYS, "2025-06-01");
    assertEquals(
        TextTable.expected("customer_id | churned | label_state\nC1 | 1 | FINAL"),
        temporary.rows(Tables.CUSTOMER_LABELS, "customer_id", "churned", "label_state"));
  }

  /** 40 customers buy at random; then 60 returns come, some of people who bought nothing. */
  @Test
  void whateverIsReturnedChangesNoLabel() {
    loadedTo("2026-01-01");
    Random random = new Random(18);
    add(random, 100, false);
    labeler("r1", THIRTY_DAYS).label(SNAPSHOTS, true);
    String labels = labels();
    add(random, 60, true);
    labeler("r2", THIRTY_DAYS).label(SNAPSHOTS, true);
    assertEquals(labels, labels());
  }

  private void add(Random random, int rows, boolean returns) {
    long before = temporary.count(Tables.SALES);
    List<Map<String, Object>> sales = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      sales.add(
          Map.of(
              "transaction_id",
              "T" + (before + i),
              "customer_id",
              "C" + random.nextInt(returns ? 60 : 40),
              "transaction_date",
              LocalDate.of(2025, 1, 1).plusDays(random.nextInt(180)),
              "total_amount",
              BigDecimal.valueOf(returns ? -1 : 1),
              "is_return",
              returns));
    }
    temporary.warehouse().insert(Tables.SALES, sales);
  }
}

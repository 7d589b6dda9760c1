package org.churnwise.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given features and loaded files, expect what customers spend in 30 days. */
class CustomerSpendTest {
  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
    new PlantedScores(temporary, LocalDate.of(2025, 6, 1))
        .with("early", 0.5, 300)
        .with("late", 0.5, 300)
        .with("new", 0.5, 300)
        .with("returned", 0.5, -20)
        .land();
    tenure("early", 3000);
    tenure("late", 60);
    tenure("new", 3);
    tenure("returned", 60);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  private void tenure(String customer, int days) {
    temporary
        .warehouse()
        .execute(
            new Sql(
                "test",
                "update customer_features set tenure_days = %d where customer_id = '%s'"
                    .formatted(days, customer),
                Map.of()));
  }

  /**
   * Sales are loaded from 2025-03-03 on, 90 days before the snapshot: the customer of 3,000 days
   * was seen for 90, the one of 60 for 60, the one of 3 counts as 30; who only brings back spends
   * nothing. Other feeds begin earlier and play no part.
   */
  @Test
  void spendIsThatOfTheDaysInWhichItCouldBeSeen() {
    temporary.insert(
        Tables.FILES_INGESTED,
        """
        file_type | file_name | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | first_day  | ingested_at          | run_id
        sales     | s2        | in         | h2           | 1         | 1           | 0                | 0              | 2025-04-01 | 2025-06-01T00:00:00Z | r1
        sales     | s1        | in         | h1           | 1         | 1           | 0                | 0              | 2025-03-03 | 2025-06-01T00:00:00Z | r1
        feedback  | f1        | in         | h3           | 1         | 1           | 0                | 0              | 2020-01-01 | 2025-06-01T00:00:00Z | r1
        """);
    assertEquals(
        TextTable.expected(
            """
            customer_id | monthly_spend_usd
            early       | 100.0
            late        | 150.0
            new         | 300.0
            returned    | 0.0
            """),
        spend());
  }

  @Test
  void withoutAFileTheTenureAloneCounts() {
    assertEquals(
        TextTable.expected(
            """
            customer_id | monthly_spend_usd
            early       | 3.0
            late        | 150.0
            new         | 300.0
            returned    | 0.0
            """),
        spend());
  }

  private String spend() {
    return temporary.rows(
        new Sql("test", "select customer_id, monthly_spend_usd from customer_spend", Map.of()));
  }
}

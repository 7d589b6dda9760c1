package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Returns on their way from landed rows into sales, and what they do not make known there. */
class ReturnsInLoadsTest {
  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | is_return | load_number
        T1             | C1          | 2025-05-02       | -5           | true      | 1
        T2             | C1          | 2025-05-09       | 5            | false     | 1
        T3             | C1          | 2025-06-01       | 0            | false     | 1
        T4             | C2          | 2025-06-20       | -5           | true      | 1
        """);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  private void land(String rows) {
    temporary.warehouse().execute(Tables.LANDING_ROWS.ddl());
    temporary
        .warehouse()
        .execute(
            new Sql(
                "test",
                """
                insert into landing_rows (file_number, file_name, feed, line_number, outcome,
                  record_count, raw_row, transaction_id, customer_id, transaction_date,
                  total_amount, is_return)
                select 1, 'f', 'sales', 1, 'GOOD', 1, '',\
                """
                    + rows,
                Map.of()));
  }

  private static Sql ofTheLoad(String statement) {
    return Sql.named(statement).with("file_number", 1L);
  }

  @Test
  void aLandedReturnIsLoadedAsOne() {
    land("'T9', 'C1', date '2025-06-03', -5, true");
    assertEquals(
        TextTable.expected("transaction_id | total_amount | is_return\nT9 | -5 | true"),
        temporary.rows(
            ofTheLoad("ingest/new_sales").with("load_number", 2L),
            "transaction_id",
            "total_amount",
            "is_return"));
  }

  /**
   * A sale that was refunded whole since it was loaded has other values, though no other amount.
   */
  @Test
  void aPurchaseThatBecameAReturnContradictsItself() {
    land("'T3', 'C1', date '2025-06-01', 0, true");
    assertEquals(
        TextTable.expected("rule | value\nconflicting_duplicate | T3"),
        temporary.rows(
            ofTheLoad("ingest/conflicting_sales").with("contract_version", "c").with("run_id", "r"),
            "rule",
            "value"));
    assertEquals(
        TextTable.expected("row_key | stored_is_return | new_is_return\nT3 | false | true"),
        temporary.rows(
            ofTheLoad("ingest/contradictions_of_sales"),
            "row_key",
            "stored_is_return",
            "new_is_return"));
  }

  /** C1 bought first on 05-09; C2 never has, and will not before 06-21. */
  @Test
  void theFirstPurchaseOfACustomerIsNoReturn() {
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | valid_from | load_number
        C1          | 2025-07-01 | 2
        """);
    assertEquals(Optional.of(LocalDate.of(2025, 5, 9)), firstDay(2));
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | valid_from | load_number
        C2          | 2025-07-01 | 3
        """);
    assertEquals(Optional.of(LocalDate.of(2025, 6, 21)), firstDay(3));
  }

  private Optional<LocalDate> firstDay(long load) {
    return temporary
        .warehouse()
        .query(Sql.named("ingest/first_day_of_customers").with("load_number", load))
        .get(0)
        .optionalDate("first_day");
  }

  /** Before 05-09 there were only returns; the newest row is one. */
  @Test
  void snapshotsBeginAfterTheFirstPurchaseAndEndAfterTheNewestRow() {
    assertFalse(allows("2025-05-09"));
    assertTrue(allows("2025-05-10"));
    assertTrue(allows("2025-06-21"));
    assertFalse(allows("2025-06-22"));
  }

  private boolean allows(String snapshot) {
    return temporary.ledger().view().loaded().allow(LocalDate.parse(snapshot));
  }
}

package org.churnwise.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTableTest {
  @TempDir Path folder;

  @Test
  void rowsReadBackAsTheyWereWritten() {
    String rows =
        """
        transaction_id | customer_id | transaction_date | discount_applied | num_items | total_amount
        T2             | C1          | 2025-01-31       | true             | 3         | 9.9
        T1             | ''          | 2024-02-29       | null             | null      | 100
        """;
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.insert(Tables.SALES, rows);
      assertEquals(
          TextTable.expected(rows),
          temporary.rows(
              Tables.SALES,
              "transaction_id",
              "customer_id",
              "transaction_date",
              "discount_applied",
              "num_items",
              "total_amount"));
    }
  }

  @Test
  void rowsOutliveTheProcess() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.insert(
          Tables.DECLARED_WATERMARKS,
          """
          loaded_to  | declared_at          | run_id
          2025-06-01 | 2025-06-01T10:00:00Z | r1
          """);
      temporary.reopen();
      assertEquals(1, temporary.count(Tables.DECLARED_WATERMARKS));
    }
  }

  @Test
  void aRowWithTooFewCellsIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> TextTable.parse(Tables.SALES, "transaction_id | customer_id\nT1"));
  }
}

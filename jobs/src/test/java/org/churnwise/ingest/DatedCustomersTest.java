package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From which day on snapshots read the loads of customers that stand after a correction. */
class DatedCustomersTest {
  @TempDir private Path folder;

  /**
   * Load 2 was taken back. C1's oldest row is now that of load 3, which counts from the first
   * purchase on; that of load 4 counts from its own day on. C2 has bought nothing: no snapshot up
   * to the first day that was not loaded then reads load 5, and load 9 came later. All snapshots
   * read load 7.
   */
  @Test
  void loadsAreDatedByThoseBeforeThemThatStand() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      given(temporary);
      new TakenBackRows(temporary.warehouse(), temporary.ledger().run()).dateCustomers();
      assertEquals(
          TextTable.expected(
              """
              load_number | first_day
              1           | 2025-05-01
              3           | 2025-05-01
              4           | 2025-06-30
              5           | 2025-05-10
              6           | 2025-09-01
              7           | null
              8           | null
              9           | 2025-09-01
              """),
          temporary.rows(Tables.FILES_INGESTED, "load_number", "first_day"));
      for (long load : new long[] {3, 4, 5, 7, 9}) {
        assertEquals(whenLoaded(temporary, load), dated(temporary, load), "load " + load);
      }
    }
  }

  private static void given(TemporaryWarehouse temporary) {
    StringBuilder files =
        new StringBuilder(
            "load_number | file_type | first_day | rows_loaded | file_name | stage_name | content_hash"
                + " | rows_read | rows_quarantined | rows_duplicate | ingested_at | run_id\n");
    """
    1 | sales     | 2025-05-01 | 2
    3 | customers | 2025-05-31 | 1
    4 | customers | 2025-06-30 | 1
    5 | customers | null       | 1
    6 | sales     | 2025-09-01 | 1
    7 | customers | null       | 1
    8 | customers | null       | 0
    9 | customers | null       | 1
    """
        .lines()
        .forEach(
            file -> files.append(file + " | f | in | h | 1 | 0 | 0 | 2026-01-01T00:00:00Z | r0\n"));
    temporary.insert(Tables.FILES_INGESTED, files.toString());
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | valid_from | load_number
        C1          | 2025-06-01 | 3
        C1          | 2025-07-01 | 4
        C2          | 2025-08-01 | 5
        C3          | 0001-01-01 | 7
        C2          | 2025-04-01 | 9
        """);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | load_number
        T1             | C1          | 2025-05-01       | 1            | 1
        T2             | C9          | 2025-05-09       | 1            | 1
        T3             | C2          | 2025-09-01       | 1            | 6
        """);
  }

  private static String whenLoaded(TemporaryWarehouse temporary, long load) {
    return temporary.rows(
        Sql.named("ingest/first_day_of_customers").with("load_number", load), "first_day");
  }

  private static String dated(TemporaryWarehouse temporary, long load) {
    Sql query =
        new Sql(
            "test", "select first_day from files_ingested where load_number = " + load, Map.of());
    return temporary.rows(query, "first_day");
  }
}

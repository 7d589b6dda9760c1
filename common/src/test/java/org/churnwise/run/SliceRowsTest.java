package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Map;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;

/** Which rows a slice is; as text they come back. */
class SliceRowsTest {
  private static final SliceRows JUNE_OF_V1 =
      rows(
          Tables.CHURN_PREDICTIONS,
          Map.of("snapshot_date", LocalDate.of(2025, 6, 1), "model_version", "v1"));
  private static final SliceRows MAY_SALES = sales("2025-05-01", "2025-05-31");

  @Test
  void theFilterHasTheColumnsByName() {
    assertEquals(
        "{\"model_version\":\"v1\",\"snapshot_date\":\"2025-06-01\"}", JUNE_OF_V1.filter());
    assertEquals("{\"transaction_date\":[\"2025-05-01\",\"2025-05-31\"]}", MAY_SALES.filter());
    assertEquals("{}", rows(Tables.CUSTOMERS, Map.of()).filter());
  }

  @Test
  void theFilterIsReadAgain() {
    assertEquals(JUNE_OF_V1, SliceRows.of(Tables.CHURN_PREDICTIONS, JUNE_OF_V1.filter()));
    assertEquals(MAY_SALES, SliceRows.of(Tables.SALES, MAY_SALES.filter()));
    SliceRows odd = rows(Tables.FILES_INGESTED, Map.of("file_name", "it's \"so\", {odd}.csv"));
    assertEquals(odd, SliceRows.of(Tables.FILES_INGESTED, odd.filter()));
  }

  @Test
  void aColumnThatTheTableLacksIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> rows(Tables.SALES, Map.of("model_version", "v1")));
  }

  @Test
  void rowsOfTwoModelsDoNotOverlap() {
    SliceRows juneOfV2 =
        rows(
            Tables.CHURN_PREDICTIONS,
            Map.of("snapshot_date", LocalDate.of(2025, 6, 1), "model_version", "v2"));
    assertFalse(JUNE_OF_V1.overlaps(juneOfV2));
    assertTrue(JUNE_OF_V1.overlaps(rows(Tables.CHURN_PREDICTIONS, Map.of("model_version", "v1"))));
  }

  @Test
  void daysOverlapWhenOneIsInBoth() {
    assertTrue(MAY_SALES.overlaps(sales("2025-05-31", "2025-06-30")));
    assertFalse(MAY_SALES.overlaps(sales("2025-06-01", "2025-06-30")));
    assertTrue(MAY_SALES.overlaps(rows(Tables.SALES, Map.of())));
  }

  @Test
  void rowsOfTwoTablesDoNotOverlap() {
    assertFalse(rows(Tables.SALES, Map.of()).overlaps(rows(Tables.CUSTOMERS, Map.of())));
  }

  private static SliceRows sales(String first, String last) {
    SliceRows.Days days = new SliceRows.Days(LocalDate.parse(first), LocalDate.parse(last));
    return rows(Tables.SALES, Map.of("transaction_date", days));
  }

  private static SliceRows rows(Table table, Map<String, Object> where) {
    return new SliceRows(table, where);
  }
}

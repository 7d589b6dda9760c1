package org.churnwise.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C1 bought on 2025-05-01 and 2025-08-01; the window of 2025-06-01 ends before 2025-07-01. */
class LabelsWithHolesTest extends LabelRows {
  private void hole(String kind, String first, String last) {
    sales("C1 2025-05-01\nC1 2025-08-01");
    temporary.insert(
        Tables.DATA_FAULTS,
        "kind | subject | first_day | last_day | accepted\n%s | sales | %s | %s | true"
            .formatted(kind, first, last));
  }

  @ParameterizedTest
  @CsvSource({
    "SILENT_DAYS,    2025-06-10, 2025-06-12, NO_EVIDENCE",
    "VANISHED_LEVEL, 2025-05-01, 2025-06-01, NO_EVIDENCE",
    "SILENT_DAYS,    2025-06-30, 2025-07-31, NO_EVIDENCE",
    "SILENT_DAYS,    2025-07-01, 2025-07-31, FINAL",
    "SILENT_DAYS,    2025-05-02, 2025-05-31, FINAL",
    "SCALE,          2025-06-01, 2025-06-30, FINAL"
  })
  void aHoleInTheWindowLeavesNoEvidence(String kind, String first, String last, String state) {
    hole(kind, first, last);
    boolean known = state.equals("FINAL");
    assertEquals(
        new LabelResult(known ? 1 : 0, 0, known ? 0 : 1, 0),
        label("r1", THIRTY_DAYS, "2025-06-01"));
    assertEquals(
        TextTable.expected(
            """
            customer_id | churned | label_state | next_purchase_date
            C1          | %s      | %s          | null
            """
                .formatted(known ? "1" : "null", state)),
        temporary.rows(
            Tables.CUSTOMER_LABELS, "customer_id", "churned", "label_state", "next_purchase_date"));
  }

  @Test
  void beforeMaturityTheyArePending() {
    hole("SILENT_DAYS", "2025-07-20", "2025-07-22");
    assertEquals(new LabelResult(0, 1, 0, 0), label("r1", THIRTY_DAYS, "2025-07-15"));
  }

  @Test
  void aHoleThatWasFoundOrFilledSinceWritesTheLabelsAgain() {
    hole("SILENT_DAYS", "2025-06-10", "2025-06-12");
    label("r1", THIRTY_DAYS, "2025-06-01");
    temporary.warehouse().delete(Tables.DATA_FAULTS, Map.of("subject", "sales"));
    ChurnLabeler later = labeler("r2", THIRTY_DAYS);
    LocalDate snapshot = LocalDate.of(2025, 6, 1);
    assertEquals(List.of(snapshot), later.stale());
    assertEquals(new LabelResult(1, 0, 0, 0), later.label(List.of(snapshot), false));
    assertEquals(List.of(), later.due());
  }
}

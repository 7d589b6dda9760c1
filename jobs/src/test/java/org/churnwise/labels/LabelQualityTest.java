package org.churnwise.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;

/**
 * What is recorded of a slice of labels: rows of the rarer class, of which a model needs at least
 * one.
 */
class LabelQualityTest extends LabelRows {

  @Test
  void bothClassesAreGood() {
    sales("C1 2025-05-01\nC2 2025-05-01\nC2 2025-06-01\nC3 2025-05-01\nC3 2025-06-01");
    loadedTo("2026-01-01");
    assertEquals("1.0 | OK", rarerClass());
  }

  @Test
  void oneClassIsABreach() {
    sales("C1 2025-05-01");
    loadedTo("2026-01-01");
    assertEquals("0.0 | BREACH", rarerClass());
  }

  @Test
  void aPendingSnapshotIsNoEvidence() {
    sales("C1 2025-05-01");
    loadedTo("2025-06-01");
    assertEquals("null | NO_EVIDENCE", rarerClass());
  }

  private String rarerClass() {
    label("r1", THIRTY_DAYS, "2025-06-01");
    String checks = temporary.rows(Tables.DATA_QUALITY, "check_name", "value", "verdict");
    return checks
        .lines()
        .filter(line -> line.startsWith("rows_of_rarer_class | "))
        .findFirst()
        .orElseThrow()
        .substring("rows_of_rarer_class | ".length());
  }
}

package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;

class SnapshotRulesTest {
  private static final LocalDate FEBRUARY = LocalDate.of(2025, 2, 1);
  private static final SnapshotRules THIRTY_DAYS = new SnapshotRules(30, 0);

  @Test
  void februaryMaturesOnTheThirdOfMarch() {
    assertEquals(LocalDate.of(2025, 3, 3), THIRTY_DAYS.maturesOn(FEBRUARY));
    assertFalse(THIRTY_DAYS.isMature(FEBRUARY, LocalDate.of(2025, 3, 2)));
    assertTrue(THIRTY_DAYS.isMature(FEBRUARY, LocalDate.of(2025, 3, 3)));
  }

  @Test
  void graceMovesMaturityAndNotTheWindow() {
    SnapshotRules rules = new SnapshotRules(30, 5);
    assertEquals(LocalDate.of(2025, 3, 8), rules.maturesOn(FEBRUARY));
    assertEquals(LocalDate.of(2025, 3, 3), rules.windowEnd(FEBRUARY));
  }

  @Test
  void theWatermarkItselfIsAllowed() {
    SnapshotRules.requireNotAfter(FEBRUARY, List.of(FEBRUARY, FEBRUARY.minusDays(1)));
  }

  @Test
  void theFirstSnapshotAfterTheWatermarkIsNamed() {
    ChurnException refused =
        assertThrows(
            ChurnException.class,
            () -> SnapshotRules.requireNotAfter(FEBRUARY, List.of(FEBRUARY, FEBRUARY.plusDays(1))));
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
    assertEquals(
        "snapshot 2025-02-02 is after the watermark 2025-02-01: sales are known only before 2025-02-01;"
            + " load newer sales, declare a month that has ended with 'submit/churn ingest --complete"
            + " YYYY-MM' or a later day with --loaded-to, or ask for a snapshot up to 2025-02-01",
        refused.getMessage());
  }
}

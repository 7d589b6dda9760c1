package org.churnwise.model.scoring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
  private static final LocalDate DAY = LocalDate.of(2025, 5, 1);

  @Test
  void biasAndContributionsAddUp() {
    Explanation explanation = new Explanation(0.75, 0.5, new double[] {0.5, -0.25});
    assertEquals(0.75, explanation.sum());
    assertDoesNotThrow(() -> explanation.requireSum("C1", DAY));
  }

  @Test
  void aTenThousandthIsRoundingAndMoreIsNot() {
    assertTrue(new Explanation(0.00009, 0, new double[] {0}).addsUp());
    assertFalse(new Explanation(0.00011, 0, new double[] {0}).addsUp());
  }

  @Test
  void notANumberNeverAddsUp() {
    assertFalse(new Explanation(Double.NaN, 0, new double[] {0}).addsUp());
    assertFalse(new Explanation(0, 0, new double[] {Double.NaN}).addsUp());
  }

  @Test
  void aCustomerWhoseReasonsDoNotAddUpIsNamed() {
    ChurnException refused =
        assertThrows(
            ChurnException.class,
            () -> new Explanation(1, 0.5, new double[] {0.25}).requireSum("C1", DAY));
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertEquals(
        "cannot explain customer C1 at 2025-05-01: contributions and bias add up to 0.75, the margin is 1.0, and they differ by more than 1.0E-4; nothing was written. Train again, or score with --set scoring.reasons=none",
        refused.getMessage());
  }
}

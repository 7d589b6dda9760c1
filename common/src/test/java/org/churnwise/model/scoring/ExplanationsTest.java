package org.churnwise.model.scoring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
  private static final Row C1 =
      new GenericRowWithSchema(
          new Object[] {"2025-05-01", "C1"},
          new StructType().add("snapshot_date", "string").add("customer_id", "string"));

  @Test
  void biasAndContributionsAddUp() {
    Explanation explanation = new Explanation(0.75, 0.5, new double[] {0.5, -0.25});
    assertEquals(0.75, explanation.sum());
    assertDoesNotThrow(() -> Explanations.requireSum(C1, explanation));
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
            () -> Explanations.requireSum(C1, new Explanation(1, 0.5, new double[] {0.25})));
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertEquals(
        "cannot explain customer C1 at 2025-05-01: contributions and bias add up to 0.75, the margin is 1.0, and they differ by more than 1.0E-4; nothing was written. Train again, or score with --set scoring.reasons=none",
        refused.getMessage());
  }

  @Test
  void batchesKeepTheOrderAndTheirSize() {
    List<Integer> sizes = new ArrayList<>();
    Batches<Integer> batches =
        new Batches<>(
            List.of(1, 2, 3, 4, 5).iterator(),
            2,
            batch -> {
              sizes.add(batch.size());
              return batch.stream().map(number -> number * 10).toList();
            });
    List<Integer> given = new ArrayList<>();
    batches.forEachRemaining(given::add);
    assertEquals(List.of(10, 20, 30, 40, 50), given);
    assertEquals(List.of(2, 2, 1), sizes);
  }
}

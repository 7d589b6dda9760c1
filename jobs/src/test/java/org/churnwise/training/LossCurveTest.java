package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.churnwise.training.Trials.FoldCurve;
import org.junit.jupiter.api.Test;

class LossCurveTest {
  @Test
  void foldsCountByTheirRows() {
    LossCurve mean = LossCurve.mean(List.of(curve(1, 0.5f, 0.25f), curve(3, 0.25f, 0.5f)));
    assertArrayEquals(new double[] {0.3125, 0.4375}, mean.losses()); // (0.5 + 3 x 0.25) / 4
  }

  @Test
  void theFewestTreesOfEqualLossAreBest() {
    assertEquals(2, LossCurve.mean(List.of(curve(1, 0.5f, 0.25f, 0.25f, 0.3f))).bestRounds());
  }

  @Test
  void treesThatWereNotGrownDoNotCount() {
    LossCurve stopped = LossCurve.mean(List.of(curve(1, 0.5f, 0.25f, 0.3f, 0, 0)));
    assertEquals(3, stopped.losses().length);
    assertEquals(0.25, stopped.least());
  }

  @Test
  void noFoldGivesNoCurve() {
    assertTrue(LossCurve.mean(List.of()).isEmpty());
  }

  private static FoldCurve curve(int rows, float... losses) {
    return new FoldCurve(0, rows, losses);
  }
}

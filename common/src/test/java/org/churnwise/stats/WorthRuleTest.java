package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.stats.WorthRule.Ranked;
import org.junit.jupiter.api.Test;

/**
 * Eight customers, of whom the last four churned; silent for 1 to 8 days, so that the recency rule
 * ranks perfectly. Where a ranking is perfect or perfectly wrong, each draw of both classes says
 * the same, and the interval is a point.
 */
class WorthRuleTest {
  private static final int[] CHURNED = {0, 0, 0, 0, 1, 1, 1, 1};
  private static final long[] SILENT = {1, 2, 3, 4, 5, 6, 7, 8};

  private final WorthRule rule = new WorthRule(new PairedBootstrap(200, 42));

  @Test
  void aPerfectModelIsWorthActingOnWithoutADraw() {
    Worth worth =
        rule.judge(
            auc(1.0, 1.0),
            () -> {
              throw new AssertionError("drawn");
            });
    assertEquals(new Worth(Verdict.OK, Optional.empty(), Optional.empty()), worth);
  }

  /** AUC 0: one half below the constant, 1 below the rule. */
  @Test
  void anInvertedModelIsWorthNothing() {
    Worth worth = judge(auc(0.0, 1.0), .9, .8, .7, .6, .4, .3, .2, .1);
    assertEquals(Verdict.BREACH, worth.verdict());
    assertEquals(Optional.of(new Interval(-0.5, -0.5)), worth.overConstant());
    assertEquals(Optional.of(new Interval(-1, -1)), worth.overRecency());
  }

  /** AUC 0.5 is the constant's own: only the rule was compared, and is one half better. */
  @Test
  void aConstantIsWorthNothingBesideARuleThatRanks() {
    Worth worth = judge(auc(0.5, 1.0), .3, .3, .3, .3, .3, .3, .3, .3);
    assertEquals(
        new Worth(Verdict.BREACH, Optional.empty(), Optional.of(new Interval(-0.5, -0.5))), worth);
  }

  /** One pair of 16 is the wrong way round: AUC 0.9375, and many draws have none of that pair. */
  @Test
  void aModelThatIsBehindByChanceIsNotStopped() {
    Worth worth = judge(auc(0.9375, 1.0), .1, .2, .3, .5, .4, .6, .7, .8);
    assertEquals(Verdict.OK, worth.verdict());
    assertEquals(0, worth.overRecency().orElseThrow().high());
    assertTrue(worth.overRecency().orElseThrow().low() < 0);
  }

  @Test
  void withoutAnAucNothingIsKnown() {
    for (MetricStatus status :
        new MetricStatus[] {
          MetricStatus.NO_DATA,
          MetricStatus.ONE_CLASS,
          MetricStatus.TOO_FEW,
          MetricStatus.INVALID_SCORE
        }) {
      assertEquals(
          Worth.UNKNOWN, judge(Metric.without(MetricName.AUC, status, 8, 4), 0, 0, 0, 0, 0, 0, 0));
    }
  }

  private Worth judge(Metric auc, double... probability) {
    return rule.judge(auc, () -> new Ranked(probability, SILENT, CHURNED));
  }

  private static Metric auc(double value, double recency) {
    return new Metric(
        MetricName.AUC,
        MetricStatus.OK,
        OptionalDouble.of(value),
        Optional.empty(),
        8,
        4,
        OptionalDouble.of(0.5),
        OptionalDouble.of(recency));
  }
}

package org.churnwise.stats;

import java.util.Optional;

/**
 * Whether a model ranks customers well enough to act on, beside what needs no model.
 *
 * @param verdict BREACH if it ranks worse than either beyond chance; NO_EVIDENCE without an AUC
 * @param overConstant the 95 % interval of its AUC less one half; empty unless its AUC is lower
 * @param overRecency the same, less the AUC of the recency rule
 */
public record Worth(
    Verdict verdict, Optional<Interval> overConstant, Optional<Interval> overRecency) {

  /** Nothing is known of it. */
  public static final Worth UNKNOWN =
      new Worth(Verdict.NO_EVIDENCE, Optional.empty(), Optional.empty());

  /** The model against both, where it was compared. */
  static Worth of(Optional<Interval> overConstant, Optional<Interval> overRecency) {
    boolean isBelow = isBelow(overConstant) || isBelow(overRecency);
    return new Worth(isBelow ? Verdict.BREACH : Verdict.OK, overConstant, overRecency);
  }

  private static boolean isBelow(Optional<Interval> gain) {
    return gain.filter(interval -> interval.high() < 0).isPresent();
  }
}

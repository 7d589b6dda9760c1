package org.churnwise.stats;

import java.util.OptionalDouble;

/**
 * The result of checking a value. Missing or doubtful evidence is a verdict of its own, never
 * {@link #OK}.
 */
public enum Verdict {
  /** There is evidence, and the value is within the threshold. */
  OK,
  /** There is evidence, and the value is beyond the threshold. */
  BREACH,
  /** There is not enough evidence. */
  NO_EVIDENCE;

  /**
   * For values that should be high: a breach is a value strictly below the minimum.
   *
   * @throws IllegalArgumentException if the minimum is not a finite number
   */
  public static Verdict atLeast(MetricStatus status, OptionalDouble value, double minimum) {
    requireThreshold(minimum);
    return isEvidence(status, value) ? of(value.getAsDouble() >= minimum) : NO_EVIDENCE;
  }

  /**
   * For values that should be low: a breach is a value strictly above the maximum.
   *
   * @throws IllegalArgumentException if the maximum is not a finite number
   */
  public static Verdict atMost(MetricStatus status, OptionalDouble value, double maximum) {
    requireThreshold(maximum);
    return isEvidence(status, value) ? of(value.getAsDouble() <= maximum) : NO_EVIDENCE;
  }

  private static Verdict of(boolean within) {
    return within ? OK : BREACH;
  }

  private static boolean isEvidence(MetricStatus status, OptionalDouble value) {
    return status == MetricStatus.OK && value.isPresent() && !Double.isNaN(value.getAsDouble());
  }

  private static void requireThreshold(double threshold) {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold must be a finite number, not " + threshold);
    }
  }
}

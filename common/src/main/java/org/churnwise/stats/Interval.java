package org.churnwise.stats;

/**
 * A confidence interval, both ends included.
 *
 * @param low finite
 * @param high finite, at least {@code low}
 */
public record Interval(double low, double high) {
  /** Refuses ends that are not finite or in the wrong order. */
  public Interval {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
      throw new IllegalArgumentException("not an interval: " + low + " to " + high);
    }
  }

  /** The part of this interval that lies in [least, most], which it must touch. */
  Interval within(double least, double most) {
    return new Interval(Math.max(least, low), Math.min(most, high));
  }

  /**
   * This interval, extended to include a value: rounding alone must not leave an estimate outside.
   */
  Interval including(double value) {
    return new Interval(Math.min(low, value), Math.max(high, value));
  }

  /** Whether a value lies in the interval. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}

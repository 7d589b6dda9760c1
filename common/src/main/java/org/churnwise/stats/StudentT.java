package org.churnwise.stats;

/** Student's t distribution. */
final class StudentT {
  private StudentT() {}

  /**
   * The 97.5 % quantile, by the expansion of Abramowitz and Stegun 26.7.5. Within 0.02 % from 5
   * degrees of freedom on, and below that too low: 11.3 instead of 12.7 at 1.
   *
   * @param freedom degrees of freedom, at least 1
   */
  static double upper975(double freedom) {
    double z = Intervals.Z;
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    double z7 = z5 * z * z;
    double z9 = z7 * z * z;
    return z
        + (z3 + z) / (4 * freedom)
        + (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom * freedom)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * Math.pow(freedom, 3))
        + (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * Math.pow(freedom, 4));
  }
}

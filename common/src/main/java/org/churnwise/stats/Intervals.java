package org.churnwise.stats;

import java.util.Optional;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Two-sided 95 % confidence intervals of statistics, from sums alone. */
public final class Intervals {
  /** The 97.5 % quantile of the standard normal distribution. */
  public static final double Z = 1.959963984540054;

  static final double CONFIDENCE = 0.95;

  private static final Percentile PERCENTILE =
      new Percentile().withEstimationType(Percentile.EstimationType.R_7);

  private Intervals() {}

  /**
   * Wilson's score interval of a proportion (Wilson 1927, JASA 22). It never shrinks to a point:
   * ten of ten give [0.72, 1].
   *
   * @param successes in [0, trials]; need not be whole, as ties may be shared
   * @return empty without trials
   */
  public static Optional<Interval> wilson(double successes, double trials) {
    if (trials <= 0) {
      return Optional.empty();
    }
    double share = successes / trials;
    double z2 = Z * Z / trials;
    double centre = (share + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials)) / (1 + z2);
    return Optional.of(
        new Interval(
            Math.min(share, Math.max(0, centre - half)),
            Math.max(share, Math.min(1, centre + half))));
  }

  /**
   * F1, by way of J = TP / (TP + FP + FN), a proportion with F1 = 2 J / (1 + J): Wilson's interval
   * of J, transformed (the "Wilson indirect" method of Lam, Gopal and Qian 2023, Confidence
   * Intervals for the F1 Score, arXiv 2309.14621).
   */
  static Optional<Interval> f1(long truePositives, long falsePositives, long falseNegatives) {
    return wilson(truePositives, (double) truePositives + falsePositives + falseNegatives)
        .map(j -> new Interval(2 * j.low() / (1 + j.low()), 2 * j.high() / (1 + j.high())));
  }

  /**
   * The area under the ROC curve on the logit scale (Pepe 2003, The Statistical Evaluation of
   * Medical Tests, 5.2.5), with the variance of DeLong, DeLong and Clarke-Pearson 1988 (Biometrics
   * 44). Where that variance is 0, as it is for a perfect ranking, Wilson's interval of the rarer
   * class stands in, so that a perfect ranking of few rows does not look certain.
   *
   * @param variance see {@link RankSums#aucVariance}
   * @param rarer rows of the rarer class
   */
  static Optional<Interval> auc(double auc, double variance, long rarer) {
    double spread = auc * (1 - auc);
    if (!(variance > 0) || !(spread > 0)) {
      return wilson(auc * rarer, rarer);
    }
    return Optional.of(onLogitScale(auc, Math.sqrt(variance) / spread));
  }

  /**
   * Average precision on the logit scale, with standard error (m v (1 - v))^(-1/2) for value v and
   * m rows of the class that is looked for (Boyd, Eng and Page 2013, Area under the
   * Precision-Recall Curve, ECML PKDD).
   */
  static Optional<Interval> averagePrecision(double value, long sought) {
    double spread = value * (1 - value);
    return spread > 0
        ? Optional.of(onLogitScale(value, 1 / Math.sqrt(sought * spread)))
        : wilson(value * sought, sought);
  }

  /**
   * The mean of independent losses that are never negative: mean plus and minus z standard errors
   * (central limit theorem), cut at 0.
   *
   * @param squares sum of the squared losses
   * @return empty for fewer than two rows
   */
  static Optional<Interval> meanLoss(double sum, double squares, long rows) {
    if (rows < 2) {
      return Optional.empty();
    }
    double mean = sum / rows;
    double variance = Math.max(0, squares - rows * mean * mean) / (rows - 1);
    double half = Z * Math.sqrt(variance / rows);
    return Optional.of(new Interval(Math.max(0, mean - half), mean + half));
  }

  /** An estimate plus and minus z standard errors (Wald). */
  static Interval wald(double estimate, double standardError) {
    return new Interval(estimate - Z * standardError, estimate + Z * standardError);
  }

  /** The standard error of an estimate, from the upper end of its {@link #wald} interval. */
  public static double waldError(double estimate, double high) {
    return (high - estimate) / Z;
  }

  /**
   * The middle of bootstrap draws, interpolated linearly: definition 7 of Hyndman and Fan 1996 (The
   * American Statistician 50), the default of numpy and R.
   *
   * @param draws at least one number, in any order
   * @param confidence the share of draws in the middle
   */
  static Interval percentile(double[] draws, double confidence) {
    double tail = (100 - 100 * confidence) / 2;
    return new Interval(PERCENTILE.evaluate(draws, tail), PERCENTILE.evaluate(draws, 100 - tail));
  }

  /** The middle 95 %. */
  static Interval percentile(double[] draws) {
    return percentile(draws, CONFIDENCE);
  }

  /** The two-sided p-value of a statistic that is standard normal without an effect. */
  static double pValue(double z) {
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }

  private static Interval onLogitScale(double share, double standardError) {
    double logit = Math.log(share / (1 - share));
    return new Interval(logistic(logit - Z * standardError), logistic(logit + Z * standardError));
  }

  static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}

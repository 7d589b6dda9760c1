package org.churnwise.stats;

import static org.churnwise.stats.MetricName.ACCURACY;
import static org.churnwise.stats.MetricName.AUC;
import static org.churnwise.stats.MetricName.AVERAGE_PRECISION;
import static org.churnwise.stats.MetricName.AVERAGE_PRECISION_RETAINED;
import static org.churnwise.stats.MetricName.BRIER;
import static org.churnwise.stats.MetricName.CALIBRATION_ERROR;
import static org.churnwise.stats.MetricName.CALIBRATION_INTERCEPT;
import static org.churnwise.stats.MetricName.CALIBRATION_SLOPE;
import static org.churnwise.stats.MetricName.F1;
import static org.churnwise.stats.MetricName.LOG_LOSS;
import static org.churnwise.stats.MetricName.PRECISION;
import static org.churnwise.stats.MetricName.RECALL;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Each metric's value, interval and best constant prediction, from sums over rows of both classes.
 * The formulas are those in {@link ClassificationMetrics}.
 */
final class MetricFormulas {
  private MetricFormulas() {}

  static OptionalDouble value(String name, ScoreSums s) {
    ScoreSummary c = s.counts();
    return switch (name) {
      case F1 ->
          some(2.0 * c.truePositives() / (c.truePositives() + flagged(c) + c.falseNegatives()));
      case PRECISION -> some(flagged(c) == 0 ? 0.0 : (double) c.truePositives() / flagged(c));
      case RECALL -> some((double) c.truePositives() / c.positives());
      case ACCURACY -> some((double) (c.truePositives() + c.trueNegatives()) / c.rows());
      case AUC -> some(auc(c));
      case BRIER -> some(c.squaredErrorSum() / c.rows());
      case AVERAGE_PRECISION -> some(s.ranks().precisionSum() / c.positives());
      case AVERAGE_PRECISION_RETAINED -> some(s.ranks().retainedPrecisionSum() / c.negatives());
      case LOG_LOSS -> some(s.losses().logLossSum() / c.rows());
      case CALIBRATION_ERROR -> some(CalibrationError.of(s.bins()));
      case CALIBRATION_SLOPE -> fitted(s.recalibration().map(Recalibration::slope));
      case CALIBRATION_INTERCEPT -> fitted(s.recalibration().map(Recalibration::intercept));
      default -> some(gainOrLift(name, captured(name, s) / c.positives()));
    };
  }

  static Optional<Interval> interval(String name, ScoreSums s) {
    ScoreSummary c = s.counts();
    return switch (name) {
      case F1 -> Intervals.f1(c.truePositives(), c.falsePositives(), c.falseNegatives());
      case PRECISION -> Intervals.wilson(c.truePositives(), flagged(c));
      case RECALL -> Intervals.wilson(c.truePositives(), c.positives());
      case ACCURACY -> Intervals.wilson(c.truePositives() + c.trueNegatives(), c.rows());
      case AUC -> {
        double auc = auc(c);
        double variance = s.ranks().aucVariance(auc, c.positives(), c.negatives());
        yield Intervals.auc(auc, variance, Math.min(c.positives(), c.negatives()));
      }
      case BRIER ->
          Intervals.meanLoss(c.squaredErrorSum(), s.losses().fourthErrorSum(), c.rows())
              .map(interval -> interval.within(0, 1));
      case AVERAGE_PRECISION ->
          Intervals.averagePrecision(s.ranks().precisionSum() / c.positives(), c.positives());
      case AVERAGE_PRECISION_RETAINED ->
          Intervals.averagePrecision(
              s.ranks().retainedPrecisionSum() / c.negatives(), c.negatives());
      case LOG_LOSS ->
          Intervals.meanLoss(s.losses().logLossSum(), s.losses().squaredLogLossSum(), c.rows());
      case CALIBRATION_ERROR -> Optional.of(CalibrationError.interval(s.bins()));
      case CALIBRATION_SLOPE ->
          s.recalibration().map(fit -> Intervals.wald(fit.slope(), fit.slopeError()));
      case CALIBRATION_INTERCEPT ->
          s.recalibration().map(fit -> Intervals.wald(fit.intercept(), fit.interceptError()));
      default ->
          Intervals.wilson(captured(name, s), c.positives())
              .map(
                  gain ->
                      new Interval(gainOrLift(name, gain.low()), gainOrLift(name, gain.high())));
    };
  }

  /**
   * The value of the best constant prediction; empty for the calibration line, which needs
   * different probabilities.
   */
  static OptionalDouble constant(String name, ScoreSummary c) {
    double baseRate = (double) c.positives() / c.rows();
    return switch (name) {
      case F1 -> some(2.0 * c.positives() / (c.rows() + c.positives()));
      case PRECISION, AVERAGE_PRECISION -> some(baseRate);
      case RECALL -> some(1.0);
      case ACCURACY -> some((double) Math.max(c.positives(), c.negatives()) / c.rows());
      case AUC -> some(0.5);
      case BRIER -> some(baseRate * (1 - baseRate));
      case AVERAGE_PRECISION_RETAINED -> some(1 - baseRate);
      case LOG_LOSS ->
          some(-baseRate * Math.log(baseRate) - (1 - baseRate) * Math.log(1 - baseRate));
      case CALIBRATION_ERROR -> some(0.0);
      case CALIBRATION_SLOPE, CALIBRATION_INTERCEPT -> OptionalDouble.empty();
      default -> some(gainOrLift(name, MetricName.decile(name) / 10.0));
    };
  }

  static double auc(ScoreSummary c) {
    double positivesAbove = c.positiveRankSum() - ScoreSummary.lowestRankSum(c.positives());
    return positivesAbove / ((double) c.positives() * c.negatives());
  }

  private static long flagged(ScoreSummary c) {
    return c.truePositives() + c.falsePositives();
  }

  private static double captured(String name, ScoreSums s) {
    return Math.min(s.positives(), s.ranks().captured().get(MetricName.decile(name) - 1));
  }

  private static double gainOrLift(String name, double gain) {
    return name.startsWith(MetricName.LIFT) ? gain * 10 / MetricName.decile(name) : gain;
  }

  private static OptionalDouble some(double value) {
    return OptionalDouble.of(value);
  }

  private static OptionalDouble fitted(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }
}

package org.churnwise.stats;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.special.Erf;

/**
 * How far an AUC lies below earlier ones. It is compared with the lowest of them, so that what the
 * shop's own seasons have brought before is no decline; only what lies below that, by more than
 * chance explains, is.
 *
 * @param mean of the earlier ones
 * @param lowest of them
 * @param loss of the lowest against the new one; negative if the new one is higher
 * @param pValue one-sided, of two independent areas whose standard errors are those of their 95 %
 *     intervals; the same customers stand behind both, which makes it larger than it need be
 */
public record AucDecline(double mean, double lowest, double loss, double pValue) {

  /**
   * The decline of a metric against earlier ones; those without an interval do not count.
   *
   * @return empty if the new one has no interval, or no earlier one has
   */
  public static Optional<AucDecline> of(Metric now, List<Metric> earlier) {
    List<Metric> known = earlier.stream().filter(one -> one.interval().isPresent()).toList();
    if (now.interval().isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    Metric lowest = known.stream().min(Comparator.comparingDouble(AucDecline::value)).orElseThrow();
    double loss = value(lowest) - value(now);
    double error = Math.hypot(standardError(now), standardError(lowest));
    return Optional.of(
        new AucDecline(
            known.stream().mapToDouble(AucDecline::value).sum() / known.size(),
            value(lowest),
            loss,
            error > 0 ? Erf.erfc(loss / error / Math.sqrt(2)) / 2 : 1));
  }

  /**
   * Whether it is a break: at least a loss, and beyond chance.
   *
   * @param leastLoss of AUC
   * @param looks at the same snapshot; the level is shared between them (Bonferroni)
   * @param level probability of a false break in all looks together, in (0, 1)
   */
  public boolean isBreak(double leastLoss, int looks, double level) {
    return loss >= leastLoss && pValue * looks < level;
  }

  private static double value(Metric metric) {
    return metric.value().getAsDouble();
  }

  private static double standardError(Metric metric) {
    Interval interval = metric.interval().orElseThrow();
    return (interval.high() - interval.low()) / (2 * Intervals.Z);
  }
}

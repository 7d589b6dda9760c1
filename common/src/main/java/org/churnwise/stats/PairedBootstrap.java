package org.churnwise.stats;

import static java.lang.Double.NaN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of the difference between two models on the same rows is chance: customers are drawn
 * with replacement, as many as there are, both models are evaluated on the same draw, and this is
 * repeated many times (Efron and Tibshirani 1993, An Introduction to the Bootstrap, 13 and 16).
 * Percentile intervals, two-sided, with 95 % unless told otherwise: there one of two equal models
 * appears better in about one comparison of 40.
 *
 * <p>Rows are sorted once; a draw costs one pass per metric and model. The draws come from one
 * sequence of random numbers and are evaluated on all cores. 2,000 draws of AUC, Brier score and
 * calibration error of 5,000 customers take about 0.2 s of one core.
 *
 * @param draws at least 100
 * @param seed of the draws
 */
public record PairedBootstrap(int draws, long seed) {
  /** The number of draws for a decision. */
  public static final int DRAWS = 2000;

  private static final int FEWEST_DRAWS = 100;
  private static final String ALL = "all";

  /** Refuses fewer draws than an interval needs. */
  public PairedBootstrap {
    if (draws < FEWEST_DRAWS) {
      throw new IllegalArgumentException("draws must be at least 100, not " + draws);
    }
  }

  /**
   * The differences of one metric and of further ones over all rows, then of AUC over each segment
   * with enough rows.
   *
   * @param primary auc, average_precision, brier, log_loss or profit
   * @param others likewise, or ece
   * @param policy how many rows a segment needs
   * @throws IllegalArgumentException without rows of both classes, for another metric, or for
   *     profit if the rows have no value of a contact
   */
  public List<PairedDifference> differences(
      PairedRows rows, String primary, List<String> others, MetricPolicy policy) {
    return differences(rows, primary, Intervals.CONFIDENCE, others, policy);
  }

  /**
   * The same with an interval of another confidence for the primary metric.
   *
   * @param confidence in (0, 1), of the primary metric's interval alone
   */
  public List<PairedDifference> differences(
      PairedRows rows,
      String primary,
      double confidence,
      List<String> others,
      MetricPolicy policy) {
    if (rows.positives() == 0 || rows.positives() == rows.size()) {
      throw new IllegalArgumentException("paired rows need both classes");
    }
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(Comparison.of(rows, primary, ALL, rows.everyRow()));
    others.forEach(metric -> comparisons.add(Comparison.of(rows, metric, ALL, rows.everyRow())));
    for (String segment : rows.segmentsWithEvidence(policy)) {
      comparisons.add(Comparison.of(rows, MetricName.AUC, segment, rows.segments().get(segment)));
    }
    double[][] gains = gains(rows, comparisons);
    List<PairedDifference> differences = new ArrayList<>();
    for (int i = 0; i < comparisons.size(); i++) {
      double of = i == 0 ? confidence : Intervals.CONFIDENCE;
      differences.add(difference(rows, comparisons.get(i), gains[i], of));
    }
    return differences;
  }

  /**
   * The mean, over the segments, of the gain in AUC within each: of the same customers at several
   * times, say. A customer is drawn with the rows of all segments.
   *
   * @param gain on the rows as they are
   * @param interval two-sided 95 % percentile interval over the draws
   */
  public record MeanGain(double gain, Interval interval) {}

  /**
   * The mean gain in AUC over all segments.
   *
   * @throws IllegalArgumentException without segments, or if one of them has a single class
   */
  public MeanGain meanGain(PairedRows rows) {
    List<Comparison> comparisons =
        rows.segments().entrySet().stream()
            .map(one -> Comparison.of(rows, MetricName.AUC, one.getKey(), one.getValue()))
            .toList();
    DrawnRows once = DrawnRows.once(rows.size());
    double gain = comparisons.stream().mapToDouble(one -> one.gains(once)[0]).average().orElse(NaN);
    if (!Double.isFinite(gain)) {
      throw new IllegalArgumentException("each segment needs both classes, and there must be one");
    }
    double[][] gains = gains(rows, comparisons);
    double[] means =
        IntStream.range(0, draws)
            .mapToDouble(
                draw -> Arrays.stream(gains).mapToDouble(of -> of[draw]).average().orElse(NaN))
            .filter(Double::isFinite)
            .toArray();
    return new MeanGain(gain, Intervals.percentile(means));
  }

  /** By comparison and draw. The draws do not depend on the threads that evaluate them. */
  private double[][] gains(PairedRows rows, List<Comparison> comparisons) {
    Draws all = new Draws(rows, draws, seed);
    double[][] gains = new double[comparisons.size()][draws];
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(thread -> evaluate(all, comparisons, gains));
    return gains;
  }

  /** Draws that one thread takes until none is left. */
  private static void evaluate(Draws all, List<Comparison> comparisons, double[][] gains) {
    DrawnRows drawn = all.room();
    for (int first = all.next(drawn); first >= 0; first = all.next(drawn)) {
      for (int i = 0; i < gains.length; i++) {
        int taken = Math.min(drawn.draws(), gains[i].length - first);
        System.arraycopy(comparisons.get(i).gains(drawn), 0, gains[i], first, taken);
      }
    }
  }

  /** Draws of a single class have no gain and are not counted. */
  private PairedDifference difference(
      PairedRows rows, Comparison comparison, double[] gains, double confidence) {
    double[] finite = Arrays.stream(gains).filter(Double::isFinite).toArray();
    DrawnRows once = DrawnRows.once(rows.size());
    double challenger = comparison.challenger.of(once)[0];
    double champion = comparison.champion.of(once)[0];
    long notWorse = Arrays.stream(finite).filter(gain -> gain >= 0).count();
    int sign = MetricName.lowerIsBetter(comparison.metric) ? -1 : 1;
    return new PairedDifference(
        comparison.metric,
        comparison.segment,
        sign * challenger,
        sign * champion,
        challenger - champion,
        Intervals.percentile(finite, confidence),
        (notWorse + 1.0) / (finite.length + 1.0));
  }

  /** Two models and the metric to compare them by. */
  private record Comparison(
      String metric, String segment, ResampledMetric challenger, ResampledMetric champion) {

    static Comparison of(PairedRows rows, String metric, String segment, int[] members) {
      return new Comparison(
          metric,
          segment,
          resampled(metric, rows, rows.challenger(), members),
          resampled(metric, rows, rows.champion(), members));
    }

    /** By draw. */
    double[] gains(DrawnRows drawn) {
      double[] gains = challenger.of(drawn);
      double[] less = champion.of(drawn);
      Arrays.setAll(gains, draw -> gains[draw] - less[draw]);
      return gains;
    }
  }

  static ResampledMetric resampled(
      String metric, PairedRows rows, double[] probability, int[] members) {
    int[] label = rows.label();
    return switch (metric) {
      case MetricName.AUC -> new ResampledAuc(probability, label, members);
      case MetricName.AVERAGE_PRECISION -> new ResampledPrecision(probability, label, members);
      case MetricName.BRIER -> ResampledLoss.brier(probability, label);
      case MetricName.LOG_LOSS -> ResampledLoss.logLoss(probability, label);
      case MetricName.CALIBRATION_ERROR -> new ResampledCalibration(probability, label);
      case MetricName.PROFIT -> {
        if (rows.contacts() == null) {
          throw new IllegalArgumentException("these rows have no value of a contact");
        }
        yield new ResampledProfit(rows.contacts(), probability, label);
      }
      default -> throw new IllegalArgumentException("cannot compare by " + metric);
    };
  }
}

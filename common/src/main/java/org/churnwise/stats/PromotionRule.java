package org.churnwise.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a challenger is better than a champion beyond chance, and not worse in any guard.
 *
 * @param metric the primary metric: auc, average_precision, brier, log_loss or profit
 * @param margin by which the lower end of the gain's interval must exceed 0
 * @param confidence of that two-sided interval; an equal challenger is promoted in at most (1 -
 *     confidence) / 2 of comparisons
 * @param guards metrics that must not be worse beyond chance: the same, or ece; the primary one is
 *     skipped
 * @param bootstrap draws and seed
 * @param policy how many rows are needed
 */
public record PromotionRule(
    String metric,
    double margin,
    double confidence,
    List<String> guards,
    PairedBootstrap bootstrap,
    MetricPolicy policy) {
  /** The guards for every primary metric: a better ranking must not worsen the probabilities. */
  public static final List<String> GUARDS = List.of(MetricName.BRIER, MetricName.CALIBRATION_ERROR);

  private static final double LEVEL = 0.05;

  /**
   * The AUC that a segment may lose. With 50,000 customers a loss of 0.002 is beyond chance, and a
   * model that gains 0.1 over all of them would be kept out for it.
   */
  private static final double SEGMENT_MARGIN = 0.005;

  public PromotionRule {
    guards = List.copyOf(guards);
  }

  /** The rule with the usual {@link #GUARDS}. */
  public PromotionRule(
      String metric,
      double margin,
      double confidence,
      PairedBootstrap bootstrap,
      MetricPolicy policy) {
    this(metric, margin, confidence, GUARDS, bootstrap, policy);
  }

  /**
   * Compares two models on the same rows; see {@link PairedBootstrap} for the cost. Too few rows
   * are not compared.
   */
  public PairedJudgement judge(PairedRows rows) {
    MetricStatus status = policy.statusOf(rows.size(), rows.positives());
    if (status != MetricStatus.OK) {
      return new PairedJudgement(status, false, List.of(), List.of());
    }
    List<String> others = guards.stream().filter(name -> !name.equals(metric)).toList();
    List<PairedDifference> differences =
        bootstrap.differences(rows, metric, confidence, others, policy);
    List<String> broken = new ArrayList<>();
    differences.stream()
        .skip(1)
        .filter(difference -> difference.segment().equals("all"))
        .filter(difference -> difference.interval().high() < 0)
        .forEach(difference -> broken.add(difference.metric() + " is worse"));
    worstSegment(differences).ifPresent(broken::add);
    boolean better = differences.get(0).interval().low() > margin;
    return new PairedJudgement(status, better, differences, broken);
  }

  /**
   * The most significantly worse segment, if it is beyond chance after Holm's adjustment, of those
   * that lose more than {@link #SEGMENT_MARGIN}.
   */
  private static Optional<String> worstSegment(List<PairedDifference> differences) {
    List<PairedDifference> segments =
        differences.stream().filter(difference -> !difference.segment().equals("all")).toList();
    double[] adjusted =
        Holm.adjusted(segments.stream().mapToDouble(PairedDifference::worse).toArray());
    int worst = -1;
    for (int i = 0; i < adjusted.length; i++) {
      boolean isWorse = adjusted[i] < LEVEL && segments.get(i).gain() < -SEGMENT_MARGIN;
      if (isWorse && (worst < 0 || adjusted[i] < adjusted[worst])) {
        worst = i;
      }
    }
    return worst < 0
        ? Optional.empty()
        : Optional.of("auc of segment " + segments.get(worst).segment() + " is worse");
  }
}

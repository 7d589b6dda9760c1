package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.cli.Console;

/**
 * Ranks the customers of each snapshot by each feature alone. A leak is
 *
 * <ul>
 *   <li>a number with an AUC of 0.995 or more: a copy of the label. The bound is no lower because
 *       days since the last purchase come near it where customers buy like clockwork;
 *   <li>an attribute with 0.95 or more: the default bound of H2O Driverless AI
 *       (detect_features_leakage_threshold_auc);
 *   <li>an attribute that ranks better than every number made from sales and comments, by 0.05 and
 *       four standard errors, once there are three months of sales. An honest segment is a coarse
 *       form of what a customer did: those made from recency, orders and spend were at most 0.03
 *       above the best number, those that hold the outcome of a month 0.09 to 0.21.
 * </ul>
 */
final class SingleFeatureCheck implements LeakCheck {
  private static final String NAME = "single-feature";
  private static final double HIGHEST_NUMBER = 0.995;
  private static final double HIGHEST_ATTRIBUTE = 0.95;
  private static final double MARGIN = 0.05;
  private static final double STANDARD_ERRORS = 4;

  /** Total, so that the same data name the same feature. */
  private static final Comparator<FeatureRanking> BY_AUC =
      Comparator.comparingDouble(FeatureRanking::auc)
          .thenComparing(FeatureRanking::snapshot)
          .thenComparing(ranking -> ranking.feature().name());

  private final FeatureRankings rankings;
  private final Predicate<LocalDate> judged;
  private final long fewest;

  /**
   * @param judged whether a snapshot is checked
   * @param fewest customers of either class below which a snapshot is no evidence
   */
  SingleFeatureCheck(FeatureRankings rankings, Predicate<LocalDate> judged, long fewest) {
    this.rankings = rankings;
    this.judged = judged;
    this.fewest = fewest;
  }

  @Override
  public CheckResult run() {
    List<FeatureRanking> evidence =
        rankings.amongAll().stream()
            .filter(ranking -> judged.test(ranking.snapshot()) && ranking.hasAtLeast(fewest))
            .toList();
    if (evidence.isEmpty()) {
      return CheckResult.noEvidence(
          NAME,
          "each feature alone with the label",
          0,
          "no snapshot has %d churned and %d retained customers".formatted(fewest, fewest));
    }
    Optional<FeatureRanking> worst = leaks(evidence).max(BY_AUC);
    FeatureRanking shown = worst.orElseGet(() -> Collections.max(evidence, BY_AUC));
    Map<LocalDate, Long> customers =
        evidence.stream()
            .collect(Collectors.toMap(FeatureRanking::snapshot, FeatureRanking::rows, Math::max));
    return CheckResult.of(
        NAME,
        "best feature alone, %s: AUC %s"
            .formatted(shown.feature().name(), Console.number(shown.auc(), 4)),
        customers.values().stream().mapToLong(Long::longValue).sum(),
        customers.size(),
        worst.map(ranking -> leak(ranking, bestNumbers(evidence).get(ranking.snapshot()))),
        shown.remedy());
  }

  private Stream<FeatureRanking> leaks(List<FeatureRanking> evidence) {
    LocalDate complete = rankings.completeWindowsFrom();
    Map<LocalDate, FeatureRanking> bestNumbers = bestNumbers(evidence);
    return evidence.stream()
        .filter(
            ranking ->
                ranking.auc() >= highest(ranking)
                    || (!ranking.snapshot().isBefore(complete)
                        && isAbove(ranking, bestNumbers.get(ranking.snapshot()))));
  }

  private static double highest(FeatureRanking ranking) {
    return ranking.isAttribute() ? HIGHEST_ATTRIBUTE : HIGHEST_NUMBER;
  }

  /**
   * @param bestNumber null where no number is a model input
   */
  private static boolean isAbove(FeatureRanking ranking, FeatureRanking bestNumber) {
    return ranking.isAttribute()
        && bestNumber != null
        && ranking.auc() >= bestNumber.auc() + MARGIN
        && ranking.standardErrorsAbove(bestNumber) >= STANDARD_ERRORS;
  }

  /** Of each snapshot, the number from sales or comments that ranks best. */
  private static Map<LocalDate, FeatureRanking> bestNumbers(List<FeatureRanking> evidence) {
    return evidence.stream()
        .filter(ranking -> !ranking.isAttribute())
        .collect(
            Collectors.toMap(
                FeatureRanking::snapshot, Function.identity(), BinaryOperator.maxBy(BY_AUC)));
  }

  private static Leak leak(FeatureRanking ranking, FeatureRanking bestNumber) {
    String bound =
        ranking.auc() >= highest(ranking)
            ? "below " + highest(ranking)
            : "at most %s above %s (%s)"
                .formatted(
                    MARGIN, bestNumber.feature().name(), Console.number(bestNumber.auc(), 4));
    return new Leak(
        "snapshot " + ranking.snapshot(),
        ranking.feature().name(),
        "an AUC alone " + bound,
        Console.number(ranking.auc(), 4));
  }
}

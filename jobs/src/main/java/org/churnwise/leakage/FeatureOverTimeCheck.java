package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.cli.Console;
import org.churnwise.run.SnapshotRules;

/**
 * Compares the AUC of each feature with its own at earlier snapshots. What was written into the
 * past later on knows the outcome of the last weeks before it was written: it ranks one snapshot,
 * mostly the newest, better than those before.
 *
 * <p>Only customers are compared who are alike in recency and orders, so that a segment that is
 * made anew from the sales does not count as one that knows more. Earlier snapshots are those whose
 * churn windows have closed; the best of them counts, so that a season or a drift that was there
 * before raises nothing. A leak is a rise of 0.08 and four standard errors. Measured on the sample,
 * on samples of 700 and 120 customers, CDNOW and Online Retail, also with segments made from the
 * sales that begin in the middle: at most 0.03 where there are thousands of customers, and nowhere
 * more than 2.1 standard errors. Segments that hold the outcome of a month rose by 0.22 to 0.42,
 * those of which two in five customers do by 0.07 to 0.17.
 */
final class FeatureOverTimeCheck implements LeakCheck {
  private static final String NAME = "over-time";
  private static final double HIGHEST_RISE = 0.08;
  private static final double STANDARD_ERRORS = 4;

  private final FeatureRankings rankings;
  private final SnapshotRules rules;
  private final Predicate<LocalDate> judged;
  private final long fewest;

  /**
   * @param judged whether a snapshot is checked; all are compared with
   * @param fewest customers of either class below which a snapshot is no evidence
   */
  FeatureOverTimeCheck(
      FeatureRankings rankings, SnapshotRules rules, Predicate<LocalDate> judged, long fewest) {
    this.rankings = rankings;
    this.rules = rules;
    this.judged = judged;
    this.fewest = fewest;
  }

  @Override
  public CheckResult run() {
    List<Rise> rises = rises();
    if (rises.isEmpty()) {
      return CheckResult.noEvidence(
          NAME,
          "each feature with itself at earlier snapshots",
          0,
          "needs two FINAL snapshots %d days apart with %d churned and %d retained customers each"
              .formatted(rules.windowDays(), fewest, fewest));
    }
    Optional<Rise> worst = rises.stream().filter(Rise::isLeak).max(Rise.BY_SIZE);
    Rise shown = worst.orElseGet(() -> rises.stream().max(Rise.BY_SIZE).orElseThrow());
    Map<LocalDate, Long> customers =
        rises.stream()
            .map(Rise::later)
            .collect(Collectors.toMap(FeatureRanking::snapshot, FeatureRanking::rows, Math::max));
    return CheckResult.of(
        NAME,
        "among customers alike, %s: AUC %s, then %s"
            .formatted(shown.name(), shown.before(), shown.after()),
        customers.values().stream().mapToLong(Long::longValue).sum(),
        customers.size(),
        worst.map(Rise::leak),
        shown.later().remedy());
  }

  private List<Rise> rises() {
    LocalDate complete = rankings.completeWindowsFrom();
    return rankings.amongAlike().stream()
        .filter(ranking -> ranking.hasAtLeast(fewest))
        .collect(Collectors.groupingBy(ranking -> ranking.feature().name()))
        .values()
        .stream()
        .flatMap(ofFeature -> ofFeature.stream().flatMap(later -> rise(later, ofFeature, complete)))
        .toList();
  }

  /** Before windows are complete, those of one month and of three hold the same orders. */
  private Stream<Rise> rise(
      FeatureRanking later, List<FeatureRanking> ofFeature, LocalDate complete) {
    return judged.test(later.snapshot())
        ? ofFeature.stream()
            .filter(earlier -> !rules.windowEnd(earlier.snapshot()).isAfter(later.snapshot()))
            .filter(earlier -> earlier.isAttribute() || !earlier.snapshot().isBefore(complete))
            .max(
                Comparator.comparingDouble(FeatureRanking::auc)
                    .thenComparing(FeatureRanking::snapshot))
            .map(earlier -> new Rise(earlier, later))
            .stream()
        : Stream.empty();
  }

  /**
   * From the best earlier snapshot to a later one.
   *
   * @param earlier of the same feature
   */
  private record Rise(FeatureRanking earlier, FeatureRanking later) {
    static final Comparator<Rise> BY_SIZE =
        Comparator.comparingDouble(Rise::size)
            .thenComparing(rise -> rise.later().snapshot())
            .thenComparing(Rise::name);

    double size() {
      return later.auc() - earlier.auc();
    }

    boolean isLeak() {
      return size() >= HIGHEST_RISE && later.standardErrorsAbove(earlier) >= STANDARD_ERRORS;
    }

    String name() {
      return later.feature().name();
    }

    String before() {
      return Console.number(earlier.auc(), 4);
    }

    String after() {
      return Console.number(later.auc(), 4);
    }

    Leak leak() {
      return new Leak(
          "snapshot " + later.snapshot(),
          name(),
          "an AUC among customers alike near that of %s (%s)"
              .formatted(earlier.snapshot(), before()),
          after());
    }
  }
}

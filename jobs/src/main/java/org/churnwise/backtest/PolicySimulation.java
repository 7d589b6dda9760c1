package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.churnwise.config.RetrainSettings;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.monitoring.RealisedScore;
import org.churnwise.monitoring.RetrainingRule;
import org.churnwise.monitoring.RetrainingRule.Retraining;
import org.churnwise.training.ModelComparator.Comparison;

/**
 * The month loop of the past under a policy: at each watermark it reads what was realised on the
 * newest FINAL snapshot, decides whether to train, and scores with the champion that results. A
 * model that would wait for approval is approved at once.
 *
 * @param settings whose policy is replaced
 */
record PolicySimulation(PastLoop past, RetrainSettings settings) {
  /**
   * A watermark.
   *
   * @param champion that scored the snapshot of that day, by the watermark of its training; empty
   *     if there was none
   * @param isTrained whether a model was trained
   * @param isPromoted whether it became champion
   * @param reason what was decided, in words
   */
  record PolicyMonth(
      LocalDate watermark,
      Optional<LocalDate> champion,
      boolean isTrained,
      boolean isPromoted,
      String reason) {}

  /**
   * Runs a policy.
   *
   * @param watermarks at least one, in order; the first training is at the first of them
   */
  List<PolicyMonth> run(RetrainingPolicy policy, List<LocalDate> watermarks) {
    List<PolicyMonth> months = new ArrayList<>();
    Optional<LocalDate> champion = Optional.empty();
    for (LocalDate watermark : watermarks) {
      PolicyMonth month =
          policy.hasGate()
              ? gated(policy, watermark, champion, months)
              : ungated(watermark, champion);
      champion = month.champion();
      months.add(month);
    }
    return months;
  }

  private PolicyMonth ungated(LocalDate watermark, Optional<LocalDate> champion) {
    return past.first(watermark).isPresent()
        ? new PolicyMonth(watermark, Optional.of(watermark), true, true, "no gate")
        : noModel(watermark, champion, "");
  }

  private PolicyMonth gated(
      RetrainingPolicy policy,
      LocalDate watermark,
      Optional<LocalDate> champion,
      List<PolicyMonth> months) {
    if (champion.isEmpty()) {
      return past.first(watermark)
          .map(decided -> trained(watermark, champion, decided, ""))
          .orElseGet(() -> noModel(watermark, champion, ""));
    }
    LocalDate before = months.get(months.size() - 1).watermark();
    Optional<LocalDate> newest = past.newestFinal(before, watermark);
    Retraining retraining = retraining(policy, newest, champion.get(), months);
    Optional<String> fault =
        retraining.isDue()
            ? past.feedFault(watermark).or(() -> newest.flatMap(past::feedFault))
            : Optional.empty();
    if (!retraining.isDue() || fault.isPresent()) {
      return new PolicyMonth(watermark, champion, false, false, retraining.spoken(fault));
    }
    String because = retraining.reason() + "; ";
    return past.first(watermark).isPresent()
        ? trained(watermark, champion, past.decide(watermark, champion.get()), because)
        : noModel(watermark, champion, because);
  }

  private Retraining retraining(
      RetrainingPolicy policy,
      Optional<LocalDate> newest,
      LocalDate champion,
      List<PolicyMonth> months) {
    Map<LocalDate, LocalDate> inProduction =
        months.stream()
            .filter(month -> month.champion().isPresent())
            .collect(
                Collectors.toMap(
                    PolicyMonth::watermark,
                    month -> month.champion().get(),
                    (one, other) -> other,
                    TreeMap::new));
    Optional<RealisedScore> score =
        newest.map(day -> past.realised(day, Optional.ofNullable(inProduction.get(day))));
    List<String> changes =
        newest
            .filter(day -> champion.equals(inProduction.get(day)))
            .map(day -> past.changes(champion, predicted(champion, day, inProduction)))
            .orElse(List.of());
    return new RetrainingRule(policy.in(settings)).decide(score, changes);
  }

  private static SortedSet<LocalDate> predicted(
      LocalDate champion, LocalDate upTo, Map<LocalDate, LocalDate> inProduction) {
    return inProduction.entrySet().stream()
        .filter(one -> one.getValue().equals(champion) && !one.getKey().isAfter(upTo))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static PolicyMonth trained(
      LocalDate watermark, Optional<LocalDate> champion, Comparison decided, String because) {
    boolean isPromoted =
        decided.outcome() == Outcome.PROMOTED || decided.outcome() == Outcome.PROPOSED;
    return new PolicyMonth(
        watermark,
        isPromoted ? Optional.of(watermark) : champion,
        true,
        isPromoted,
        "%s%s %s".formatted(because, decided.outcome(), decided.reason()));
  }

  private static PolicyMonth noModel(
      LocalDate watermark, Optional<LocalDate> champion, String because) {
    return new PolicyMonth(watermark, champion, false, false, because + "no model to train");
  }
}

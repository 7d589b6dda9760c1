package org.churnwise.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.churnwise.backtest.PolicySimulation.PolicyMonth;
import org.churnwise.config.RetrainSettings;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.monitoring.RealisedScore;
import org.churnwise.stats.MetricStatus;
import org.churnwise.training.ModelComparator.Comparison;
import org.junit.jupiter.api.Test;

/**
 * Six months, in each of which the labels of the month before become FINAL. A model is named by the
 * month that it was trained in, and F1 below 0.75 is a breach.
 */
class PolicySimulationTest {
  private static final LocalDate START = LocalDate.of(2025, 1, 1);
  private static final RetrainSettings SETTINGS =
      new RetrainSettings("never", 0.75, 0, 0.95, "auc", false);

  private final Past past = new Past();

  @Test
  void withoutAPolicyTheFirstModelStays() {
    past.f1(1, 0.5);
    assertEquals("1 1 1 1 1 1", champions(RetrainingPolicy.NEVER));
  }

  @Test
  void alwaysPutsEachModelInProductionWithoutAGate() {
    past.unsound.addAll(Set.of(month(1), month(4)));
    assertEquals("1 2 3 4 5 6", champions(RetrainingPolicy.ALWAYS));
  }

  @Test
  void alwaysKeepsItsModelInAMonthInWhichNoneCanBeTrained() {
    past.untrainable.add(month(3));
    assertEquals("1 2 2 4 5 6", champions(RetrainingPolicy.ALWAYS));
  }

  /** Month 3 goes by what was realised on month 2. */
  @Test
  void aBreachTrainsInTheMonthInWhichItsLabelsBecomeFinal() {
    past.f1(2, 0.74);
    past.betterThan(1, 3);
    assertEquals("1 1 3 3 3 3", champions(RetrainingPolicy.BREACH));
  }

  @Test
  void whatElseIsWrongWithTheChampionIsABreach() {
    past.changed.put(month(1), month(2));
    past.betterThan(1, 3);
    assertEquals("1 1 3 3 3 3", champions(RetrainingPolicy.BREACH));
  }

  /** Labels take two months: month 4 reads month 2, which the model before month 3 predicted. */
  @Test
  void whatWasWrongWithAReplacedModelIsNoReason() {
    past.monthsToLabels = 2;
    past.f1(1, 0.74);
    past.betterThan(1, 3);
    past.changed.put(month(1), month(2));
    assertEquals("1 1 3 3 3 3", champions(RetrainingPolicy.BREACH));
    assertEquals(2, trainings(RetrainingPolicy.BREACH));
  }

  /** Month 6 reads month 4, the second that the model of month 3 predicted. */
  @Test
  void theChangesOfAChampionRestOnTheSnapshotsItPredicted() {
    past.monthsToLabels = 2;
    past.betterThan(1, 3);
    champions(RetrainingPolicy.CHALLENGE);
    assertEquals(List.of("1: 1", "3: 3", "3: 3 4"), past.questions);
  }

  @Test
  void aChallengeTrainsWheneverLabelsBecomeFinalAndTheGateDecides() {
    past.betterThan(1, 4);
    assertEquals("1 1 1 4 4 4", champions(RetrainingPolicy.CHALLENGE));
    assertEquals(6, trainings(RetrainingPolicy.CHALLENGE));
  }

  @Test
  void aChallengeTrainsNothingWhereNoLabelsBecameFinal() {
    past.notFinal.add(month(4));
    assertEquals(5, trainings(RetrainingPolicy.CHALLENGE));
  }

  @Test
  void aFeedFaultStopsARetraining() {
    past.betterThan(1, 3);
    past.faults.add(month(3));
    assertEquals("1 1 1 1 1 1", champions(RetrainingPolicy.CHALLENGE));
    assertEquals(4, trainings(RetrainingPolicy.CHALLENGE)); // month 4 rests on month 3
  }

  @Test
  void withoutAChampionEachMonthTriesToTrainOne() {
    past.untrainable.add(month(1));
    past.unsound.add(month(2));
    assertEquals("- - 3 3 3 3", champions(RetrainingPolicy.BREACH));
  }

  @Test
  void aModelThatWouldWaitForApprovalIsApproved() {
    past.won = Outcome.PROPOSED;
    past.betterThan(1, 2);
    assertEquals("1 2 2 2 2 2", champions(RetrainingPolicy.CHALLENGE));
  }

  private static LocalDate month(int number) {
    return START.plusMonths(number - 1L);
  }

  private static int number(LocalDate month) {
    return month.getMonthValue();
  }

  private List<PolicyMonth> run(RetrainingPolicy policy) {
    List<LocalDate> months =
        IntStream.rangeClosed(1, 6).mapToObj(PolicySimulationTest::month).toList();
    return new PolicySimulation(past, SETTINGS).run(policy, months);
  }

  private String champions(RetrainingPolicy policy) {
    return run(policy).stream()
        .map(month -> month.champion().map(one -> "" + number(one)).orElse("-"))
        .collect(Collectors.joining(" "));
  }

  private long trainings(RetrainingPolicy policy) {
    return run(policy).stream().filter(PolicyMonth::isTrained).count();
  }

  /** Every model is sound, has an F1 of 0.8 and is no better than an earlier one, unless named. */
  private static final class Past implements PastLoop {
    private final Map<LocalDate, Double> f1 = new HashMap<>();
    private final Map<LocalDate, LocalDate> better = new HashMap<>();
    private final Map<LocalDate, LocalDate> changed = new HashMap<>();
    private final Set<LocalDate> unsound = new HashSet<>();
    private final Set<LocalDate> untrainable = new HashSet<>();
    private final Set<LocalDate> notFinal = new HashSet<>();
    private final Set<LocalDate> faults = new HashSet<>();
    private final List<String> questions = new ArrayList<>();
    private Outcome won = Outcome.PROMOTED;
    private int monthsToLabels = 1;

    void f1(int snapshot, double value) {
      f1.put(month(snapshot), value);
    }

    void betterThan(int champion, int challenger) {
      better.put(month(challenger), month(champion));
    }

    @Override
    public Optional<Comparison> first(LocalDate watermark) {
      return untrainable.contains(watermark)
          ? Optional.empty()
          : Optional.of(
              unsound.contains(watermark)
                  ? new Comparison(Outcome.REFUSED, "constant")
                  : new Comparison(won, "first"));
    }

    @Override
    public Comparison decide(LocalDate challenger, LocalDate champion) {
      return champion.equals(better.get(challenger))
          ? new Comparison(won, "better")
          : new Comparison(Outcome.KEPT, "chance");
    }

    @Override
    public Optional<LocalDate> newestFinal(LocalDate after, LocalDate upTo) {
      return Optional.of(upTo.minusMonths(monthsToLabels))
          .filter(snapshot -> !snapshot.isBefore(START) && !notFinal.contains(upTo));
    }

    @Override
    public RealisedScore realised(LocalDate snapshot, Optional<LocalDate> model) {
      return new RealisedScore(
          snapshot,
          model.map(LocalDate::toString).orElse("none"),
          MetricStatus.OK,
          OptionalDouble.of(f1.getOrDefault(snapshot, 0.8)),
          OptionalDouble.of(0.667));
    }

    @Override
    public List<String> changes(LocalDate champion, SortedSet<LocalDate> predicted) {
      questions.add(
          number(champion)
              + predicted.stream()
                  .map(day -> " " + number(day))
                  .collect(Collectors.joining("", ":", "")));
      return predicted.last().equals(changed.get(champion)) ? List.of("AUC is lower") : List.of();
    }

    @Override
    public Optional<String> feedFault(LocalDate snapshot) {
      return faults.contains(snapshot) ? Optional.of("no sales") : Optional.empty();
    }
  }
}

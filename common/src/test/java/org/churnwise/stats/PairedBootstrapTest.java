package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.churnwise.stats.PairedBootstrap.MeanGain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedBootstrapTest {
  private static final MetricPolicy POLICY = new MetricPolicy(20, 5);
  private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(400, 42);

  /** A draw that takes a row twice is the metric of rows of which that one stands there twice. */
  @ParameterizedTest
  @ValueSource(strings = {"auc", "average_precision", "brier", "log_loss", "ece"})
  void aRowThatCountsTwiceIsTwoRows(String metric) {
    double[] challenger = {0.9, 0.4, 0.4, 0.7, 0.2, 0.6};
    double[] champion = {0.5, 0.5, 0.3, 0.8, 0.1, 0.9};
    int[] label = {1, 0, 1, 1, 0, 0};
    int[] customer = {0, 0, 1, 1, 2, 2};
    PairedRows rows = new PairedRows(challenger, champion, label, customer, Map.of(), null);
    PairedDifference whole = BOOTSTRAP.differences(rows, metric, List.of(), POLICY).get(0);
    ScoreSums sums = ScoreSums.of(challenger, label, 0.5);
    assertEquals(MetricFormulas.value(metric, sums).orElseThrow(), whole.challenger(), 1e-12);
    ScoreSums other = ScoreSums.of(champion, label, 0.5);
    assertEquals(MetricFormulas.value(metric, other).orElseThrow(), whole.champion(), 1e-12);
    assertResampled(metric, challenger, label, new int[] {2, 2, 0, 0, 1, 1});
  }

  private static void assertResampled(
      String metric, double[] probability, int[] label, int[] weight) {
    int[] copies =
        IntStream.range(0, label.length)
            .flatMap(row -> IntStream.generate(() -> row).limit(weight[row]))
            .toArray();
    ScoreSums repeated =
        ScoreSums.of(
            Arrays.stream(copies).mapToDouble(row -> probability[row]).toArray(),
            Arrays.stream(copies).map(row -> label[row]).toArray(),
            0.5);
    int sign = MetricName.lowerIsBetter(metric) ? -1 : 1;
    PairedRows rows = PairedRows.of(probability, probability, label);
    double value =
        PairedBootstrap.resampled(metric, rows, probability, members(6))
            .of(DrawnRows.weighted(weight))[0];
    assertEquals(MetricFormulas.value(metric, repeated).orElseThrow(), sign * value, 1e-12);
  }

  @Test
  void theSameModelTwiceHasNoDifferenceAtAll() {
    double[] probability = {0.9, 0.4, 0.4, 0.7, 0.2, 0.6};
    PairedRows rows = PairedRows.of(probability, probability, new int[] {1, 0, 1, 1, 0, 0});
    PairedDifference difference = BOOTSTRAP.differences(rows, "auc", List.of(), POLICY).get(0);
    assertEquals(new Interval(0, 0), difference.interval());
    assertEquals(1, difference.worse());
  }

  @Test
  void theSameSeedGivesTheSameIntervals() {
    PairedRows rows = new PlantedPair(300, 0.83, 0.8, 0.8).draw(new SplittableRandom(1));
    List<String> others = List.of("brier", "ece");
    assertEquals(
        BOOTSTRAP.differences(rows, "auc", others, POLICY),
        BOOTSTRAP.differences(rows, "auc", others, POLICY));
    assertFalse(
        BOOTSTRAP
            .differences(rows, "auc", others, POLICY)
            .equals(new PairedBootstrap(400, 43).differences(rows, "auc", others, POLICY)));
  }

  /** Ten copies of each row are no more evidence than one if they are of the same customer. */
  @Test
  void rowsOfOneCustomerAreDrawnTogether() {
    PairedRows once = new PlantedPair(200, 0.83, 0.8, 0.8).draw(new SplittableRandom(2));
    PairedRows tenTimes = copied(once, 10, true);
    PairedRows tenCustomers = copied(once, 10, false);
    double width = width(once);
    assertEquals(width, width(tenTimes), 1e-12);
    assertTrue(width(tenCustomers) < width / 2);
  }

  private static double width(PairedRows rows) {
    Interval interval = BOOTSTRAP.differences(rows, "brier", List.of(), POLICY).get(0).interval();
    return interval.high() - interval.low();
  }

  private static PairedRows copied(PairedRows rows, int times, boolean sameCustomer) {
    int size = rows.size() * times;
    double[] challenger = new double[size];
    double[] champion = new double[size];
    int[] label = new int[size];
    int[] customer = new int[size];
    for (int i = 0; i < size; i++) {
      challenger[i] = rows.challenger()[i / times];
      champion[i] = rows.champion()[i / times];
      label[i] = rows.label()[i / times];
      customer[i] = sameCustomer ? i / times : i;
    }
    return new PairedRows(challenger, champion, label, customer, Map.of(), null);
  }

  /** DeLong's standard error of one AUC of 2,000 customers; the pair's is smaller than of two. */
  @Test
  void theIntervalIsAsWideAsTheVarianceOfThePairSays() {
    int pairs = 60;
    List<Double> gains = new ArrayList<>();
    double widths = 0;
    SplittableRandom chance = new SplittableRandom(3);
    for (int i = 0; i < pairs; i++) {
      PairedRows rows = new PlantedPair(1000, 0.83, 0.8, 0.8).draw(chance);
      PairedDifference auc =
          new PairedBootstrap(200, i).differences(rows, "auc", List.of(), POLICY).get(0);
      gains.add(auc.gain());
      widths += (auc.interval().high() - auc.interval().low()) / pairs;
    }
    double mean = gains.stream().mapToDouble(gain -> gain).average().orElseThrow();
    double variance =
        gains.stream().mapToDouble(gain -> (gain - mean) * (gain - mean)).sum() / (pairs - 1);
    assertEquals(0.03, mean, 4 * Math.sqrt(variance / pairs));
    assertEquals(2 * Intervals.Z * Math.sqrt(variance), widths, 0.35 * widths);
  }

  /**
   * In January the challenger ranks all four pairs right and the champion three, in February both
   * all: (0.25 + 0) / 2. Over both months at once the difference would be another one.
   */
  @Test
  void theMeanGainIsThatOfTheGainsOfTheSegments() {
    double[] challenger = {0.9, 0.8, 0.2, 0.1, 0.4, 0.3};
    double[] champion = {0.9, 0.2, 0.3, 0.1, 0.4, 0.3};
    int[] label = {1, 1, 0, 0, 1, 0};
    int[] customer = {0, 1, 2, 3, 0, 2};
    Map<String, int[]> months =
        Map.of("january", new int[] {0, 1, 2, 3}, "february", new int[] {4, 5});
    MeanGain gain =
        BOOTSTRAP.meanGain(new PairedRows(challenger, champion, label, customer, months, null));
    assertEquals(0.125, gain.gain(), 1e-12);
    assertEquals(0, gain.interval().low());
    assertTrue(gain.interval().high() > 0.2, gain::toString);
  }

  /** Two months of the same rows are no more customers: the interval is that of one month. */
  @Test
  void monthsOfTheSameCustomersAddNoEvidence() {
    PairedRows once = new PlantedPair(200, 0.83, 0.8, 0.8).draw(new SplittableRandom(5));
    PairedRows twice = copied(once, 2, true);
    int[] even = IntStream.range(0, twice.size()).filter(row -> row % 2 == 0).toArray();
    int[] odd = IntStream.range(0, twice.size()).filter(row -> row % 2 == 1).toArray();
    PairedRows months =
        new PairedRows(
            twice.challenger(),
            twice.champion(),
            twice.label(),
            twice.customer(),
            Map.of("1", even, "2", odd),
            null);
    Interval ofOne = BOOTSTRAP.differences(once, "auc", List.of(), POLICY).get(0).interval();
    Interval ofBoth = BOOTSTRAP.meanGain(months).interval();
    assertEquals(ofOne.low(), ofBoth.low(), 1e-9);
    assertEquals(ofOne.high(), ofBoth.high(), 1e-9);
  }

  @Test
  void aMeanGainNeedsBothClassesInEachSegment() {
    PairedRows rows =
        new PairedRows(
            new double[] {0.9, 0.1},
            new double[] {0.9, 0.1},
            new int[] {1, 0},
            new int[] {0, 1},
            Map.of("january", new int[] {0}),
            null);
    assertThrows(IllegalArgumentException.class, () -> BOOTSTRAP.meanGain(rows));
  }

  /** By the book: draw customers, take their rows, count the pairs that each model ranks right. */
  @Test
  void theIntervalsAreThoseOfTheBookToTheBit() {
    SplittableRandom chance = new SplittableRandom(4);
    int size = 80;
    double[] challenger = chance.doubles(size).map(p -> Math.rint(p * 20) / 20).toArray();
    double[] champion = chance.doubles(size).map(p -> Math.rint(p * 20) / 20).toArray();
    int[] label = chance.ints(size, 0, 2).toArray();
    int[] customer = IntStream.range(0, size).map(row -> row / 2).toArray();
    int[] segment = IntStream.range(0, size).filter(row -> row % 3 > 0).toArray();
    PairedRows rows =
        new PairedRows(challenger, champion, label, customer, Map.of("s", segment), null);
    List<PairedDifference> differences = BOOTSTRAP.differences(rows, "auc", List.of(), POLICY);
    assertEquals(
        byTheBook(rows, IntStream.range(0, size).toArray()), differences.get(0).interval());
    assertEquals(byTheBook(rows, segment), differences.get(1).interval());
  }

  private static Interval byTheBook(PairedRows rows, int[] members) {
    SplittableRandom chance = new SplittableRandom(BOOTSTRAP.seed());
    double[] gains = new double[BOOTSTRAP.draws()];
    for (int draw = 0; draw < gains.length; draw++) {
      int customers = rows.customers();
      int[] drawn = IntStream.range(0, customers).map(i -> chance.nextInt(customers)).toArray();
      int[] copies =
          Arrays.stream(drawn)
              .flatMap(one -> Arrays.stream(members).filter(row -> rows.customer()[row] == one))
              .toArray();
      gains[draw] =
          pairsRankedRight(rows.challenger(), rows.label(), copies)
              - pairsRankedRight(rows.champion(), rows.label(), copies);
    }
    return Intervals.percentile(gains);
  }

  private static double pairsRankedRight(double[] score, int[] label, int[] copies) {
    double right = 0;
    double pairs = 0;
    for (int churned : copies) {
      for (int retained : copies) {
        if (label[churned] == 1 && label[retained] == 0) {
          right += (1 + Math.signum(score[churned] - score[retained])) / 2;
          pairs++;
        }
      }
    }
    return right / pairs;
  }

  @Test
  void oneClassIsRefused() {
    PairedRows rows = PairedRows.of(new double[] {0.1, 0.2}, new double[] {0.1, 0.2}, new int[2]);
    assertThrows(
        IllegalArgumentException.class,
        () -> BOOTSTRAP.differences(rows, "auc", List.of(), POLICY));
  }

  @Test
  void aScoreThatIsNoProbabilityIsNoPair() {
    assertThrows(
        IllegalArgumentException.class,
        () -> PairedRows.of(new double[] {Double.NaN}, new double[] {0.1}, new int[] {1}));
  }

  @Test
  void aSegmentThatGotWorseBreaksThePromotion() {
    // The challenger is better for the first 600 customers and turned around for the last 200.
    PairedRows rows = new PlantedPair(800, 0.95, 0.75, 0.8).draw(new SplittableRandom(4));
    for (int i = 600; i < 800; i++) {
      rows.challenger()[i] = 1 - rows.challenger()[i];
    }
    int[] first = IntStream.range(0, 600).toArray();
    int[] last = IntStream.range(600, 800).toArray();
    PairedRows segmented =
        new PairedRows(
            rows.challenger(),
            rows.champion(),
            rows.label(),
            rows.customer(),
            Map.of("gender=f", first, "gender=m", last),
            null);
    PromotionRule rule = new PromotionRule("auc", 0, 0.95, BOOTSTRAP, POLICY);
    PairedJudgement judgement = rule.judge(segmented);
    assertTrue(judgement.brokenGuards().contains("auc of segment gender=m is worse"));
    assertFalse(judgement.promotes());
  }

  /** Of 60 men who churned each falls behind some of those who stayed. */
  @Test
  void aSegmentThatLosesLittleKeepsNobodyOut() {
    PairedRows rows = new PlantedPair(4000, 0.9, 0.8, 0.8).draw(new SplittableRandom(5));
    int[] first = IntStream.range(0, 2000).toArray();
    int[] last = IntStream.range(2000, 4000).toArray();
    for (int i : last) {
      boolean falls = rows.label()[i] == 1 && i < 2120;
      rows.challenger()[i] = rows.champion()[i] * (falls ? 0.9 : 1);
    }
    PairedRows segmented =
        new PairedRows(
            rows.challenger(),
            rows.champion(),
            rows.label(),
            rows.customer(),
            Map.of("gender=f", first, "gender=m", last),
            null);
    PairedJudgement judgement =
        new PromotionRule("auc", 0, 0.95, BOOTSTRAP, POLICY).judge(segmented);
    PairedDifference men =
        judgement.differences().stream()
            .filter(difference -> difference.segment().equals("gender=m"))
            .findFirst()
            .orElseThrow();
    assertTrue(men.interval().high() < 0, men::toString);
    assertTrue(men.gain() > -0.005, men::toString);
    assertEquals(List.of(), judgement.brokenGuards());
    assertTrue(judgement.promotes());
  }

  @Test
  void aBetterRankingWithWorseProbabilitiesIsNotPromoted() {
    PairedRows rows = new PlantedPair(1000, 0.9, 0.8, 0.8).draw(new SplittableRandom(5));
    for (int i = 0; i < rows.size(); i++) {
      rows.challenger()[i] = Math.pow(rows.challenger()[i], 8); // the same order, far too low
    }
    PairedJudgement judgement = new PromotionRule("auc", 0, 0.95, BOOTSTRAP, POLICY).judge(rows);
    assertTrue(judgement.better());
    assertEquals(List.of("brier is worse", "ece is worse"), judgement.brokenGuards());
    assertFalse(judgement.promotes());
  }

  @Test
  void theLowerEndMustExceedTheMargin() {
    PairedRows rows = new PlantedPair(1000, 0.9, 0.8, 0.8).draw(new SplittableRandom(6));
    double low = BOOTSTRAP.differences(rows, "auc", List.of(), POLICY).get(0).interval().low();
    assertTrue(
        new PromotionRule("auc", low - 1e-9, 0.95, BOOTSTRAP, POLICY).judge(rows).promotes());
    assertFalse(new PromotionRule("auc", low, 0.95, BOOTSTRAP, POLICY).judge(rows).promotes());
  }

  @Test
  void theConfidenceIsOfTheDecidingIntervalAlone() {
    PairedRows rows = new PlantedPair(1000, 0.84, 0.8, 0.8).draw(new SplittableRandom(6));
    List<PairedDifference> usual = BOOTSTRAP.differences(rows, "auc", List.of("brier"), POLICY);
    List<PairedDifference> surer =
        BOOTSTRAP.differences(rows, "auc", 0.9915, List.of("brier"), POLICY);
    assertEquals(usual.get(1), surer.get(1));
    double low = usual.get(0).interval().low();
    double lower = surer.get(0).interval().low();
    assertTrue(lower < low, lower + " must be below " + low);
    double between = (lower + low) / 2;
    assertTrue(new PromotionRule("auc", between, 0.95, BOOTSTRAP, POLICY).judge(rows).better());
    assertFalse(new PromotionRule("auc", between, 0.9915, BOOTSTRAP, POLICY).judge(rows).better());
  }

  @Test
  void tooFewPositivesAreNotCompared() {
    PairedRows rows = new PlantedPair(30, 0.9, 0.6, 0.8).draw(new SplittableRandom(7));
    PairedJudgement judgement =
        new PromotionRule("auc", 0, 0.95, BOOTSTRAP, new MetricPolicy(20, 16)).judge(rows);
    assertEquals(new PairedJudgement(MetricStatus.TOO_FEW, false, List.of(), List.of()), judgement);
    assertFalse(judgement.promotes());
  }

  /** Fewer customers and draws than the command comparator-check, which prints both shares. */
  @Test
  void equalModelsAreSeldomPromotedAndABetterOneMostly() {
    assertTrue(promoted(new PlantedPair(1000, 0.8, 0.8, 0.8), 60) <= 6);
    assertTrue(promoted(new PlantedPair(1000, 0.86, 0.8, 0.8), 20) >= 16);
  }

  private static long promoted(PlantedPair pair, int comparisons) {
    SplittableRandom chance = new SplittableRandom(8);
    PromotionRule rule =
        new PromotionRule("auc", 0, 0.95, new PairedBootstrap(200, 9), new MetricPolicy(50, 10));
    return IntStream.range(0, comparisons)
        .filter(i -> rule.judge(pair.draw(chance)).promotes())
        .count();
  }

  private static int[] members(int rows) {
    return IntStream.range(0, rows).toArray();
  }
}

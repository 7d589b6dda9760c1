package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {
  private static final MetricPolicy ANY = new MetricPolicy(0, 0);

  // 10 rows, 6 churned. The model flags 5, 4 of them rightly; its positives have ranks 3, 6, 7, 8,
  // 9, 10 = 43. The rule flags 6, 3 of them rightly; all ranks tie at 5.5, so 33.
  private static final ScoreSums MODEL = counts(10, 6, 4, 1, 1.5, 43);
  private static final ScoreSums RECENCY = counts(10, 6, 3, 3, 6.0, 33);

  @Test
  void metricsComeInTheirFixedOrder() {
    List<String> names =
        ClassificationMetrics.compare(MODEL, RECENCY, ANY).stream().map(Metric::name).toList();
    assertEquals(MetricName.all(), names);
    assertEquals(
        List.of("f1", "precision", "recall", "accuracy", "auc", "brier"), names.subList(0, 6));
    assertEquals(List.of("lift_80", "lift_90"), names.subList(28, 30));
  }

  @Test
  void modelValuesFollowTheirFormulas() {
    // TP 4, FP 1, FN 2, TN 3; auc (43 - 21) / 24
    assertValue(8.0 / 11, metric("f1").value());
    assertValue(4.0 / 5, metric("precision").value());
    assertValue(4.0 / 6, metric("recall").value());
    assertValue(7.0 / 10, metric("accuracy").value());
    assertValue(22.0 / 24, metric("auc").value());
    assertValue(0.15, metric("brier").value());
  }

  @Test
  void constantValuesAreThoseOfTheBestConstantAnswer() {
    // always churned: TP 6, FP 4, so f1 12 / 16; base rate 0.6
    assertValue(12.0 / 16, metric("f1").constantValue());
    assertValue(0.6, metric("precision").constantValue());
    assertValue(1.0, metric("recall").constantValue());
    assertValue(0.6, metric("accuracy").constantValue());
    assertValue(0.5, metric("auc").constantValue());
    assertValue(0.24, metric("brier").constantValue());
  }

  @Test
  void recencyValuesFollowTheFormulasOfTheModel() {
    // TP 3, FP 3, FN 3, TN 1; six wrong answers of ten
    assertValue(6.0 / 12, metric("f1").recencyValue());
    assertValue(3.0 / 6, metric("precision").recencyValue());
    assertValue(3.0 / 6, metric("recall").recencyValue());
    assertValue(4.0 / 10, metric("accuracy").recencyValue());
    assertValue(0.5, metric("auc").recencyValue());
    assertValue(0.6, metric("brier").recencyValue());
  }

  @Test
  void everyMetricCarriesItsRowsAndPositives() {
    for (Metric metric : ClassificationMetrics.compare(MODEL, RECENCY, ANY)) {
      assertEquals(10, metric.rows());
      assertEquals(6, metric.positives());
      boolean line = metric.name().startsWith("calibration_");
      assertEquals(line ? MetricStatus.UNDEFINED : MetricStatus.OK, metric.status());
    }
  }

  @Test
  void theBestConstantAccuracyIsThatOfTheCommonerClass() {
    ScoreSums fewChurned = counts(10, 2, 0, 0, 2.0, 11);
    assertValue(0.8, find("accuracy", fewChurned, fewChurned, ANY).constantValue());
  }

  @Test
  void noRowsHaveNoValueAnywhere() {
    ScoreSums nothing = ScoreSums.NOTHING;
    assertNoValues(MetricStatus.NO_DATA, nothing, ANY);
  }

  @Test
  void oneClassHasNoValueAnywhere() {
    // three churned, two of them flagged: an accuracy of the constant would read as 1.0
    ScoreSums allChurned = counts(3, 3, 2, 0, 0.5, 6);
    assertNoValues(MetricStatus.ONE_CLASS, allChurned, ANY);
  }

  @Test
  void onlyRetainedIsOneClassToo() {
    ScoreSums allRetained = counts(3, 0, 0, 1, 0.5, 0);
    assertEquals(MetricStatus.ONE_CLASS, find("auc", allRetained, allRetained, ANY).status());
  }

  @Test
  void fourRowsRankedPerfectlyHaveNoValueAnywhere() {
    ScoreSums perfect =
        ScoreSums.of(new double[] {0.9, 0.1, 0.8, 0.2}, new int[] {1, 0, 1, 0}, 0.5);
    assertNoValues(MetricStatus.TOO_FEW, perfect, new MetricPolicy(5, 1));
  }

  @Test
  void scoresThatAreNoNumbersHaveNoValueAnywhere() {
    int[] label = {1, 0, 1, 0};
    assertNoValues(
        MetricStatus.INVALID_SCORE,
        ScoreSums.of(new double[] {0.9, Double.NaN, 0.8, 0.2}, label, 0.5),
        ANY);
    assertNoValues(
        MetricStatus.INVALID_SCORE,
        ScoreSums.of(new double[] {0.9, 0.1, 1.5, 0.2}, label, 0.5),
        ANY);
  }

  @Test
  void constantScoresHaveNoCalibrationLine() {
    ScoreSums constant =
        ScoreSums.of(new double[] {0.5, 0.5, 0.5, 0.5}, new int[] {1, 0, 1, 0}, 0.5);
    Metric slope = find("calibration_slope", constant, constant, ANY);
    assertEquals(MetricStatus.UNDEFINED, slope.status());
    assertEquals(OptionalDouble.empty(), slope.value());
    assertValue(0.5, find("auc", constant, constant, ANY).value());
  }

  @Test
  void scoresThatPartTheClassesHaveNoCalibrationLine() {
    ScoreSums parted = ScoreSums.of(new double[] {0.9, 0.1, 0.8, 0.2}, new int[] {1, 0, 1, 0}, 0.5);
    assertEquals(MetricStatus.UNDEFINED, find("calibration_slope", parted, parted, ANY).status());
  }

  @Test
  void aPerfectRankingOfFewRowsIsNotCertain() {
    ScoreSums perfect =
        ScoreSums.of(new double[] {0.9, 0.1, 0.8, 0.2}, new int[] {1, 0, 1, 0}, 0.5);
    // Wilson's interval of 2 of 2: 2 / (2 + 1.96^2)
    Interval interval = find("auc", perfect, perfect, ANY).interval().orElseThrow();
    assertEquals(2 / (2 + Intervals.Z * Intervals.Z), interval.low(), 1e-12);
    assertEquals(1, interval.high());
  }

  @Test
  void rowsTiedAcrossADecileCountInProportion() {
    // Ten rows with one score, four churned: 30 % of the rows hold 30 % of them.
    double[] same = {0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4};
    ScoreSums tied = ScoreSums.of(same, new int[] {1, 1, 1, 1, 0, 0, 0, 0, 0, 0}, 0.5);
    assertValue(0.3, find("gain_30", tied, tied, ANY).value());
    assertValue(1.0, find("lift_30", tied, tied, ANY).value());
    assertValue(0.3, find("gain_30", tied, tied, ANY).constantValue());
  }

  @Test
  void theCalibrationErrorIsTheMeanDistanceOfTheBins() {
    // Bin (0.2, 0.3]: two rows announce 0.25, one churned. Bin (0.8, 0.9]: two announce 0.85, both
    // churned. (2 * 0.25 + 2 * 0.15) / 4
    ScoreSums sums =
        ScoreSums.of(new double[] {0.25, 0.25, 0.85, 0.85}, new int[] {1, 0, 1, 1}, 0.5);
    assertValue(0.2, find("ece", sums, sums, ANY).value());
  }

  @Test
  void tooFewOfTheRarerClassAreTooFew() {
    // 6 churned, 4 stayed
    assertEquals(
        MetricStatus.TOO_FEW, find("auc", MODEL, RECENCY, new MetricPolicy(10, 5)).status());
    assertEquals(MetricStatus.OK, find("auc", MODEL, RECENCY, new MetricPolicy(10, 4)).status());
  }

  @Test
  void aModelThatFlagsNobodyHasZeroF1PrecisionAndRecall() {
    ScoreSums flagsNobody = counts(10, 6, 0, 0, 2.5, 33);
    for (String name : List.of("f1", "precision", "recall")) {
      Metric metric = find(name, flagsNobody, RECENCY, ANY);
      assertValue(0.0, metric.value());
      assertFalse(metric.beatsConstant());
    }
  }

  @Test
  void aConstantModelDoesNotBeatTheConstant() {
    // 0.6 for everybody: squared errors 6 * 0.16 + 4 * 0.36 = 2.4
    double[] probability = {0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6};
    ScoreSums constant = ScoreSums.of(probability, new int[] {1, 1, 1, 1, 1, 1, 0, 0, 0, 0}, 0.5);
    for (String name : List.of("f1", "precision", "recall", "accuracy", "auc")) {
      assertFalse(find(name, constant, RECENCY, ANY).beatsConstant(), name);
    }
    assertValue(0.24, find("brier", constant, RECENCY, ANY).value());
  }

  @Test
  void aBrierScoreBeatsTheConstantFromBelow() {
    assertTrue(metric("brier").beatsConstant());
    assertFalse(find("brier", counts(10, 6, 4, 1, 2.5, 43), RECENCY, ANY).beatsConstant());
  }

  @Test
  void tooFewRowsNeverBeatTheConstant() {
    assertTrue(metric("auc").beatsConstant());
    assertFalse(find("auc", MODEL, RECENCY, new MetricPolicy(11, 0)).beatsConstant());
  }

  @Test
  void aPerfectModelHasTheAucOfOne() {
    ScoreSums perfect =
        ScoreSums.of(new double[] {0.9, 0.1, 0.8, 0.2}, new int[] {1, 0, 1, 0}, 0.5);
    assertValue(1.0, find("auc", perfect, perfect, ANY).value());
  }

  @Test
  void summariesOfDifferentRowsAreRefused() {
    ScoreSums other = counts(11, 6, 3, 3, 6.0, 33);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ClassificationMetrics.compare(MODEL, other, ANY))
            .getMessage();
    assertTrue(message.startsWith("model and recency rule are evaluated on different rows"));
  }

  @Test
  void negativeLimitsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MetricPolicy(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new MetricPolicy(0, -1));
  }

  @Test
  void anOkMetricWithoutAValueIsRefused() {
    OptionalDouble none = OptionalDouble.empty();
    assertThrows(
        IllegalArgumentException.class,
        () -> new Metric("auc", MetricStatus.OK, none, Optional.empty(), 10, 6, none, none));
  }

  @Test
  void aMetricThatIsNoNumberIsRefused() {
    OptionalDouble nan = OptionalDouble.of(Double.NaN);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Metric("auc", MetricStatus.OK, nan, Optional.empty(), 10, 6, nan, nan));
  }

  @Test
  void aValueWithoutEvidenceIsRefused() {
    OptionalDouble one = OptionalDouble.of(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Metric("auc", MetricStatus.TOO_FEW, one, Optional.empty(), 4, 2, one, one));
  }

  private static void assertNoValues(MetricStatus status, ScoreSums sums, MetricPolicy policy) {
    for (Metric metric : ClassificationMetrics.compare(sums, sums, policy)) {
      OptionalDouble none = OptionalDouble.empty();
      assertEquals(
          new Metric(
              metric.name(),
              status,
              none,
              Optional.empty(),
              sums.rows(),
              sums.positives(),
              none,
              none),
          metric);
    }
  }

  /** Sums of which only the counts matter. */
  private static ScoreSums counts(
      long rows,
      long positives,
      long truePositives,
      long falsePositives,
      double squaredErrors,
      double ranks) {
    return new ScoreSums(
        new ScoreSummary(rows, positives, truePositives, falsePositives, squaredErrors, ranks),
        0,
        RankSums.NOTHING,
        LossSums.NOTHING,
        inOneBin(new CalibrationBin(rows, positives, positives, squaredErrors)),
        Optional.empty());
  }

  private static List<CalibrationBin> inOneBin(CalibrationBin full) {
    List<CalibrationBin> bins = new ArrayList<>(ScoreSums.NOTHING.bins());
    bins.set(0, full);
    return bins;
  }

  private static Metric metric(String name) {
    return find(name, MODEL, RECENCY, ANY);
  }

  private static Metric find(String name, ScoreSums model, ScoreSums recency, MetricPolicy policy) {
    return Metric.named(ClassificationMetrics.compare(model, recency, policy), name);
  }

  private static void assertValue(double expected, OptionalDouble actual) {
    assertEquals(expected, actual.orElseThrow(), 1e-12);
  }
}

package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {
  private static final MetricPolicy ANY = new MetricPolicy(0, 0);

  // 10 rows, 6 churned. The model flags 5, 4 of them rightly; its positives have ranks 3, 6, 7, 8,
  // 9, 10 = 43. The rule flags 6, 3 of them rightly; all ranks tie at 5.5, so 33.
  private static final ScoreSummary MODEL = new ScoreSummary(10, 6, 4, 1, 1.5, 43);
  private static final ScoreSummary RECENCY = new ScoreSummary(10, 6, 3, 3, 6.0, 33);

  @Test
  void metricsComeInTheirFixedOrder() {
    List<String> names =
        ClassificationMetrics.compare(MODEL, RECENCY, ANY).stream().map(Metric::name).toList();
    assertEquals(List.of("f1", "precision", "recall", "accuracy", "auc", "brier"), names);
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
      assertEquals(MetricStatus.OK, metric.status());
    }
  }

  @Test
  void theBestConstantAccuracyIsThatOfTheCommonerClass() {
    ScoreSummary fewChurned = new ScoreSummary(10, 2, 0, 0, 2.0, 11);
    assertValue(0.8, find("accuracy", fewChurned, fewChurned, ANY).constantValue());
  }

  @Test
  void noRowsHaveNoValueAnywhere() {
    ScoreSummary nothing = new ScoreSummary(0, 0, 0, 0, 0, 0);
    for (Metric metric : ClassificationMetrics.compare(nothing, nothing, ANY)) {
      assertEquals(MetricStatus.NO_DATA, metric.status());
      assertEquals(OptionalDouble.empty(), metric.value());
      assertEquals(OptionalDouble.empty(), metric.constantValue());
      assertEquals(OptionalDouble.empty(), metric.recencyValue());
    }
  }

  @Test
  void oneClassHasOnlyAccuracyAndBrier() {
    // three churned, two of them flagged
    ScoreSummary allChurned = new ScoreSummary(3, 3, 2, 0, 0.5, 6);
    for (Metric metric : ClassificationMetrics.compare(allChurned, allChurned, ANY)) {
      assertEquals(MetricStatus.ONE_CLASS, metric.status());
      boolean defined = metric.name().equals("accuracy") || metric.name().equals("brier");
      assertEquals(defined, metric.value().isPresent(), metric.name());
      assertEquals(defined, metric.constantValue().isPresent(), metric.name());
      assertEquals(defined, metric.recencyValue().isPresent(), metric.name());
    }
    assertValue(2.0 / 3, find("accuracy", allChurned, allChurned, ANY).value());
  }

  @Test
  void onlyRetainedIsOneClassToo() {
    ScoreSummary allRetained = new ScoreSummary(3, 0, 0, 1, 0.5, 0);
    assertEquals(MetricStatus.ONE_CLASS, find("auc", allRetained, allRetained, ANY).status());
  }

  @Test
  void tooFewRowsKeepTheirValues() {
    Metric auc = find("auc", MODEL, RECENCY, new MetricPolicy(11, 0));
    assertEquals(MetricStatus.TOO_FEW, auc.status());
    assertValue(22.0 / 24, auc.value());
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
    ScoreSummary flagsNobody = new ScoreSummary(10, 6, 0, 0, 2.5, 33);
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
    ScoreSummary constant =
        ScoreSummary.of(probability, new int[] {1, 1, 1, 1, 1, 1, 0, 0, 0, 0}, 0.5);
    for (String name : List.of("f1", "precision", "recall", "accuracy", "auc")) {
      assertFalse(find(name, constant, RECENCY, ANY).beatsConstant(), name);
    }
    assertValue(0.24, find("brier", constant, RECENCY, ANY).value());
  }

  @Test
  void aBrierScoreBeatsTheConstantFromBelow() {
    assertTrue(metric("brier").beatsConstant());
    assertFalse(
        find("brier", new ScoreSummary(10, 6, 4, 1, 2.5, 43), RECENCY, ANY).beatsConstant());
  }

  @Test
  void tooFewRowsNeverBeatTheConstant() {
    assertTrue(metric("auc").beatsConstant());
    assertFalse(find("auc", MODEL, RECENCY, new MetricPolicy(11, 0)).beatsConstant());
  }

  @Test
  void aPerfectModelHasTheAucOfOne() {
    ScoreSummary perfect =
        ScoreSummary.of(new double[] {0.9, 0.1, 0.8, 0.2}, new int[] {1, 0, 1, 0}, 0.5);
    assertValue(1.0, find("auc", perfect, perfect, ANY).value());
  }

  @Test
  void summariesOfDifferentRowsAreRefused() {
    ScoreSummary other = new ScoreSummary(11, 6, 3, 3, 6.0, 33);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ClassificationMetrics.compare(MODEL, other, ANY))
            .getMessage();
    assertTrue(message.startsWith("model and recency rule are not judged on the same rows"));
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
        () -> new Metric("auc", MetricStatus.OK, none, 10, 6, none, none));
  }

  @Test
  void aMetricThatIsNoNumberIsRefused() {
    OptionalDouble nan = OptionalDouble.of(Double.NaN);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Metric("auc", MetricStatus.TOO_FEW, nan, 10, 6, nan, nan));
  }

  private static Metric metric(String name) {
    return find(name, MODEL, RECENCY, ANY);
  }

  private static Metric find(
      String name, ScoreSummary model, ScoreSummary recency, MetricPolicy policy) {
    return ClassificationMetrics.compare(model, recency, policy).stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertValue(double expected, OptionalDouble actual) {
    assertEquals(expected, actual.orElseThrow(), 1e-12);
  }
}

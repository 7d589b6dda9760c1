package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Metrics of random rows beside what scikit-learn 1.9.1 gives for them: f1_score, precision_score,
 * recall_score, accuracy_score, roc_auc_score, brier_score_loss, computed once. Probabilities of at
 * least 0.5 and more than 30 days since the last purchase are predicted to churn.
 */
class ScikitLearnComparisonTest {
  private static final String TIED_PROBABILITY =
      """
      0 0.55 0.6 0.8 0.4 0.15 0.6 0.5 0.65 0.25 0.5 0.65 0.35 0.55 0.2 0.45 0.85 0.75 0.8
      0.95 0.55 0.65 0.6 0.45 0.65 0.5 0.6 0.6 0.25 0.9 0.55 0.65 1 0.1 0.1 0.15 0.45 0.25
      0.4 0.8
      """;
  private static final String TIED_LABEL =
      """
      0 0 1 1 0 1 1 0 0 0 1 1 0 1 0 0 1 1 0 1 1 1 1 1 0 0 1 1 0 1 1 1 1 0 0 0 0 1 1 1
      """;
  private static final String TIED_DAYS =
      """
      120 40 30 40 60 10 20 30 90 130 40 110 70 140 60 40 90 90 120 70 10 50 50 140 40 70
      100 100 90 140 80 80 10 80 100 70 50 100 60 60
      """;

  private static final String SKEWED_PROBABILITY =
      """
      0.8071 0.6763 1 0.6921 0.5406 0.923 0.864 0.2848 0.4506 0.7048 0.5603 0.76 0.4196
      0.6834 0.3922 0.7833 0.3241 0.9111 0.3289 0.132 1 0.5494 0.4665 1 0.7291 0.6623
      0.6724 0.6371 0.2445 0.7534 0.5701 0.5027 0.6188 0.8499 0.3366 0.5443 0.7715 0.9131
      0.5822 0.888 0.9118 0.9398 0.6242 0.941 0.7588 0.2925 0.2598 0.6331 1 0.802 0.64
      0.9579 0.345 0.8245 0.8918 0.1239 0.4262 0.5511 0.2033 0.7434
      """;
  private static final String SKEWED_LABEL =
      """
      1 1 1 1 1 1 1 1 0 1 0 1 1 1 1 1 1 1 0 0 1 1 1 1 1 0 1 1 1 1 1 1 1 1 0 1 1 1 1 1 1 1
      0 1 1 1 1 1 1 1 1 1 1 0 1 1 1 1 0 1
      """;
  private static final String SKEWED_DAYS =
      """
      50 80 110 110 100 30 120 50 50 40 30 130 20 20 80 110 70 110 20 40 10 70 110 130 60
      30 110 30 20 110 140 10 110 70 100 130 40 60 90 10 40 100 120 10 110 140 20 30 60 70
      70 40 60 120 50 120 20 130 130 130
      """;

  @Test
  void manyTiedScoresAgreeForTheModel() {
    List<Metric> metrics = compare(TIED_PROBABILITY, TIED_LABEL, TIED_DAYS);
    double[] expected = {
      0.7916666666666666, 0.76, 0.8260869565217391, 0.75, 0.79923273657289, 0.18331250000000002
    };
    assertValues(expected, metrics.stream().mapToDouble(m -> m.value().orElseThrow()).toArray());
  }

  @Test
  void manyTiedScoresAgreeForTheRecencyRule() {
    List<Metric> metrics = compare(TIED_PROBABILITY, TIED_LABEL, TIED_DAYS);
    double[] expected = {
      0.631578947368421, 0.5294117647058824, 0.782608695652174, 0.475, 0.4744245524296675, 0.525
    };
    assertValues(
        expected, metrics.stream().mapToDouble(m -> m.recencyValue().orElseThrow()).toArray());
  }

  @Test
  void mostlyChurnedRowsAgreeForTheModel() {
    List<Metric> metrics = compare(SKEWED_PROBABILITY, SKEWED_LABEL, SKEWED_DAYS);
    double[] expected = {
      0.8421052631578947,
      0.9090909090909091,
      0.7843137254901961,
      0.75,
      0.7450980392156863,
      0.1744960123333333
    };
    assertValues(expected, metrics.stream().mapToDouble(m -> m.value().orElseThrow()).toArray());
  }

  @Test
  void mostlyChurnedRowsAgreeForTheRecencyRule() {
    List<Metric> metrics = compare(SKEWED_PROBABILITY, SKEWED_LABEL, SKEWED_DAYS);
    double[] expected = {
      0.8125, 0.8666666666666667, 0.7647058823529411, 0.7, 0.5130718954248367, 0.3
    };
    assertValues(
        expected, metrics.stream().mapToDouble(m -> m.recencyValue().orElseThrow()).toArray());
  }

  private static List<Metric> compare(String probabilities, String labels, String days) {
    double[] daysSincePurchase = numbers(days);
    double[] answer = Arrays.stream(daysSincePurchase).map(d -> d > 30 ? 1 : 0).toArray();
    int[] label = Arrays.stream(numbers(labels)).mapToInt(value -> (int) value).toArray();
    return ClassificationMetrics.compare(
        ScoreSummary.of(numbers(probabilities), label, 0.5),
        ScoreSummary.of(daysSincePurchase, answer, label, 0.5),
        new MetricPolicy(1, 1));
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void assertValues(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-12, ClassificationMetrics.NAMES.get(i));
    }
  }
}

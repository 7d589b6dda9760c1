package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Metrics of random rows beside what scikit-learn, scipy and numpy give for them. The expected
 * values were made once by expected_metrics.py, which is kept beside them.
 */
class ScikitLearnComparisonTest {
  private static final double CLOSE = 1e-9;

  static List<JsonNode> cases() {
    return nodes("cases");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndIntervalsAgree(JsonNode rows) {
    List<Metric> metrics = compare(rows);
    Iterator<Map.Entry<String, JsonNode>> expected = rows.get("expected").fields();
    int compared = 0;
    while (expected.hasNext()) {
      Map.Entry<String, JsonNode> entry = expected.next();
      Metric metric = Metric.named(metrics, entry.getKey());
      assertMetric(rows.get("name").asText(), entry.getValue(), metric);
      compared++;
    }
    assertEquals(MetricName.all().size(), compared);
  }

  @Test
  void adjustedPValuesAgree() {
    for (JsonNode tests : nodes("holm")) {
      double[] adjusted = Holm.adjusted(numbers(tests.get("p")));
      double[] expected = numbers(tests.get("adjusted"));
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], adjusted[i], 1e-15);
      }
    }
  }

  @Test
  void tailsOfTheNormalDistributionAgree() {
    for (JsonNode point : nodes("two_sided")) {
      double expected = point.get("p").asDouble();
      assertEquals(expected, Intervals.pValue(point.get("z").asDouble()), 1e-12 * expected);
    }
  }

  private static void assertMetric(String rows, JsonNode expected, Metric metric) {
    String what = metric.name() + " of " + rows;
    assertClose(expected.get(0).asDouble(), metric.value().orElseThrow(), what);
    if (expected.size() == 3) {
      Interval interval = metric.interval().orElseThrow();
      assertClose(expected.get(1).asDouble(), interval.low(), "low end of " + what);
      assertClose(expected.get(2).asDouble(), interval.high(), "high end of " + what);
    }
  }

  private static void assertClose(double expected, double actual, String what) {
    assertEquals(expected, actual, CLOSE * Math.max(1, Math.abs(expected)), what);
  }

  private static List<Metric> compare(JsonNode rows) {
    double[] probability = numbers(rows.get("probability"));
    int[] label =
        Arrays.stream(numbers(rows.get("label"))).mapToInt(value -> (int) value).toArray();
    ScoreSums sums = ScoreSums.of(probability, label, 0.5);
    return ClassificationMetrics.compare(sums, sums, new MetricPolicy(1, 1));
  }

  private static double[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  private static List<JsonNode> nodes(String field) {
    try (InputStream file =
        ScikitLearnComparisonTest.class.getResourceAsStream("expected_metrics.json")) {
      List<JsonNode> nodes = new ArrayList<>();
      new ObjectMapper().readTree(file).get(field).forEach(nodes::add);
      assertTrue(nodes.size() > 4, "too few cases of " + field);
      return nodes;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.churnwise.sentiment.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The training, run again on the labelled sentences, with the factor that the card names; {@link
 * HeldOutSourcesTest} fits that anew.
 */
@EnabledIfEnvironmentVariable(
    named = "CHURN_REAL_DATA",
    matches = ".+",
    disabledReason = "CHURN_REAL_DATA does not name the folder of the real data")
@Slow
class TrainingTest {
  static SentenceFolder.Sources sources() throws IOException {
    Path folder = Path.of(System.getenv("CHURN_REAL_DATA")).resolve("sentences");
    return new SentenceFolder(folder).sources();
  }

  /** Other processors may round a logarithm otherwise, so a weight may differ by its last digit. */
  @Test
  void theShippedModelIsTheOneOfThisTraining() throws IOException {
    Weights weights = new Fit(FitSettings.CHOSEN).on(sources().all()).times(ShippedModel.slope());
    Map<String, Integer> shipped = byFeature(ShippedModel.text());
    Map<String, Integer> trained = byFeature(weights.file());
    assertEquals(shipped.keySet(), trained.keySet());
    shipped.forEach((feature, weight) -> assertEquals(weight, trained.get(feature), 1, feature));
  }

  private static Map<String, Integer> byFeature(String model) {
    return Stream.of(model.split("\n"))
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(cells -> cells[1], cells -> Integer.valueOf(cells[0])));
  }
}

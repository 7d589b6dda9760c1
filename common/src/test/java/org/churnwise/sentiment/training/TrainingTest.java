package org.churnwise.sentiment.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The training, run again on the labelled sentences: four fits, half a minute. */
@EnabledIfEnvironmentVariable(
    named = "CHURN_REAL_DATA",
    matches = ".+",
    disabledReason = "CHURN_REAL_DATA does not name the folder of the real data")
@Slow
class TrainingTest {
  private static LeaveOneSourceOut heldOut;
  private static Weights weights;

  @BeforeAll
  static void train() throws IOException {
    Path folder = Path.of(System.getenv("CHURN_REAL_DATA")).resolve("sentences");
    SentenceFolder.Sources sources = new SentenceFolder(folder).sources();
    Fit fit = new Fit(FitSettings.CHOSEN);
    heldOut = LeaveOneSourceOut.of(sources, held -> fit);
    weights = fit.on(sources.all()).times(heldOut.slope());
  }

  @ParameterizedTest
  @CsvSource({"amazon, 0.87, 0.945", "yelp, 0.84, 0.92", "imdb, 0.82, 0.90"})
  void aSourceThatTrainingHasNotSeenIsJudgedWell(String source, double accuracy, double auc) {
    HeldOutAccuracy judgement =
        heldOut.judgements().stream().filter(j -> j.name().equals(source)).findFirst().get();
    assertEquals(1000, judgement.texts());
    assertTrue(judgement.accuracy() >= accuracy, judgement::row);
    assertTrue(judgement.auc() >= auc, judgement::row);
  }

  @Test
  void theCardHasTheFiguresOfThisTraining() {
    for (HeldOutAccuracy judgement : heldOut.judgements()) {
      assertTrue(ShippedModel.card().contains(judgement.row()), judgement::row);
    }
    heldOut
        .calibration()
        .lines()
        .forEach(line -> assertTrue(ShippedModel.card().contains(line), line));
  }

  /** Other processors may round a logarithm otherwise, so a weight may differ by its last digit. */
  @Test
  void theShippedModelIsTheOneOfThisTraining() {
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

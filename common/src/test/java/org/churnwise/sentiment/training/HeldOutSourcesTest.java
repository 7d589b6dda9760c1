package org.churnwise.sentiment.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The training, run again without each source in turn: three fits, a quarter of a minute. Without
 * {@code -Dfull} {@link TrainingTest} proves that the model is that of the training and of the
 * card's factor, and {@link ShippedModelTest} how it judges texts that no training has seen.
 */
@EnabledIfEnvironmentVariable(
    named = "CHURN_REAL_DATA",
    matches = ".+",
    disabledReason = "CHURN_REAL_DATA does not name the folder of the real data")
@Slow
@Tag("full")
class HeldOutSourcesTest {
  private static LeaveOneSourceOut heldOut;

  @BeforeAll
  static void train() throws IOException {
    Fit fit = new Fit(FitSettings.CHOSEN);
    heldOut = LeaveOneSourceOut.of(TrainingTest.sources(), held -> fit);
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

  @Test
  void theCardHasTheFactorOfThisTraining() {
    assertEquals(heldOut.slope(), ShippedModel.slope(), 1e-6);
  }
}

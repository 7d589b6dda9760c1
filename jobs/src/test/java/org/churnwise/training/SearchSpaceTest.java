package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.churnwise.config.Hyperparameters;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  private static final Hyperparameters CONFIGURED =
      new Hyperparameters(100, 4, 0.1, 1, 1, 1, 1, 2.5);

  @Test
  void theConfiguredParametersComeFirst() {
    assertEquals(CONFIGURED, candidates(42, 5).get(0));
    assertEquals(List.of(CONFIGURED), candidates(42, 1));
  }

  @Test
  void oneSeedDrawsTheSameAndAnotherDrawsOthers() {
    assertEquals(candidates(42, 9), candidates(42, 9));
    assertEquals(candidates(42, 9).subList(0, 4), candidates(42, 4));
    assertNotEquals(candidates(42, 9), candidates(43, 9));
  }

  @Test
  void everyDrawIsWithinTheDocumentedSpace() {
    for (Hyperparameters drawn : candidates(7, 500).subList(1, 500)) {
      assertTrue(drawn.maxDepth() >= 2 && drawn.maxDepth() <= 6, drawn.toString());
      assertTrue(drawn.learningRate() >= 0.03 && drawn.learningRate() <= 0.3, drawn.toString());
      assertTrue(drawn.subsample() >= 0.6 && drawn.subsample() <= 1, drawn.toString());
      assertTrue(drawn.columnSample() >= 0.4 && drawn.columnSample() <= 1, drawn.toString());
      assertTrue(drawn.minChildWeight() >= 1 && drawn.minChildWeight() <= 100, drawn.toString());
      assertTrue(drawn.lambda() >= 0.1 && drawn.lambda() <= 100, drawn.toString());
      assertEquals(Math.ceil(10 / drawn.learningRate()), drawn.rounds());
      assertEquals(2.5, drawn.positiveWeight());
    }
  }

  private static List<Hyperparameters> candidates(long seed, int count) {
    return new SearchSpace(seed).candidates(CONFIGURED, count);
  }
}

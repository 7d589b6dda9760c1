package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoubtfulFeatureTest {
  private static final List<String> NAMES = List.of("silent", "location");

  /** Location loses 2 of the 2.25 log-odds that both lose. */
  @Test
  void theFeatureThatLosesMostIsNamedWithWhatItLost() {
    assertEquals(
        Optional.of(
            "the likely cause is location: it sets churned customers apart by 2.50 log-odds on"
                + " fitted rows, by 0.50 among left-out customers; correct it, or train with"
                + " training.without-features = \"location\""),
        DoubtfulFeature.named(NAMES, new double[] {1, 2.5}, new double[] {0.75, 0.5}));
  }

  @Test
  void aLossThatSeveralShareHasNoSingleCause() {
    assertEquals(
        Optional.empty(),
        DoubtfulFeature.named(
            List.of("a", "b", "c"), new double[] {1, 1, 1.25}, new double[] {0, 0, 0}));
  }

  @Test
  void aFeatureThatLosesNextToNothingIsNoCause() {
    assertEquals(
        Optional.empty(),
        DoubtfulFeature.named(NAMES, new double[] {1, 0.09}, new double[] {1, 0}));
  }
}

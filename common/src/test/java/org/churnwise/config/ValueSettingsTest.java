package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSettingsTest {
  private static ValueSettings with(double cost, double budget, double holdoutShare) {
    return new ValueSettings(0.1, 0.3, 12, cost, budget, holdoutShare, 42);
  }

  /**
   * Candidates are contacts / (1 - share), cut down: 100 / 0.9 = 111.1, 71 / 0.71 = 100, 3 / 0.5 =
   * 6.
   */
  @ParameterizedTest
  @CsvSource({
    "5,   500,  0.1,  100, 111",
    "5,   504,  0.1,  100, 111",
    "5,   4,    0.1,  0,   0",
    "1,   71,   0.29, 71,  100",
    "0.1, 0.3,  0.5,  3,   6",
    "5,   500,  0,    100, 100"
  })
  void theBudgetPaysForSoManyContactsAmongSoManyCandidates(
      double cost, double budget, double share, long contacts, long candidates) {
    assertEquals(contacts, with(cost, budget, share).mostContacts());
    assertEquals(candidates, with(cost, budget, share).mostCandidates());
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "0, 100", "0, 0"})
  void withoutABudgetOrACostThereIsNoLimit(double cost, double budget) {
    assertEquals(ValueSettings.NO_LIMIT, with(cost, budget, 0.1).mostContacts());
    assertEquals(ValueSettings.NO_LIMIT, with(cost, budget, 0.1).mostCandidates());
  }

  @Test
  void aBudgetBeyondAnyNumberOfCustomersIsNoLimit() {
    assertEquals(ValueSettings.NO_LIMIT, with(1e-9, 1e12, 0.1).mostContacts());
  }
}

package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinnedDriftTest {
  private static final double FLOOR = 1e-4;

  /**
   * Expected values by SciPy 1.17.1 and NumPy 2.4.6, from shares e and a of counts, and p and q,
   * which are those raised to 1e-4: psi = (rel_entr(p, q) + rel_entr(q, p)).sum(), chance =
   * chi2.ppf(0.99, k - 1) * (1 / n + 1 / m), distance = scipy.spatial.distance.jensenshannon(e, a).
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          120 95 101 88 110 97 104 93 99 93 | 131 90 84 97 102 118 88 91 110 140 | 0.02975568229099038 | 0.04228064165359696  | 0.06088411960813184
          1200 340 60                       | 900 300 150                        | 0.09020582102188754 | 0.012578937082097098 | 0.10397581007689508
          50 0 50                           | 75 0 25                            | 0.2746530721670274  | 0.1326979320204243   | 0.18390779094047432
          700 0                             | 196 490                            | 7.232420544508134   | 0.01915028465017785  | 0.5938196417095216
          """)
  void theFiguresAreThoseOfScipy(
      String expected, String actual, double psi, double chance, double distance) {
    BinnedDrift drift = BinnedDrift.of(counts(expected), counts(actual), FLOOR);
    assertEquals(psi, drift.stability().value().orElseThrow(), 1e-9);
    assertEquals(chance, drift.chance(), 1e-9);
    assertEquals(distance, drift.jensenShannon(), 1e-9);
    assertEquals(psi - chance, drift.excess(), 1e-9);
  }

  @Test
  void aSingleBinTellsNothingAndChanceNeither() {
    BinnedDrift drift = BinnedDrift.of(new long[] {5}, new long[] {9}, FLOOR);
    assertEquals(0, drift.excess());
    assertEquals(0, drift.jensenShannon());
  }

  @Test
  void withoutRowsThereIsNoDifference() {
    assertThrows(
        IllegalArgumentException.class,
        () -> BinnedDrift.of(new long[] {5}, new long[] {0}, FLOOR));
  }

  private static long[] counts(String text) {
    return Arrays.stream(text.strip().split(" ")).mapToLong(Long::parseLong).toArray();
  }
}

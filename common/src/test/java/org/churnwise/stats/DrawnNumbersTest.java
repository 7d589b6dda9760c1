package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnNumbersTest {
  /** One draw after the other; a power of two the generator treats apart. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 64, 65, 1000, 4999, 65535, 65537})
  void theNumbersAreThoseOfSplittableRandom(int bound) {
    DrawnNumbers numbers = new DrawnNumbers(42);
    SplittableRandom expected = new SplittableRandom(42);
    for (int draw = 0; draw < 3; draw++) {
      long[] counts = new long[bound];
      numbers.count(counts, 8);
      long[] expectedCounts = new long[bound];
      for (int i = 0; i < bound; i++) {
        expectedCounts[expected.nextInt(bound)] += 8;
      }
      assertArrayEquals(expectedCounts, counts);
    }
  }
}

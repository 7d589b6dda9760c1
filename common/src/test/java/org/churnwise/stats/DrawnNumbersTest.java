package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnNumbersTest {
  /** One draw after the other; 64 is a power of two, which the generator treats apart. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64, 1000, 4999})
  void theNumbersAreThoseOfSplittableRandom(int bound) {
    DrawnNumbers numbers = new DrawnNumbers(42);
    SplittableRandom expected = new SplittableRandom(42);
    for (int draw = 0; draw < 3; draw++) {
      int[] counts = new int[bound];
      numbers.count(counts);
      int[] expectedCounts = new int[bound];
      for (int i = 0; i < bound; i++) {
        expectedCounts[expected.nextInt(bound)]++;
      }
      assertArrayEquals(expectedCounts, counts);
    }
  }
}

package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnRowsTest {
  /** 21 bits hold twice 1,048,575 rows, and 31 bits twice 1,073,741,823. */
  @ParameterizedTest
  @CsvSource({"1, 3", "1048575, 3", "1048576, 2", "1073741823, 2", "1073741824, 1"})
  void asManyDrawsAreMadeAtOnceAsHaveRoomForTwiceTheirRows(long most, int draws) {
    DrawnRows drawn = DrawnRows.of(4, most);
    assertEquals(draws, drawn.draws());
    long[] sums = new long[draws];
    Arrays.setAll(sums, draw -> 2 * most << drawn.shift(draw) >>> drawn.shift(draw) & drawn.mask());
    long[] expected = new long[draws];
    Arrays.fill(expected, 2 * most);
    assertArrayEquals(expected, sums);
  }

  /** The rows of a customer are drawn together; 1,048,576 rows leave room for two draws. */
  @ParameterizedTest
  @CsvSource({"1, 3", "300000, 2"})
  void rowsHaveTheDrawsOfTheirCustomers(int times, int draws) {
    int[] customer = {1, 0, 1, 2};
    PairedRows rows = rows(customer, times);
    Draws all = new Draws(rows, 5, 42);
    DrawnRows drawn = all.room();
    assertEquals(draws, drawn.draws());
    SplittableRandom expected = new SplittableRandom(42);
    for (int first = all.next(drawn); first >= 0; first = all.next(drawn)) {
      for (int draw = 0; draw < Math.min(draws, 5 - first); draw++) {
        long[] counts = new long[rows.customers()];
        for (int i = 0; i < counts.length; i++) {
          counts[expected.nextInt(counts.length)]++;
        }
        for (int row = 0; row < rows.size(); row++) {
          long copies = drawn.copies()[row] >>> drawn.shift(draw) & drawn.mask();
          assertEquals(counts[rows.customer()[row]], copies);
        }
      }
    }
  }

  private static PairedRows rows(int[] customer, int times) {
    int[] repeated = IntStream.range(0, times).flatMap(time -> Arrays.stream(customer)).toArray();
    double[] half = new double[repeated.length];
    Arrays.fill(half, 0.5);
    return new PairedRows(half, half, new int[repeated.length], repeated, Map.of(), null);
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 1L << 20, 1L << 30})
  void eachDrawIsSummedUpByItself(long most) {
    DrawnRows drawn = DrawnRows.of(3, most);
    long[][] copies = {{5, 1, 0}, {0, 2, 7}, {1, 3, 4}};
    for (int draw = 0; draw < drawn.draws(); draw++) {
      for (int row = 0; row < 3; row++) {
        drawn.copies()[row] |= copies[draw][row] << drawn.shift(draw);
      }
    }
    double[] sums = {5 * 0.5 + 0.25, 7 * 4 + 2 * 0.25, 4 * 4 + 0.5 + 3 * 0.25};
    double[] rows = {6, 9, 8};
    assertArrayEquals(Arrays.copyOf(rows, drawn.draws()), drawn.rows());
    double[] value = {9, 4, 0.5, 0.25};
    assertArrayEquals(
        Arrays.copyOf(sums, drawn.draws()), drawn.sums(new int[] {0, 2, 0, 1}, value, 1, 4));
  }
}

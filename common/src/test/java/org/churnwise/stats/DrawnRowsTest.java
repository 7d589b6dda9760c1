package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void eachDrawIsFoundAgain() {
    DrawnRows drawn = DrawnRows.of(3, 9);
    int[] customer = {1, 0, 1};
    int[][] draws = {{5, 1}, {0, 2}, {1, 3}};
    for (int draw = 0; draw < draws.length; draw++) {
      drawn.add(draw, customer, draws[draw]);
    }
    for (int draw = 0; draw < draws.length; draw++) {
      int shift = drawn.shift(draw);
      long[] copies =
          Arrays.stream(drawn.copies()).map(row -> row >>> shift & drawn.mask()).toArray();
      long one = draws[draw][1];
      assertArrayEquals(new long[] {one, draws[draw][0], one}, copies);
    }
    drawn.clear();
    assertArrayEquals(new long[3], drawn.copies());
  }
}

package org.churnwise.sqltexts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderingsTest {
  @Test
  void aKeyEndsAtACommaOfItsOwnDepth() {
    assertEquals(
        List.of("nvl(a, b) desc nulls last", "c"),
        Orderings.keys("select a order by nvl(a, b) desc nulls last, c"));
  }

  @Test
  void anOrderingInAWindowEndsWithTheWindow() {
    assertEquals(
        List.of("a nulls first", "b"),
        Orderings.keys("row_number() over (partition by x order by a nulls first) = 1 order by b"));
  }

  @Test
  void aFrameIsNoKey() {
    assertEquals(
        List.of("a nulls last"),
        Orderings.keys("sum(x) over (order by a nulls last rows 2 preceding)"));
  }
}

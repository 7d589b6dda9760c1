package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.churnwise.sql.Sql;
import org.junit.jupiter.api.Test;

class NumberBoundsTest {
  @Test
  void everyBinButTheLastHasABound() {
    assertEquals(
        "select max(iff(bin = 1, upper_bound, null)) as bound_1,\n"
            + "  max(iff(bin = 2, upper_bound, null)) as bound_2",
        written("select :upper_bounds", 3));
    assertEquals("select b.bound_1,\n    b.bound_2", written("select :bounds", 3));
    assertEquals("select b.bound_1", written("select :bounds", 2));
  }

  @Test
  void aValueIsInTheFirstBinWhoseBoundItDoesNotExceed() {
    assertEquals(
        "case when value <= bound_1 then iff(value <> only_value, 2, 1)\n"
            + "      when value <= bound_2 then 2 else :bins end",
        written("case :bins_by_bound else :bins end", 3));
  }

  private static String written(String text, int bins) {
    return NumberBounds.in(new Sql("test", text, Map.of()), bins).text();
  }
}

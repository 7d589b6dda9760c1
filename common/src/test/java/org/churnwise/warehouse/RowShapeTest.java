package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of one result. */
class RowShapeTest {
  @Test
  void aRowHasItsValuesByColumnInTheirOrder() {
    Map<String, Object> row = RowShape.of(List.of("b", "a")).row(new Object[] {1L, "x"});
    assertEquals("{b=1, a=x}", row.toString());
    assertEquals("x", row.get("a"));
  }

  @Test
  void aNullIsNoMissingColumn() {
    Map<String, Object> row = RowShape.of(List.of("a")).row(new Object[] {null});
    assertTrue(row.containsKey("a"));
    assertNull(row.get("a"));
    assertFalse(row.containsKey("b"));
    assertNull(row.get("b"));
  }

  @Test
  void ofTwoColumnsWithOneNameTheLaterCounts() {
    Map<String, Object> row = RowShape.of(List.of("a", "b", "a")).row(new Object[] {1, 2, 3});
    assertEquals(Map.of("a", 3, "b", 2), row);
  }
}

package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.churnwise.sql.Sql;
import org.junit.jupiter.api.Test;

/**
 * Equal keys mean an equal slice: every part of the key matters, the order of the inputs does not.
 */
class StageSliceTest {
  private static final Stage STAGE = Stage.INGEST;
  private static final SliceId X = new SliceId.LoadedFile("x");
  private static final Input JUNE_SALES = new Input("sales", "sales_2025_06.csv", "h1");
  private static final Input JULY_SALES = new Input("sales", "sales_2025_07.csv", "h2");
  private static final Sql STATEMENT = new Sql("name", "select 1", Map.of());

  @Test
  void equalPartsGiveEqualKeys() {
    assertEquals(key("c", "conf", STATEMENT, JUNE_SALES), key("c", "conf", STATEMENT, JUNE_SALES));
  }

  @Test
  void theOrderOfTheInputsDoesNotMatter() {
    assertEquals(
        key("c", "conf", STATEMENT, JUNE_SALES, JULY_SALES),
        key("c", "conf", STATEMENT, JULY_SALES, JUNE_SALES));
  }

  @Test
  void everyPartMatters() {
    String key = key("c", "conf", STATEMENT, JUNE_SALES);
    assertNotEquals(key, key("c2", "conf", STATEMENT, JUNE_SALES));
    assertNotEquals(key, key("c", "conf2", STATEMENT, JUNE_SALES));
    assertNotEquals(key, key("c", "conf", new Sql("name", "select 2", Map.of()), JUNE_SALES));
    assertNotEquals(key, key("c", "conf", STATEMENT));
    assertNotEquals(key, key("c", "conf", STATEMENT, JUNE_SALES, JULY_SALES));
    assertNotEquals(
        key, key("c", "conf", STATEMENT, new Input("sales", "sales_2025_06.csv", "h2")));
    assertNotEquals(
        key, key("c", "conf", STATEMENT, new Input("sales", "sales_2025_07.csv", "h1")));
    assertNotEquals(
        key, key("c", "conf", STATEMENT, new Input("feedback", "sales_2025_06.csv", "h1")));
    assertNotEquals(of(STAGE, "t", "x").key(), of(Stage.MONITOR, "t", "x").key());
    assertNotEquals(of(STAGE, "t", "x").key(), of(STAGE, "t2", "x").key());
    assertNotEquals(of(STAGE, "t", "x").key(), of(STAGE, "t", "x2").key());
  }

  @Test
  void neighbouringPartsDoNotRunTogether() {
    assertNotEquals(of(STAGE, "ab", "c").key(), of(STAGE, "a", "bc").key());
  }

  @Test
  void asAnInputItIsNamedByTableSliceAndKey() {
    StageSlice slice = of(STAGE, "t", "x");
    assertEquals(new Input("t", "x", slice.key()), slice.asInput());
  }

  private static StageSlice of(Stage stage, String table, String file) {
    return StageSlice.of(
        stage,
        table,
        new SliceId.LoadedFile(file),
        new StageCode("c"),
        "conf",
        List.of(STATEMENT),
        List.of());
  }

  private static String key(String code, String configuration, Sql statement, Input... inputs) {
    return StageSlice.of(
            STAGE, "t", X, new StageCode(code), configuration, List.of(statement), List.of(inputs))
        .key();
  }
}

package org.churnwise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns are read from the DDL and from nowhere else. */
class TableTest {
  @Test
  void columnsAreReadInOrderWithTypeNullAndMeaning() {
    assertEquals(
        List.of(
            new Column("transaction_id", "string", false, "unique"),
            new Column("customer_id", "string", false, ""),
            new Column("transaction_date", "date", false, ""),
            new Column("discount_applied", "boolean", true, ""),
            new Column("num_items", "bigint", true, "pieces"),
            new Column("payment_method", "string", true, ""),
            new Column(
                "total_amount",
                "decimal(18,4)",
                false,
                "money, in the currency of the source; of a return 0 or less"),
            new Column(
                "is_return",
                "boolean",
                true,
                "money that goes back: it lowers spend and is no order; null counts as false"),
            new Column(
                "load_number",
                "bigint",
                true,
                "of the file in files_ingested; null where a release without load numbers loaded"
                    + " the row and several files may hold it")),
        Table.named("sales").columns());
  }

  @Test
  void theSparkSchemaHasTheSameColumns() {
    assertEquals(
        new StructType()
            .add("transaction_id", DataTypes.StringType, false)
            .add("customer_id", DataTypes.StringType, false)
            .add("transaction_date", DataTypes.DateType, false)
            .add("discount_applied", DataTypes.BooleanType, true)
            .add("num_items", DataTypes.LongType, true)
            .add("payment_method", DataTypes.StringType, true)
            .add("total_amount", DataTypes.createDecimalType(18, 4), false)
            .add("is_return", DataTypes.BooleanType, true)
            .add("load_number", DataTypes.LongType, true),
        Table.named("sales").sparkSchema());
  }

  @Test
  void aTimestampIsSparksInstant() {
    assertEquals(
        DataTypes.TimestampType,
        Table.named("declared_watermarks").column("declared_at").sparkType());
  }

  @ParameterizedTest
  @ValueSource(strings = {"varchar", "int", "decimal", "timestamp_ntz", ""})
  void anUnknownTypeIsRefusedWithTheColumn(String type) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new Column("age", type, true, "").sparkType());
    assertEquals("column age: unknown type " + type, refused.getMessage());
  }

  @Test
  void anUnknownColumnIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Tables.SALES.column("Customer_id"));
    assertEquals("table sales has no column Customer_id", refused.getMessage());
  }

  @Test
  void aTableWithoutDdlIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Table.named("no_such_table"));
  }

  static List<Table> tables() {
    return Tables.all();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyTableHasColumnsOfKnownTypesEachOnce(Table table) {
    assertEquals(table.columns().size(), new HashSet<>(table.columnNames()).size());
    assertEquals(table.columns().size(), table.sparkSchema().size());
    assertEquals(
        table.columns().size(),
        table.ddl().text().lines().filter(line -> line.startsWith("  ")).count());
  }

  @Test
  void everyTableIsListedOnce() {
    assertEquals(Tables.all().size(), new HashSet<>(Tables.all()).size());
  }
}

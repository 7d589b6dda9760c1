package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.ColumnName;
import org.churnwise.table.Table;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordRowsTest {
  private static final Sql DDL =
      new Sql(
          "schema/orders",
          "create or replace table orders (customer_id varchar not null, state varchar not null,"
              + " amount_usd double, first_day date, last_day date, note varchar, items varchar,"
              + " order_count bigint, run_id varchar not null)",
          Map.of());
  private static final Table ORDERS =
      new Table(
          "orders",
          List.of(
              new Column("customer_id", "string", false, ""),
              new Column("state", "string", false, ""),
              new Column("amount_usd", "double", true, ""),
              new Column("first_day", "date", true, ""),
              new Column("last_day", "date", true, ""),
              new Column("note", "string", true, ""),
              new Column("items", "string", true, ""),
              new Column("order_count", "bigint", true, ""),
              new Column("run_id", "string", false, "")),
          DDL);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);

  private enum State {
    OPEN,
    SENT
  }

  private record Item(String name, LocalDate madeOn) {}

  private record Order(
      String customerId,
      State state,
      OptionalDouble amountUsd,
      Optional<LocalDate> firstDay,
      Optional<LocalDate> lastDay,
      Optional<String> note,
      List<Item> items,
      @ColumnName("order_count") long count) {}

  private record Stranger(String customerId, State state, String colour) {}

  private record Customer(String customerId) {}

  private static final RecordRows<Order> ROWS = new RecordRows<>(ORDERS, Order.class, "run_id");
  private static final Order FULL =
      new Order(
          "C1",
          State.SENT,
          OptionalDouble.of(0.1),
          Optional.of(JUNE),
          Optional.empty(),
          Optional.of("tea, \"green\""),
          List.of(new Item("tea", JUNE)),
          3);
  private static final Order LEAST =
      new Order(
          "C2",
          State.OPEN,
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          0);

  @Test
  void recordsComeBackAsTheyWereInserted(@TempDir Path folder) {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      Warehouse warehouse = temporary.warehouse();
      warehouse.execute(DDL);
      ROWS.insert(warehouse, List.of(FULL, LEAST), "r1");
      List<ResultRow> rows =
          warehouse.query(new Sql("orders", "select * from orders order by customer_id", Map.of()));
      assertEquals(
          List.of(FULL, LEAST),
          rows.stream().map(row -> RecordRows.read(row, Order.class)).toList());
      assertEquals("r1", rows.get(1).string("run_id"));
    }
  }

  @Test
  void aRowHoldsWhatTheWarehouseTakes() {
    Map<String, Object> row = ROWS.row(FULL, "r1");
    assertEquals("SENT", row.get("state"));
    assertEquals(0.1, row.get("amount_usd"));
    assertEquals(JUNE, row.get("first_day"));
    assertEquals(null, row.get("last_day"));
    assertEquals("[{\"name\":\"tea\",\"made_on\":\"2025-06-01\"}]", row.get("items"));
    assertEquals(3L, row.get("order_count"));
  }

  @Test
  void aComponentWithoutAColumnIsRefused() {
    refused("has no column colour", () -> new RecordRows<>(ORDERS, Stranger.class, "run_id"));
    refused("has no column day", () -> new RecordRows<>(ORDERS, Order.class, "run_id", "day"));
  }

  @Test
  void aColumnThatMustNotBeNullNeedsAValue() {
    refused(
        "Customer gives no value for column state of table orders",
        () -> new RecordRows<>(ORDERS, Customer.class, "run_id"));
    refused("column run_id", () -> new RecordRows<>(ORDERS, Order.class));
  }

  @Test
  void theOtherColumnsGetAsManyValues() {
    refused("needs values of [run_id], not 2", () -> ROWS.row(LEAST, "r1", Instant.EPOCH));
  }

  @Test
  void aTextThatIsNoConstantIsRefusedWithThoseThatAre() {
    ResultRow row = new ResultRow(Map.of("state", "LOST"));
    record Stated(State state) {}
    ChurnException refusal =
        assertThrows(ChurnException.class, () -> RecordRows.read(row, Stated.class));
    assertTrue(
        refusal.getMessage().contains("column state holds 'LOST', which is none of [OPEN, SENT]"),
        refusal.getMessage());
  }

  private static void refused(String message, Runnable work) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, work::run);
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }
}

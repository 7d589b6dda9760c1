package org.churnwise.erasing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.ErasedContent;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Ledger;
import org.churnwise.run.Run;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.snowflake.NeedsSnowflake;
import org.churnwise.snowflake.SnowflakeAccount;
import org.churnwise.snowflake.TestSchema;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.Test;

/** An erasure on Snowflake, by the statements that the embedded warehouse runs. */
@NeedsSnowflake
class ErasedOnSnowflakeTest {
  private static void insert(Warehouse warehouse, Table table, String rows) {
    warehouse.insert(table, TextTable.parse(table, rows));
  }

  private static Run run(String id) {
    return new Run(
        id,
        "test",
        "",
        LocalDate.of(2025, 12, 31),
        "code",
        TemporaryWarehouse.NOW,
        Clock.fixed(TemporaryWarehouse.NOW, ZoneOffset.UTC));
  }

  @Test
  void aCustomerLeavesTheTablesAndIsRemembered() {
    try (TestSchema schema = SnowflakeAccount.forTests().newSchema();
        Warehouse warehouse = schema.open()) {
      warehouse.createMissing();
      insert(
          warehouse,
          Tables.SALES,
          """
          transaction_id | customer_id | transaction_date | total_amount | load_number
          T1             | PERSON-4711 | 2025-01-02       | 5            | 1
          T2             | PERSON-47   | 2025-01-02       | 6            | 1
          """);
      insert(
          warehouse,
          Tables.DUPLICATE_ROWS,
          """
          feed  | row_key | load_number | equals_load
          sales | T1      | 2           | 1
          """);
      insert(
          warehouse,
          Tables.QUARANTINE,
          """
          feed  | file_name | line_number | rule       | raw_row                     | contract_version | run_id
          sales | s.csv     | 7           | not_a_date | T7,"person-4711",yesterday, | c1               | r1
          sales | s.csv     | 8           | not_a_date | T8,PERSON-47,yesterday,     | c1               | r1
          """);
      SliceRows load = new SliceRows(Tables.SALES, Map.of("load_number", 1L));
      StageSlice slice =
          new StageSlice(Stage.INGEST, "sales", new SliceId.LoadedFile("s.csv"), "k", List.of());
      new Ledger(warehouse, run("r1"))
          .commit(
              List.of(slice),
              () -> new Written<>("", Map.of(slice.id(), new StageCounts(2, 2, List.of(load)))));
      CustomerErasure.Erasure erasure =
          new CustomerErasure(warehouse, run("r2"), new SecureRandom())
              .erase(
                  new GivenCustomers(Contract.load("reference")).of(List.of("PERSON-4711")), false);
      assertEquals(Map.of("sales", 1L, "duplicate_rows", 1L, "quarantine", 1L), erasure.rows());
      ForgottenCustomers.Search search = ForgottenCustomers.read(warehouse).search();
      assertTrue(search.holds("PERSON-4711"));
      assertFalse(search.holds("PERSON-47"));
      ErasedContent content = ErasedContent.read(warehouse).get(0);
      assertEquals(1, content.rowsErased());
    }
  }
}

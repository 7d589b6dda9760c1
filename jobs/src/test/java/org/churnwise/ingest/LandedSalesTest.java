package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandedSalesTest {
  private static final LocalDate DAY = LocalDate.of(2025, 1, 1);
  private static final SourceFile FILE =
      new SourceFile("sales", "/sales.csv", "sales.csv", Optional.empty(), false, "", 1);

  @TempDir private Path folder;

  @Test
  void keysThatNoOtherFileOrLoadReachesAreNew() {
    assertTrue(areNew("T1 T2", "T5 T4", "T7", "T6"));
  }

  @Test
  void aKeyThatAFileHasTwiceIsNot() {
    assertFalse(areNew("", "T2 T3 T2"));
  }

  @Test
  void aKeyThatTwoFilesHaveIsNot() {
    assertFalse(areNew("", "T1 T2", "T2 T3"));
  }

  @Test
  void aKeyThatIsLoadedIsNot() {
    assertFalse(areNew("T1 T2", "T2 T3"));
  }

  @Test
  void keysOnBothSidesOfLoadedOnesAreLookedUp() {
    assertFalse(areNew("T2", "T1 T3"));
  }

  @Test
  void badRowsHaveNoKeyThatCounts() {
    assertTrue(areNew("T1 T2", "T3 !T1"));
  }

  @Test
  void salesThatAreInsertedAtOnceAreOfTheLoadOfTheirFile() throws IOException {
    try (LoadFixture fixture = new LoadFixture(folder)) {
      fixture.write("customers.csv", "C1,30,gold,male,Rome,2024-01-01\n");
      fixture.write("sales_2025_01.csv", "T1,C1,2025-01-01,,,,1\nT2,C1,2025-01-31,,,,1\n");
      fixture.write("sales_2025_02.csv", "T3,C1,2025-02-01,,,,1\nT4\n");
      fixture.load();
      String query =
          "select s.transaction_id || ' ' || f.file_name as sale from sales s inner join files_ingested f on f.load_number = s.load_number order by sale nulls last";
      assertEquals(
          List.of("T1 sales_2025_01.csv", "T2 sales_2025_01.csv", "T3 sales_2025_02.csv"),
          fixture.temporary().warehouse().query(new Sql("sales", query, Map.of())).stream()
              .map(row -> row.string("sale"))
              .collect(Collectors.toList()));
    }
  }

  /** What is found of the keys of files; a bad row begins with an exclamation mark. */
  private boolean areNew(String loaded, String... files) {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      var warehouse = temporary.warehouse();
      List<Map<String, Object>> sales = new ArrayList<>();
      for (String key : keys(loaded)) {
        sales.add(sale(key));
      }
      warehouse.insert(Tables.SALES, sales);
      List<Map<String, Object>> landed = new ArrayList<>();
      for (int i = 0; i < files.length; i++) {
        for (String key : keys(files[i])) {
          landed.add(landed(i + 1L, landed.size() + 1L, key));
        }
      }
      warehouse.landRows(Tables.LANDING_ROWS, landed);
      return new LandedSales(warehouse).areNew(List.of(FILE));
    }
  }

  private static List<String> keys(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static Map<String, Object> sale(String key) {
    return Map.of(
        "transaction_id",
        key,
        "customer_id",
        "C1",
        "transaction_date",
        DAY,
        "total_amount",
        BigDecimal.ONE);
  }

  private static Map<String, Object> landed(long file, long line, String key) {
    Map<String, Object> row = new HashMap<>(sale(key.replace("!", "")));
    row.put("file_number", file);
    row.put("file_name", "sales.csv");
    row.put("feed", "sales");
    row.put("line_number", line);
    row.put("outcome", key.startsWith("!") ? "BAD" : "GOOD");
    row.put("record_count", 1L);
    row.put("raw_row", key);
    return row;
  }
}

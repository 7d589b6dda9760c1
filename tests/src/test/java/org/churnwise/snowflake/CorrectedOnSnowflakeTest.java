package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.Churn;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.Workplace;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are replaced, undone and handed over on Snowflake as in the embedded warehouse. */
@NeedsSnowflake
class CorrectedOnSnowflakeTest {
  private static final List<Table> COMPARED =
      List.of(
          Tables.SALES,
          Tables.FEEDBACK_RAW,
          Tables.FEEDBACK_SENTIMENT,
          Tables.FILES_INGESTED,
          Tables.QUARANTINE,
          Tables.DUPLICATE_ROWS,
          Tables.LOAD_CORRECTIONS,
          Tables.SUPERSEDED_SALES,
          Tables.SUPERSEDED_FEEDBACK,
          Tables.SUPERSEDED_FILES,
          Tables.SUPERSEDED_QUARANTINE,
          Tables.CUSTOMER_LABELS);

  @TempDir private Path folder;
  private final TestSchema schema = SnowflakeAccount.forTests().newSchema();

  @AfterEach
  void dropSchema() {
    schema.close();
  }

  @Test
  void aCorrectedHistoryIsTheSameAndIsReplayed() throws Exception {
    List<String> onSnowflake = schema.setsWithoutEnvironment(folder.resolve("password"));
    Path database = folder.resolve("churn.duckdb");
    correct(Files.createDirectories(folder.resolve("a")), onSnowflake);
    correct(Files.createDirectories(folder.resolve("b")), List.of("warehouse.path=" + database));
    try (SnowflakeWarehouse there = schema.open();
        EmbeddedWarehouse here =
            new EmbeddedWarehouse(new Workplace(folder, database).settings().warehouse())) {
      assertEquals(text(here), text(there));
    }
    Outcome replayed = churn(onSnowflake, "replay", "--all");
    assertEquals("EQUAL", replayed.json().at("/counts/verdict").asText(), replayed::toString);
  }

  private static void correct(Path source, List<String> place) throws IOException {
    List<String> sets = new ArrayList<>(place);
    sets.add("ingest.source=" + source);
    write(
        source,
        "sales_2025_5.csv",
        "T1,C1,2025-05-01,,,,1",
        "T2,C1,2025-05-02,,,,2",
        "T3,C1,x,,,,3");
    write(source, "feedback_raw_2025_5.csv", "2025-05-02,Good,C1,F1,I1");
    churn(sets, "ingest");
    write(source, "new_sales_2025_05.csv", "T2,C1,2025-05-02,,,,2", "T9,C1,2025-05-09,,,,9");
    write(
        source,
        "new_feedback_raw2_2025_5.csv",
        "2025-05-02,Good,C1,F1,I1",
        "2025-05-03,Bad,C1,F2,I2");
    churn(sets, "ingest");
    churn(sets, "label", "--snapshot-date", "2025-05-05");
    write(source, "sales_2025_5.csv", "T1,C1,2025-05-01,,,,10", "T4,C1,2025-05-04,,,,4");
    churn(sets, "ingest", "--replace", "sales_2025_5.csv");
    churn(sets, "ingest", "--undo", "feedback_raw_2025_5.csv", "--undo", "new_sales_2025_05.csv");
    churn(sets, "ingest", "--replace", "2025-05");
  }

  private static void write(Path source, String name, String... lines) throws IOException {
    Files.writeString(source.resolve(name), String.join("\n", lines) + "\n");
  }

  private static Outcome churn(List<String> sets, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    sets.forEach(set -> all.addAll(List.of("--set", set)));
    return Workplace.execute(Churn.class, all).requireDone();
  }

  private static Map<String, List<String>> text(Warehouse warehouse) {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    COMPARED.forEach(
        table ->
            tables.put(
                table.name(),
                TableText.rows(warehouse, table).stream()
                    .map(row -> row.replaceAll("\\b\\d{8}T\\d{6}-\\w+|file:\\S+", "-"))
                    .toList()));
    return tables;
  }
}

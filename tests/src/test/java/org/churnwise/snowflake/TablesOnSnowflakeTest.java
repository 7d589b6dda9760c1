package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.Churn;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.Workplace;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of a shop are loaded on Snowflake as from an attached DuckDB file. */
@NeedsSnowflake
class TablesOnSnowflakeTest {
  private static final List<Table> COMPARED =
      List.of(
          Tables.CUSTOMERS,
          Tables.SALES,
          Tables.FEEDBACK_RAW,
          Tables.FEEDBACK_SENTIMENT,
          Tables.FILES_INGESTED,
          Tables.QUARANTINE,
          Tables.DUPLICATE_ROWS);

  private static final List<String> SHOP =
      List.of(
          "create table SHOP.orders (no bigint, client varchar, placed timestamp, reduced boolean, pieces integer, paid varchar, amount decimal(12,2), weight double)",
          """
          insert into SHOP.orders values
            (1, 'C1', '2025-01-05 10:00:00', true, 1, 'card', 10.5, 1.5),
            (2, ' c2 ', '2025-01-31 23:59:59', false, 2, ' CARD ', 1.25, 2.55),
            (3, 'C"3''', '2025-02-02 00:00:00', null, null, null, 0, 0),
            (4, 'C4', '2025-02-02 00:00:00', null, 101, 'cheque', 5, 1),
            (5, null, '2025-02-03 00:00:00', null, 1, 'card', 5, 1),
            (6, 'Müller', '2025-02-03 00:00:00', null, -1, 'Cash on Delivery', -7.25, 1),
            (7, 'C7', null, null, 1, '', 5, 0.3),
            (null, 'C8', '2025-02-04 00:00:00', null, 1, 'card', 5, 1)""",
          "create table SHOP.people (id varchar, town varchar, since date, years integer)",
          "insert into SHOP.people values ('C1', 'Rome', '2020-01-01', 30), ('C2', null, null, 200), ('C4', 'a\\b', '2021-05-05', 0)",
          "create table SHOP.chats (id integer, client varchar, told timestamp, words varchar)",
          "insert into SHOP.chats values (1, 'C1', '2025-01-06 12:00:00', 'Good'), (2, 'C1', '2025-02-07 12:30:00', null), (3, 'C1', '2025-02-08 01:02:03', 'bad \"stuff\"')");

  private static final List<String> LATER =
      List.of(
          "insert into SHOP.orders values (9, 'C9', '2025-01-20 00:00:00', null, 1, 'card', 9.99, 1), (10, 'C9', '2025-03-01 00:00:00', null, 1, 'card', 9.99, 1)",
          "update SHOP.people set town = 'Oslo' where id = 'C1'");

  private static final String CONTRACT =
      """
      feeds.sales {
        table = SHOP.orders
        incremental-by = no
        overlap-days = 7
        returns = true
        currency.constant = EUR
        drop = [ { column = weight, equals-or-less = 0 } ]
        columns {
          transaction_id.from = no
          customer_id { from = client, trim = true, letter-case = upper }
          transaction_date.from = placed
          discount_applied.from = reduced
          num_items { from = pieces, max = 100 }
          payment_method { from = paid, trim = true, letter-case = lower, values { "cash on delivery" = cash, "*" = "*" } }
          total_amount.from = amount
        }
      }
      feeds.customers {
        table = SHOP.people
        valid-from = start
        columns { customer_id.from = id, location.from = town, signup_date.from = since, age { from = years, max = 150 } }
      }
      feeds.feedback {
        query = "select id, client, told, words from SHOP.chats"
        columns { feedback_id.from = id, customer_id.from = client, chat_date.from = told, comment.from = words }
      }
      """
          .replace("equals-or-less", "less-than");

  @TempDir private Path folder;
  private final TestSchema schema = SnowflakeAccount.forTests().newSchema();

  @AfterEach
  void dropSchema() {
    schema.close();
  }

  @Test
  void tablesAreLoadedAsFromAnAttachedFile() throws Exception {
    Path file = folder.resolve("shop.duckdb");
    Path database = folder.resolve("churn.duckdb");
    String there =
        schema.settings().warehouse().database() + "." + schema.settings().warehouse().schema();
    List<String> onSnowflake =
        new ArrayList<>(schema.setsWithoutEnvironment(folder.resolve("password")));
    onSnowflake.add("ingest.contract=" + contract("there.conf", there));
    List<String> here =
        List.of(
            "warehouse.path=" + database,
            "ingest.attach=shop=" + file,
            "ingest.contract=" + contract("here.conf", "shop.main"));
    churn(onSnowflake, "init");
    inAccount(SHOP);
    inFile(file, SHOP);
    churn(onSnowflake, "ingest", "--as-of", "2025-02-28");
    churn(here, "ingest", "--as-of", "2025-02-28");
    inAccount(LATER);
    inFile(file, LATER);
    churn(onSnowflake, "ingest", "--as-of", "2025-03-31");
    churn(here, "ingest", "--as-of", "2025-03-31");
    try (SnowflakeWarehouse account = schema.open();
        EmbeddedWarehouse embedded =
            new EmbeddedWarehouse(new Workplace(folder, database).settings().warehouse())) {
      assertEquals(text(embedded), text(account));
    }
  }

  private Path contract(String name, String shop) throws Exception {
    return Files.writeString(folder.resolve(name), CONTRACT.replace("SHOP", shop));
  }

  private void inAccount(List<String> statements) {
    String shop = schema.settings().warehouse().schema();
    try (SnowflakeWarehouse account = schema.open()) {
      for (String text : statements) {
        account.execute(
            new Sql("shop", text.replace("SHOP", shop).replace("\\", "\\\\"), Map.of()));
      }
    }
  }

  private static void inFile(Path file, List<String> statements) throws Exception {
    try (Connection shop = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = shop.createStatement()) {
      for (String text : statements) {
        statement.execute(text.replace("SHOP", "main"));
      }
    }
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
                    .map(row -> row.replaceAll("\\b\\d{8}T\\d{6}-\\w+|table [\\w.]+", "-"))
                    .map(row -> row.replaceAll("\\b[0-9a-f]{16}\\b", "-"))
                    .toList()));
    return tables;
  }
}

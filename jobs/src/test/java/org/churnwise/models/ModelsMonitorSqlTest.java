package org.churnwise.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The monitor's text is held here, and its source run on DuckDB; no account has seen either. */
class ModelsMonitorSqlTest {
  private static final String FEATURES =
      """
      age | snapshot_date | customer_id | tenure_days | last_purchase_date | days_since_last_purchase | sum_total_amount_past_7d | sum_total_amount_past_1mm | sum_total_amount_past_2mm | sum_total_amount_past_3mm | count_orders_past_7d | count_orders_past_1mm | count_orders_past_2mm | count_orders_past_3mm | count_orders_total | sum_total_amount_total | avg_order_amount | sentiment_min_2 | sentiment_min_3 | sentiment_min_4 | sentiment_avg_2 | sentiment_avg_3 | sentiment_avg_4
      AGE | DAY | C1 | 1 | DAY | 1 | 0 | 0 | 0 | 0 | 1 | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0
      """;

  @TempDir Path folder;

  @Test
  void theMonitorNamesModelSourceAndColumns() {
    assertEquals(
        """
        create model monitor if not exists churnwise_monitor_v3 with
          model = CHURNWISE
          version = 'V3'
          function = 'predict'
          source = churnwise_monitored_v3
          warehouse = WH
          refresh_interval = '1 day'
          aggregation_window = '1 day'
          timestamp_column = predicted_at
          id_columns = ['SNAPSHOT_ID', 'CUSTOMER_ID']
          prediction_class_columns = ['CHURN_PREDICTED']
          prediction_score_columns = ['CHURN_PROBABILITY']
          actual_class_columns = ['CHURNED'];""",
        statements().get(2).replaceAll("(?m)^--.*\\n", ""));
  }

  @Test
  void theStatementsStartInTheSchemaOfTheTables() {
    assertEquals("use schema SHOP.ML;", statements().get(0));
  }

  @Test
  void theModelInTheRegistryMayHaveAnotherName() {
    List<String> named = statements("--model", "SHOP_CHURN", "--function", "score");
    assertEquals(
        List.of("  model = SHOP_CHURN", "  function = 'score'"),
        named.get(2).lines().filter(line -> line.matches("  (model|function) = .*")).toList());
  }

  @Test
  void theSourceHoldsTheModelsPredictionsAndKnownOutcomes() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.insert(
          Tables.CHURN_PREDICTIONS,
          """
          snapshot_date | customer_id | model_version | churn_probability | churn_predicted | threshold | margin_usd | expected_value_usd | contact_group
          2025-05-01    | C1          | v3            | 0.8               | 1               | 0.5       | 0          | 0                  | none
          2025-06-01    | C1          | v3            | 0.2               | 0               | 0.5       | 0          | 0                  | none
          2025-06-01    | C1          | v2            | 0.3               | 0               | 0.5       | 0          | 0                  | none
          """);
      temporary.insert(
          Tables.CUSTOMER_LABELS,
          """
          snapshot_date | customer_id | churned | label_state | matures_on
          2025-05-01    | C1          | 1       | FINAL       | 2025-05-31
          2025-06-01    | C1          | null    | PENDING     | 2025-07-01
          """);
      temporary.insert(
          Tables.CUSTOMER_FEATURES, FEATURES.replace("DAY", "2025-05-01").replace("AGE", "40"));
      temporary.insert(
          Tables.CUSTOMER_FEATURES, FEATURES.replace("DAY", "2025-06-01").replace("AGE", "41"));
      String source = statements().get(1);
      temporary
          .warehouse()
          .execute(new Sql("source", source.substring(0, source.length() - 1), Map.of()));
      assertEquals(
          TextTable.expected(
              """
              predicted_at         | snapshot_id | customer_id | churn_predicted | churned | age
              2025-05-01T00:00:00Z | 2025-05-01  | C1          | 1               | 1       | 40
              2025-06-01T00:00:00Z | 2025-06-01  | C1          | 0               | null    | 41
              """),
          temporary.rows(
              new Sql("rows", "select * from churnwise_monitored_v3", Map.of()),
              "predicted_at",
              "snapshot_id",
              "customer_id",
              "churn_predicted",
              "churned",
              "age"));
    }
  }

  @Test
  void aMissingWarehouseAndAHostileNameAreRefused() {
    assertEquals(
        "a model monitor needs a virtual warehouse; set warehouse.warehouse (ML_WAREHOUSE)",
        refusal(settings("warehouse.warehouse=")));
    assertEquals(
        "--model 'x; drop' is not a name of letters, digits and _ that does not start with a digit",
        refusal(settings(), "--model", "x; drop"));
  }

  private static String refusal(Settings settings, String... options) {
    ModelsMonitorSql command = command(options);
    return assertThrows(ChurnException.class, () -> command.validate(settings)).getMessage();
  }

  private static List<String> statements(String... options) {
    return command(options).statements("v3", settings().warehouse());
  }

  private static ModelsMonitorSql command(String... options) {
    return CommandLine.populateCommand(new ModelsMonitorSql(), options);
  }

  private static Settings settings(String... more) {
    List<String> sets =
        Stream.concat(
                Stream.of(
                    "warehouse.database=SHOP", "warehouse.schema=ML", "warehouse.warehouse=WH"),
                Stream.of(more))
            .toList();
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), sets, Map.of()));
  }
}

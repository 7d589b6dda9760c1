package org.churnwise.metrics;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;

/** The metrics of a warehouse in which every family has a series. */
public final class PlantedMetrics {
  private PlantedMetrics() {}

  /** The text, of a warehouse named {@code test} that is made in a folder. */
  public static String text(Path folder) {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      plant(temporary);
      return Metrics.read(temporary.warehouse(), temporary.ledger(), settings(folder)).text();
    }
  }

  private static Settings settings(Path folder) {
    List<String> set =
        List.of(
            "warehouse.path=" + folder.resolve("test.duckdb"),
            "monitoring.max-age-days=45",
            "alerts.channels=log");
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), set, Map.of()));
  }

  private static void plant(TemporaryWarehouse temporary) {
    temporary.insert(
        Tables.PIPELINE_RUNS,
        """
        run_id | command  | arguments | config_hash | code_version | started_at           | ended_at             | seconds | status
        r1     | pipeline | ''        | c           | v            | 2025-06-02T06:00:00Z | 2025-06-02T06:01:00Z | 60.0    | DONE
        r2     | pipeline | ''        | c           | v            | 2025-07-02T06:00:00Z | 2025-07-02T06:00:30Z | 30.0    | FAILED
        r3     | pipeline | ''        | c           | v            | 2025-08-02T06:00:00Z | null                 | null    | RUNNING
        """);
    // Two files in one commit share its costs; the second run failed before it wrote anything.
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage  | slice | stage_key | started_at           | ended_at             | seconds | rows_in | rows_out | status | cpu_seconds | peak_heap_bytes | bytes_read | bytes_written
        r1     | ingest | a.csv | k         | 2025-06-02T06:00:01Z | 2025-06-02T06:00:05Z | 4.0     | 10      | 9        | DONE   | 6.5         | 2000            | 700        | 300
        r1     | ingest | b.csv | k         | 2025-06-02T06:00:01Z | 2025-06-02T06:00:05Z | 4.0     | 20      | 20       | DONE   | 6.5         | 2000            | 700        | 300
        r1     | label  | 2025-06-01 | k    | 2025-06-02T06:00:06Z | 2025-06-02T06:00:07Z | 1.0     | 8       | 8        | DONE   | 0.5         | 3000            | 0          | 0
        r2     | ingest | c.csv | k         | 2025-07-02T06:00:01Z | 2025-07-02T06:00:03Z | 2.0     | null    | null     | FAILED | 1.5         | 1000            | 50         | 0
        """);
    temporary.insert(
        Tables.FILES_INGESTED,
        """
        file_type | year | month | file_name         | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | first_day  | last_day   | ingested_at          | run_id | load_number
        sales     | 2025 | 5     | sales_2025_5.csv  | s          | h            | 30        | 29          | 1                | 0              | 2025-05-01 | 2025-05-31 | 2025-06-02T06:00:05Z | r1     | 1
        """);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | is_return | load_number
        T1             | C1          | 2025-05-31       | 9.90         | false     | 1
        """);
    temporary.insert(
        Tables.QUARANTINE,
        """
        feed  | file_name        | line_number | rule | column_name  | value | raw_row | contract_version | run_id
        sales | sales_2025_5.csv | 7           | type | total_amount | x     | r       | c                | r1
        sales | sales_2025_5.csv | 7           | type | quantity     | y     | r       | c                | r1
        """);
    temporary.insert(
        Tables.CUSTOMER_LABELS,
        """
        customer_id | snapshot_date | label_state | churned | matures_on | next_purchase_date
        C1          | 2025-04-01    | FINAL       | 0       | 2025-05-02 | 2025-04-03
        C1          | 2025-06-01    | PENDING     | null    | 2025-07-02 | null
        """);
    plantModel(temporary);
    temporary.insert(
        Tables.ALERTS,
        """
        alert_id | raised_at            | severity | source | subject | message | state    | run_id
        a1       | 2025-06-02T06:00:40Z | CRITICAL | drift  | age     | m       | OPEN     | r1
        a2       | 2025-06-02T06:00:40Z | WARNING  | drift  | gender  | m       | RESOLVED | r1
        """);
    temporary.insert(
        Tables.ALERT_DELIVERIES,
        """
        delivery_key | alert_id | episode | state | severity | reminder | channel | outcome | attempts | error | tried_at             | run_id
        d            | a1       | 1       | OPEN  | CRITICAL | 0        | log     | FAILED  | 4        | full  | 2025-06-02T06:00:50Z | r1
        """);
  }

  private static void plantModel(TemporaryWarehouse temporary) {
    temporary.insert(
        Tables.MODEL_ALIASES,
        """
        alias    | model_version | decision_id | updated_at
        champion | v1            | d1          | 2025-03-02T06:00:00Z
        """);
    temporary.insert(
        Tables.MODEL_DECISIONS,
        """
        decision_id | challenger | outcome  | watermark  | decided_at           | reason | evidence | run_id
        d1          | v1         | PROMOTED | 2025-03-01 | 2025-03-02T06:00:00Z | first  | {}       | r0
        """);
    temporary.insert(
        Tables.MODEL_PERFORMANCE,
        """
        model_version | snapshot_date | segment | metric | value | low  | high | constant_value | recency_value | row_count | positives | status | computed_at          | run_id
        v1            | 2025-04-01    | all     | auc    | 0.8   | 0.75 | 0.85 | 0.5            | 0.7           | 100       | 40        | OK     | 2025-06-02T06:00:30Z | r1
        v1            | 2025-05-01    | all     | auc    | null  | null | null | null           | null          | 0         | 0         | NO_DATA | 2025-06-02T06:00:30Z | r1
        """);
    temporary.insert(
        Tables.ESTIMATED_PERFORMANCE,
        """
        snapshot_date | model_version | metric | value | low  | high | status    | reason | answers_of | held_out | row_count | run_id
        2025-06-01    | v1            | auc    | 0.79  | 0.74 | 0.84 | OK        | null   | 2025-04-01 | false    | 100       | r1
        2025-06-01    | shadow        | auc    | 0.66  | null | null | UNTRUSTED | drift  | 2025-04-01 | false    | 100       | r1
        """);
    temporary.insert(
        Tables.FEATURE_DRIFT,
        """
        snapshot_date | model_version | baseline | subject | name   | metric     | value  | threshold | verdict     | segment | kind      | run_id
        2025-05-01    | v1            | b        | feature | age    | psi_excess | 0.5    | 0.03      | BREACH      | all     | attribute | r1
        2025-06-01    | v1            | b        | feature | age    | psi_excess | 0.2    | 0.03      | BREACH      | all     | attribute | r1
        2025-06-01    | v1            | b        | feature | gender | psi_excess | -0.001 | 0.03      | OK          | all     | attribute | r1
        2025-06-01    | v1            | b        | feature | location | psi_excess | -0.001 | 0.03      | OK          | all     | attribute | r1
        2025-06-01    | v1            | b        | feature | age    | psi_excess | 0.9    | 0.03      | BREACH      | gender=Male | attribute | r1
        2025-06-01    | v1            | b        | prediction | churn_probability | psi_excess | null | 0.2 | NO_EVIDENCE | all | null | r1
        """);
    temporary.insert(
        Tables.CHURN_PREDICTIONS,
        """
        snapshot_date | customer_id | model_version | churn_probability | threshold | churn_predicted | margin_usd | expected_value_usd | contact_group
        2025-06-01    | C1          | v1            | 0.9               | 0.5       | 1               | 10         | 2                  | contact
        2025-06-01    | C2          | v1            | 0.1               | 0.5       | 0               | 10         | -1                 | none
        """);
  }
}

package org.churnwise.table;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every change of the tables since the version that did not record one, oldest first. {@code
 * sql/README.md} describes how to add one.
 */
public final class Migrations {
  /** The version of existing tables without a record of their version. */
  public static final long BASELINE = 1;

  /** From this version on, loads record their duplicates, and rows that are taken back are kept. */
  public static final long CORRECTIONS = 5;

  /**
   * From this version on, drift is measured against a reference of its own, and models keep the
   * bins of their held-out scores.
   */
  public static final long DRIFT_REFERENCES = 16;

  /** From this version on, performance is estimated before labels come. */
  public static final long ESTIMATES = 17;

  /** From this version on, content hashes cover all digits of a double on Snowflake too. */
  public static final long ALL_DIGITS = 22;

  /** From this version on, content hashes read numbers as numbers; before, as text. */
  public static final long ROW_NUMBERS = 24;

  /** From this version on, predictions are looked at before their labels are final. */
  public static final long EARLY_WARNINGS = 25;

  /** From this version on, features hold the rhythm of purchases. */
  public static final long RHYTHM = 27;

  private static final List<Migration> ALL =
      List.of(
          Migration.of(
              2,
              "content hashes carry a version",
              "migrations/002_add_hash_version",
              "migrations/002_fill_hash_version"),
          Migration.of(
              3,
              "rows name the load they came with",
              "migrations/003_add_load_number_files",
              "migrations/003_add_load_number_sales",
              "migrations/003_add_load_number_feedback_raw",
              "migrations/003_add_load_number_customers",
              "migrations/003_fill_load_number_files",
              "migrations/003_fill_load_number_sales",
              "migrations/003_fill_load_number_feedback_raw",
              "migrations/003_fill_load_number_customers"),
          Migration.of(
              4,
              "customers keep the history of their attributes",
              "migrations/004_add_valid_from",
              "migrations/004_add_attributes_valid_from",
              "migrations/004_fill_valid_from",
              "migrations/004_fill_attributes_valid_from"),
          Migration.of(CORRECTIONS, "loads can be replaced and undone"),
          Migration.of(6, "holes and faults are kept, and those that a person accepted"),
          Migration.of(
              7,
              "no tables for what a statement needs while it runs",
              "migrations/007_drop_score_groups",
              "migrations/007_drop_requested_snapshots"),
          Migration.of(
              8,
              "sales tell purchase from return",
              "migrations/008_add_is_return_sales",
              "migrations/008_add_is_return_superseded_sales",
              "migrations/008_fill_is_return_sales",
              "migrations/008_fill_is_return_superseded_sales"),
          Migration.of(
              9,
              "quarantined rows can be released",
              "migrations/009_add_header_files_ingested",
              "migrations/009_add_contract_version_files_ingested",
              "migrations/009_add_released_from_files_ingested",
              "migrations/009_add_header_superseded_files",
              "migrations/009_add_contract_version_superseded_files",
              "migrations/009_add_released_from_superseded_files",
              "migrations/009_add_due_on_quarantine",
              "migrations/009_add_due_on_superseded_quarantine",
              "migrations/009_add_judged_row_superseded_quarantine",
              "migrations/009_fill_due_on_quarantine",
              "migrations/009_fill_due_on_superseded_quarantine"),
          Migration.of(10, "customers can be erased"),
          Migration.of(
              11,
              "comments of a day are ordered by time",
              "migrations/011_add_chat_time_feedback_raw",
              "migrations/011_add_chat_time_feedback_sentiment",
              "migrations/011_add_chat_time_superseded_feedback"),
          Migration.of(
              12,
              "sales name their currency",
              "migrations/012_add_currency_files_ingested",
              "migrations/012_add_currency_superseded_files",
              "migrations/012_add_rows_dropped_quarantine_releases"),
          Migration.of(13, "views for show and the report"),
          Migration.of(
              14,
              "stages tell what they cost",
              "migrations/014_add_cpu_seconds_stage_runs",
              "migrations/014_add_peak_heap_bytes_stage_runs"),
          Migration.of(
              15,
              "alerts have states, owners and messages",
              "migrations/015_add_finding_id_alerts",
              "migrations/015_add_episode_alerts",
              "migrations/015_add_opened_at_alerts",
              "migrations/015_add_snapshot_date_alerts",
              "migrations/015_add_owners_alerts",
              "migrations/015_add_next_command_alerts",
              "migrations/015_add_snoozed_until_alerts",
              "migrations/015_fill_finding_id_alerts"),
          Migration.of(
              DRIFT_REFERENCES,
              "drift is measured against a reference of its own",
              "migrations/016_add_segment",
              "migrations/016_add_kind",
              "migrations/016_add_reference_date",
              "migrations/016_add_psi",
              "migrations/016_add_js_distance",
              "migrations/016_add_mean_difference",
              "migrations/016_add_reference_rows",
              "migrations/016_add_snapshot_rows",
              "migrations/016_add_new_categories",
              "migrations/016_add_psi_since_training",
              "migrations/016_add_breach_since",
              "migrations/016_add_importance"),
          Migration.of(ESTIMATES, "performance is estimated before labels come"),
          Migration.of(18, "snapshots have a diagnosis"),
          Migration.of(
              19,
              "stages tell how many bytes they carried",
              "migrations/019_add_bytes_read_stage_runs",
              "migrations/019_add_bytes_written_stage_runs"),
          Migration.of(
              20,
              "lineage goes from files to predictions, table by table",
              "migrations/020_drop_taken_back",
              "migrations/020_name_releases",
              "migrations/020_name_files",
              "migrations/020_name_comments",
              "migrations/020_add_sentiments",
              "migrations/020_name_monitored",
              "migrations/020_name_datasets",
              "migrations/020_add_models"),
          Migration.of(
              21,
              "scores name their function",
              "migrations/021_add_scored_by_feedback_sentiment",
              "migrations/021_add_scored_by_superseded_feedback",
              "migrations/021_fill_scored_by_feedback_sentiment",
              "migrations/021_fill_scored_by_superseded_feedback",
              "migrations/021_fill_sentiment_cache"),
          Migration.of(ALL_DIGITS, "content hashes cover all digits of doubles"),
          Migration.of(
              23,
              "stages tell how many statements they sent",
              "migrations/023_add_statements_stage_runs"),
          Migration.of(ROW_NUMBERS, "content hashes read numbers as numbers"),
          Migration.of(
              EARLY_WARNINGS,
              "predictions are looked at before labels, and tell what is known of their customer",
              "migrations/025_add_history_days_churn_predictions",
              "migrations/025_add_purchases_churn_predictions",
              "migrations/025_add_short_history_churn_predictions"),
          Migration.of(
              26,
              "evaluations say whether a model is worth acting on, decisions why it was trained",
              "migrations/026_add_worth",
              "migrations/026_add_constant_gain_low",
              "migrations/026_add_constant_gain_high",
              "migrations/026_add_recency_gain_low",
              "migrations/026_add_recency_gain_high",
              "migrations/026_add_trained_because"),
          Migration.of(
              RHYTHM,
              "features tell the rhythm of purchases",
              "migrations/027_add_count_purchase_days",
              "migrations/027_add_silence_in_gaps"));

  private Migrations() {}

  /** All migrations. */
  public static List<Migration> all() {
    return ALL;
  }

  /** The version of the tables that {@code sql/schema} creates. */
  public static long newest() {
    return ALL.get(ALL.size() - 1).version();
  }

  /** The migrations that tables of a version still need. */
  public static List<Migration> after(long version) {
    return ALL.stream().filter(migration -> migration.version() > version).toList();
  }

  /** Whether a release of a version could write slices of a table. */
  public static boolean hasTable(long version, Table table) {
    if (table.equals(Tables.INTERIM_PERFORMANCE)) {
      return version >= EARLY_WARNINGS;
    }
    return version >= ESTIMATES || !table.equals(Tables.ESTIMATED_PERFORMANCE);
  }

  /** The columns that a table had at a version, in the order of the DDL. */
  public static List<Column> columnsAt(long version, Table table) {
    Set<String> later =
        after(version).stream()
            .flatMap(
                migration -> migration.addedColumns().getOrDefault(table.name(), Set.of()).stream())
            .collect(Collectors.toSet());
    return table.columns().stream().filter(column -> !later.contains(column.name())).toList();
  }
}

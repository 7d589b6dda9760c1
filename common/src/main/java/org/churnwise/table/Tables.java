package org.churnwise.table;

import java.util.List;
import java.util.stream.Stream;

/** The tables and views of a Churnwise schema, in the order in which they are created. */
public final class Tables {
  public static final Table CUSTOMERS = Table.named("customers");
  public static final Table SALES = Table.named("sales");
  public static final Table FEEDBACK_RAW = Table.named("feedback_raw");
  public static final Table FEEDBACK_SENTIMENT = Table.named("feedback_sentiment");
  public static final Table SENTIMENT_CACHE = Table.named("sentiment_cache");
  public static final Table FILES_INGESTED = Table.named("files_ingested");
  public static final Table DECLARED_WATERMARKS = Table.named("declared_watermarks");
  public static final Table ACCEPTED_FAULTS = Table.named("accepted_faults");
  public static final Table DATA_FAULTS = Table.named("data_faults");
  public static final Table QUARANTINE = Table.named("quarantine");
  public static final Table QUARANTINE_RELEASES = Table.named("quarantine_releases");
  public static final Table CONTRACTS = Table.named("contracts");
  public static final Table DUPLICATE_ROWS = Table.named("duplicate_rows");
  public static final Table LOAD_CORRECTIONS = Table.named("load_corrections");
  public static final Table SUPERSEDED_CUSTOMERS = Table.named("superseded_customers");
  public static final Table SUPERSEDED_SALES = Table.named("superseded_sales");
  public static final Table SUPERSEDED_FEEDBACK = Table.named("superseded_feedback");
  public static final Table SUPERSEDED_FILES = Table.named("superseded_files");
  public static final Table SUPERSEDED_QUARANTINE = Table.named("superseded_quarantine");
  public static final Table SUPERSEDED_WATERMARKS = Table.named("superseded_watermarks");
  public static final Table CUSTOMER_FEATURES = Table.named("customer_features");
  public static final Table CUSTOMER_LABELS = Table.named("customer_labels");
  public static final Table CHURN_PREDICTIONS = Table.named("churn_predictions");
  public static final Table FEATURE_VIEWS = Table.named("feature_views");
  public static final Table TRAINING_DATASETS = Table.named("training_datasets");
  public static final Table MODEL_VERSIONS = Table.named("model_versions");
  public static final Table MODEL_ALIASES = Table.named("model_aliases");
  public static final Table MODEL_DECISIONS = Table.named("model_decisions");
  public static final Table MODEL_BASELINES = Table.named("model_baselines");
  public static final Table MODEL_PERFORMANCE = Table.named("model_performance");
  public static final Table ESTIMATED_PERFORMANCE = Table.named("estimated_performance");
  public static final Table INTERIM_PERFORMANCE = Table.named("interim_performance");
  public static final Table FEATURE_DRIFT = Table.named("feature_drift");
  public static final Table DIAGNOSES = Table.named("diagnoses");
  public static final Table DATA_QUALITY = Table.named("data_quality");
  public static final Table ALERTS = Table.named("alerts");
  public static final Table ALERT_EVENTS = Table.named("alert_events");
  public static final Table ALERT_DELIVERIES = Table.named("alert_deliveries");
  public static final Table PIPELINE_RUNS = Table.named("pipeline_runs");
  public static final Table STAGE_RUNS = Table.named("stage_runs");
  public static final Table LINEAGE_EDGES = Table.named("lineage_edges");
  public static final Table SLICE_CONTENTS = Table.named("slice_contents");
  public static final Table SCHEMA_VERSIONS = Table.named("schema_versions");
  public static final Table RUN_SETTINGS = Table.named("run_settings");
  public static final Table CUSTOMERS_TO_FORGET = Table.named("customers_to_forget");
  public static final Table FORGETTING_KEYS = Table.named("forgetting_keys");
  public static final Table FORGOTTEN_CUSTOMERS = Table.named("forgotten_customers");
  public static final Table ERASED_ROWS = Table.named("erased_rows");
  public static final Table ERASED_CONTENTS = Table.named("erased_contents");
  public static final Table LANDING_ROWS = Table.named("landing_rows");
  public static final Table LANDING_PREDICTIONS = Table.named("landing_predictions");
  public static final Table LANDING_SCORES = Table.named("landing_scores");

  private Tables() {}

  /** Every table that keeps data between runs. */
  public static List<Table> kept() {
    return List.of(
        CUSTOMERS,
        SALES,
        FEEDBACK_RAW,
        FEEDBACK_SENTIMENT,
        SENTIMENT_CACHE,
        FILES_INGESTED,
        DECLARED_WATERMARKS,
        ACCEPTED_FAULTS,
        DATA_FAULTS,
        QUARANTINE,
        QUARANTINE_RELEASES,
        CONTRACTS,
        DUPLICATE_ROWS,
        LOAD_CORRECTIONS,
        SUPERSEDED_CUSTOMERS,
        SUPERSEDED_SALES,
        SUPERSEDED_FEEDBACK,
        SUPERSEDED_FILES,
        SUPERSEDED_QUARANTINE,
        SUPERSEDED_WATERMARKS,
        CUSTOMER_FEATURES,
        CUSTOMER_LABELS,
        CHURN_PREDICTIONS,
        FEATURE_VIEWS,
        TRAINING_DATASETS,
        MODEL_VERSIONS,
        MODEL_ALIASES,
        MODEL_DECISIONS,
        MODEL_BASELINES,
        MODEL_PERFORMANCE,
        ESTIMATED_PERFORMANCE,
        INTERIM_PERFORMANCE,
        FEATURE_DRIFT,
        DIAGNOSES,
        DATA_QUALITY,
        ALERTS,
        ALERT_EVENTS,
        ALERT_DELIVERIES,
        PIPELINE_RUNS,
        STAGE_RUNS,
        LINEAGE_EDGES,
        SLICE_CONTENTS,
        RUN_SETTINGS,
        CUSTOMERS_TO_FORGET,
        FORGETTING_KEYS,
        FORGOTTEN_CUSTOMERS,
        ERASED_ROWS,
        ERASED_CONTENTS,
        SCHEMA_VERSIONS);
  }

  /** Tables where rows from Spark wait for the transaction that moves them; not for people. */
  public static List<Table> landing() {
    return List.of(LANDING_ROWS, LANDING_PREDICTIONS, LANDING_SCORES);
  }

  /** The kept table of this name. Throws IllegalArgumentException if there is none. */
  public static Table kept(String name) {
    return kept().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + name));
  }

  /** Kept and landing tables together. */
  public static List<Table> all() {
    return Stream.concat(kept().stream(), landing().stream()).toList();
  }

  /** The views, for jobs and dashboards; their texts are {@code sql/views/NAME.sql}. */
  public static List<String> views() {
    return List.of(
        "customer_spend",
        "model_performance_history",
        "performance_estimates",
        "estimate_record",
        "feature_drift_analysis",
        "feature_drift_by_segment",
        "data_quality_metrics",
        "pipeline_execution_logs",
        "performance_by_snapshot",
        "label_calendar",
        "feature_state",
        "snapshot_diagnosis",
        "data_quality_summary",
        "model_decisions_history",
        "alerts_timeline",
        "stage_costs",
        "run_history",
        "quarantine_summary",
        "contact_list",
        "customer_history",
        "report_performance",
        "report_calibration",
        "report_feeds",
        "report_lineage");
  }
}

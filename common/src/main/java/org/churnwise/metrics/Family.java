package org.churnwise.metrics;

import java.util.List;

/**
 * Every metric that is exposed. Names end in the unit; times are moments since 1970-01-01 in UTC,
 * and days the moment at which they begin. A value that nobody knows is no series.
 */
public enum Family {
  COMMAND_LAST_SUCCESS(
      "churnwise_command_last_success_timestamp_seconds",
      Kind.GAUGE,
      "When a run of the command last ended well.",
      "command"),
  COMMAND_LAST_START(
      "churnwise_command_last_start_timestamp_seconds",
      Kind.GAUGE,
      "When the newest ended run of the command began.",
      "command"),
  COMMAND_LAST_DURATION(
      "churnwise_command_last_duration_seconds",
      Kind.GAUGE,
      "How long the newest ended run of the command took.",
      "command"),
  COMMAND_LAST_STATUS(
      "churnwise_command_last_status",
      Kind.GAUGE,
      "1 for the status with which the newest run of the command ended, 0 for the others.",
      "command",
      "status"),
  COMMAND_RUNS(
      "churnwise_command_runs_total",
      Kind.COUNTER,
      "Recorded runs of the command by the status with which they ended.",
      "command",
      "status"),
  STAGE_LAST_SUCCESS(
      "churnwise_stage_last_success_timestamp_seconds",
      Kind.GAUGE,
      "When the stage last wrote something; a stage that is up to date writes nothing.",
      "stage"),
  STAGE_LAST_DURATION(
      "churnwise_stage_last_duration_seconds",
      Kind.GAUGE,
      "How long the stage took in the newest run in which it had work.",
      "stage"),
  STAGE_LAST_CPU(
      "churnwise_stage_last_cpu_seconds",
      Kind.GAUGE,
      "Processor time of the stage in that run; on a cluster the driver's.",
      "stage"),
  STAGE_LAST_PEAK_HEAP(
      "churnwise_stage_last_peak_heap_bytes",
      Kind.GAUGE,
      "The most that the Java heap held in the stage in that run.",
      "stage"),
  STAGE_LAST_READ_ROWS(
      "churnwise_stage_last_read_rows",
      Kind.GAUGE,
      "Rows that the stage read in that run.",
      "stage"),
  STAGE_LAST_WRITTEN_ROWS(
      "churnwise_stage_last_written_rows",
      Kind.GAUGE,
      "Rows that the stage wrote in that run.",
      "stage"),
  STAGE_LAST_READ_BYTES(
      "churnwise_stage_last_read_bytes",
      Kind.GAUGE,
      "Bytes of files, and of rows handed to Spark, that the stage read in that run.",
      "stage"),
  STAGE_LAST_WRITTEN_BYTES(
      "churnwise_stage_last_written_bytes",
      Kind.GAUGE,
      "Bytes of rows from Spark, and of model files, that the stage wrote in that run.",
      "stage"),
  STAGE_DURATION(
      "churnwise_stage_duration_seconds_total",
      Kind.COUNTER,
      "How long the stage took in all recorded runs.",
      "stage"),
  STAGE_CPU(
      "churnwise_stage_cpu_seconds_total",
      Kind.COUNTER,
      "Processor time of the stage in all recorded runs; on a cluster the driver's.",
      "stage"),
  STAGE_WRITTEN_ROWS(
      "churnwise_stage_written_rows_total",
      Kind.COUNTER,
      "Rows that the stage wrote in all recorded runs.",
      "stage"),
  WATERMARK(
      "churnwise_watermark_timestamp_seconds",
      Kind.GAUGE,
      "The first day of which sales are not known to be loaded."),
  NEWEST_SALE(
      "churnwise_newest_sale_timestamp_seconds",
      Kind.GAUGE,
      "The day of the newest sale that is loaded."),
  NEWEST_SALE_MAX_AGE(
      "churnwise_newest_sale_max_age_seconds",
      Kind.GAUGE,
      "How old the newest sale may be (monitoring.max-age-days); missing where it may be of any age."),
  LOADED_ROWS("churnwise_loaded_rows", Kind.GAUGE, "Rows of a feed that are loaded.", "feed"),
  QUARANTINED_ROWS(
      "churnwise_quarantined_rows", Kind.GAUGE, "Rows of a feed that wait in quarantine.", "feed"),
  DATA_FAULTS(
      "churnwise_data_faults",
      Kind.GAUGE,
      "Holes and faults in the loaded data, accepted by a person or not.",
      "accepted"),
  LABELLED_SNAPSHOTS(
      "churnwise_labelled_snapshots",
      Kind.GAUGE,
      "Snapshots by the state of their labels.",
      "state"),
  CHAMPION(
      "churnwise_champion_info",
      Kind.INFO,
      "The model in production; missing without one.",
      "model_version"),
  CHAMPION_SINCE(
      "churnwise_champion_since_timestamp_seconds",
      Kind.GAUGE,
      "Since when this model is in production."),
  REALISED_PERFORMANCE(
      "churnwise_realised_performance",
      Kind.GAUGE,
      "Metric of the newest snapshot with final labels: of the model that was in production, with its interval, and of two rules that need no model.",
      "metric",
      "source"),
  REALISED_SNAPSHOT(
      "churnwise_realised_snapshot_timestamp_seconds",
      Kind.GAUGE,
      "That snapshot, and the model.",
      "model_version"),
  ESTIMATED_PERFORMANCE(
      "churnwise_estimated_performance",
      Kind.GAUGE,
      "Metric of the newest snapshot with an estimate, as far as it can be told before there are labels: estimate, and the bounds of its band.",
      "metric",
      "source"),
  ESTIMATE_STATUS(
      "churnwise_estimate_status",
      Kind.GAUGE,
      "1 for what the estimate is worth, 0 for the others.",
      "metric",
      "status"),
  ESTIMATED_SNAPSHOT(
      "churnwise_estimated_snapshot_timestamp_seconds", Kind.GAUGE, "That snapshot."),
  SCORED_SNAPSHOT(
      "churnwise_scored_snapshot_timestamp_seconds",
      Kind.GAUGE,
      "The newest snapshot that the champion has scored."),
  SCORED_CUSTOMERS(
      "churnwise_scored_customers",
      Kind.GAUGE,
      "Customers of that snapshot: on the contact list (contact), drawn and never contacted (holdout), or neither (none).",
      "contact_group"),
  DRIFT_SNAPSHOT(
      "churnwise_drift_snapshot_timestamp_seconds",
      Kind.GAUGE,
      "The newest snapshot of which drift was judged."),
  DRIFT_BREACHES(
      "churnwise_drift_breaches",
      Kind.GAUGE,
      "Features and predictions of that snapshot that drifted.",
      "subject"),
  DRIFT_NO_EVIDENCE(
      "churnwise_drift_no_evidence",
      Kind.GAUGE,
      "Features and predictions of that snapshot that could not be compared.",
      "subject"),
  DRIFT_EXCESS(
      "churnwise_drift_psi_excess",
      Kind.GAUGE,
      "Population stability index of that snapshot less what chance explains.",
      "subject",
      "name"),
  DRIFT_BOUND(
      "churnwise_drift_psi_excess_bound",
      Kind.GAUGE,
      "Above this the index is a breach.",
      "subject",
      "name"),
  ALERTS(
      "churnwise_unresolved_alerts",
      Kind.GAUGE,
      "Alerts that nobody has resolved.",
      "severity",
      "state"),
  CHANNEL_FAILING(
      "churnwise_alert_channel_failing",
      Kind.GAUGE,
      "1 if the newest message could not be sent on the channel, else 0.",
      "channel");

  /** What a value does. */
  enum Kind {
    /** It goes up and down. */
    GAUGE,
    /** It only grows, until the tables are made anew. */
    COUNTER,
    /** It is 1, and its labels say what is the case. */
    INFO
  }

  /** The label that every series has: which warehouse it tells of. */
  public static final String WAREHOUSE = "warehouse";

  private final String exposed;
  private final Kind kind;
  private final String help;
  private final List<String> labels;

  Family(String exposed, Kind kind, String help, String... labels) {
    this.exposed = exposed;
    this.kind = kind;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name in the exposition. */
  public String exposed() {
    return exposed;
  }

  Kind kind() {
    return kind;
  }

  String help() {
    return help;
  }

  /** Its labels, besides {@link #WAREHOUSE}. */
  public List<String> labels() {
    return labels;
  }
}

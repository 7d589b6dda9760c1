package org.churnwise.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The code that a stage reaches and that its keys leave out, because it does not decide what the
 * stage writes into a slice. A change there renews nothing.
 *
 * @param code a class with those inside of it, or a package with a dot at its end
 * @param reason why it does not count
 */
public record LeftOutOfKeys(String code, String reason) {
  private static final String TELLS = "counts and messages for the console and the closing line";
  private static final String LEDGER = "bookkeeping of the ledger: who wrote which slice, and when";
  private static final String SETTINGS =
      "carries settings; a key holds the values that its stage reads";
  private static final String CONNECTION = "opens and guards the connection; no row passes it";
  private static final String MODEL_FILES =
      "carries the files of models, whose SHA-256 is checked where they are read";

  private static final String ALERTS = "alerts are part of no slice";

  /** All of it. */
  public static final List<LeftOutOfKeys> ALL =
      List.of(
          new LeftOutOfKeys("org.churnwise.cli.", "command line and console"),
          new LeftOutOfKeys("org.churnwise.error.", "a stage that fails writes no slice"),
          new LeftOutOfKeys("org.churnwise.quality.Alert", ALERTS),
          new LeftOutOfKeys("org.churnwise.quality.AlertChange", ALERTS),
          new LeftOutOfKeys("org.churnwise.quality.AlertEvent", ALERTS),
          new LeftOutOfKeys("org.churnwise.quality.AlertManager", ALERTS),
          new LeftOutOfKeys("org.churnwise.quality.AlertState", ALERTS),
          new LeftOutOfKeys("org.churnwise.quality.KnownAlerts", ALERTS),
          new LeftOutOfKeys("org.churnwise.quality.Severity", ALERTS),
          new LeftOutOfKeys(
              "org.churnwise.sentiment.SentimentScorer",
              "both the warehouse and the load of feedback reach it; only the latter uses it, and"
                  + " names it"),
          new LeftOutOfKeys("org.churnwise.run.Ledger", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.LedgerView", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.LineageEdge", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.LogContext", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.Run", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.SliceId", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.SliceRows", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.Stage", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.StageCounts", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.StageEvent", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.StageSlice", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.StageCode", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.Usage", LEDGER),
          new LeftOutOfKeys("org.churnwise.run.Written", LEDGER),
          new LeftOutOfKeys("org.churnwise.warehouse.Traffic", LEDGER),
          new LeftOutOfKeys("org.churnwise.warehouse.WorkLabel", LEDGER),
          new LeftOutOfKeys("org.churnwise.warehouse.ShownRows", "a result that a person looks at"),
          new LeftOutOfKeys(
              "org.churnwise.table.View", "creates views; a key holds the texts its stage reads"),
          new LeftOutOfKeys("org.churnwise.config.ResolvedKeys", SETTINGS),
          new LeftOutOfKeys("org.churnwise.config.Settings", SETTINGS),
          new LeftOutOfKeys("org.churnwise.config.SentimentSettings", SETTINGS),
          new LeftOutOfKeys("org.churnwise.config.SnowflakeCredentials", SETTINGS),
          new LeftOutOfKeys("org.churnwise.config.SnowflakeSettings", SETTINGS),
          new LeftOutOfKeys("org.churnwise.config.WarehouseSettings", SETTINGS),
          new LeftOutOfKeys(
              "org.churnwise.features.SnapshotBatches",
              "how many snapshots a statement computes; their rows are the same"),
          new LeftOutOfKeys("org.churnwise.warehouse.SnowflakeLease", CONNECTION),
          new LeftOutOfKeys("org.churnwise.warehouse.HolderNote", CONNECTION),
          new LeftOutOfKeys("org.churnwise.warehouse.PrivateFiles", CONNECTION),
          new LeftOutOfKeys("org.churnwise.warehouse.PrivateKeys", CONNECTION),
          new LeftOutOfKeys("org.churnwise.warehouse.ConnectionTurn", CONNECTION),
          new LeftOutOfKeys("org.churnwise.warehouse.Deadline", CONNECTION),
          new LeftOutOfKeys("org.churnwise.warehouse.SnowflakeFailures", CONNECTION),
          new LeftOutOfKeys("org.churnwise.warehouse.SnowflakeStage", MODEL_FILES),
          new LeftOutOfKeys("org.churnwise.warehouse.FileStore", MODEL_FILES),
          new LeftOutOfKeys("org.churnwise.ingest.IngestProgress", TELLS),
          new LeftOutOfKeys("org.churnwise.ingest.IngestResult", TELLS),
          new LeftOutOfKeys("org.churnwise.features.FeatureResult", TELLS),
          new LeftOutOfKeys("org.churnwise.labels.LabelResult", TELLS),
          new LeftOutOfKeys("org.churnwise.training.TrainingResult", TELLS),
          new LeftOutOfKeys("org.churnwise.scoring.ScoreResult", TELLS),
          new LeftOutOfKeys("org.churnwise.monitoring.MonitorResult", TELLS));

  private static final Set<String> CODE =
      ALL.stream().map(left -> left.code.replace('.', '/')).collect(Collectors.toSet());

  /** Whether a class, named as {@code org/churnwise/run/Hash}, counts for nothing. */
  static boolean holds(String name) {
    return CODE.contains(outermost(name)) || CODE.contains(packageOf(name));
  }

  /** The class that a class stands in, or the class itself. */
  static String outermost(String name) {
    int dollar = name.indexOf('$');
    return dollar < 0 ? name : name.substring(0, dollar);
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }
}

package org.churnwise.config;

import java.nio.file.Path;
import org.churnwise.error.ChurnException;

/**
 * Makes settings of their sources. {@code --set} wins over the environment, that over {@code
 * --conf}, that over {@code --env}, and conf/churn.conf holds all defaults. Reads two or three
 * small files; nothing depends on locale, time zone or home folder.
 */
public final class SettingsLoader {
  private final ResolvedKeys keys;

  private SettingsLoader(ResolvedKeys keys) {
    this.keys = keys;
  }

  /**
   * The settings of these sources.
   *
   * @throws ChurnException (usage) for a missing or unreadable file, a key that is not known or a
   *     value that is not allowed; the message names key, value, origin and what to do
   */
  public static Settings load(SettingsSources sources) {
    return new SettingsLoader(new SettingsLayers(sources).resolve()).settings();
  }

  private Settings settings() {
    return new Settings(
        warehouse(),
        ingest(),
        churn(),
        training(),
        retrain(),
        monitoring(),
        spark(),
        report(),
        keys);
  }

  private WarehouseSettings warehouse() {
    return new WarehouseSettings(
        text(SettingKey.WAREHOUSE_KIND),
        Path.of(text(SettingKey.WAREHOUSE_PATH)),
        text(SettingKey.WAREHOUSE_SCHEMA),
        text(SettingKey.WAREHOUSE_DATABASE),
        text(SettingKey.WAREHOUSE_WAREHOUSE),
        text(SettingKey.WAREHOUSE_MEMORY),
        whole(SettingKey.WAREHOUSE_THREADS));
  }

  private IngestSettings ingest() {
    return new IngestSettings(text(SettingKey.INGEST_SOURCE), text(SettingKey.INGEST_CONTRACT));
  }

  private ChurnSettings churn() {
    return new ChurnSettings(
        whole(SettingKey.CHURN_WINDOW_DAYS), whole(SettingKey.CHURN_GRACE_DAYS));
  }

  private TrainingSettings training() {
    return new TrainingSettings(
        Long.parseLong(text(SettingKey.TRAINING_SEED)),
        decimal(SettingKey.TRAINING_TEST_SIZE),
        whole(SettingKey.TRAINING_ROUNDS),
        whole(SettingKey.TRAINING_MAX_DEPTH),
        decimal(SettingKey.TRAINING_LEARNING_RATE),
        decimal(SettingKey.TRAINING_SUBSAMPLE),
        decimal(SettingKey.TRAINING_COLUMN_SAMPLE),
        decimal(SettingKey.TRAINING_MIN_CHILD_WEIGHT),
        decimal(SettingKey.TRAINING_LAMBDA),
        whole(SettingKey.TRAINING_WORKERS),
        decimal(SettingKey.TRAINING_THRESHOLD));
  }

  private RetrainSettings retrain() {
    return new RetrainSettings(
        decimal(SettingKey.RETRAIN_THRESHOLD), decimal(SettingKey.RETRAIN_MARGIN));
  }

  private MonitoringSettings monitoring() {
    return new MonitoringSettings(
        decimal(SettingKey.MONITORING_PSI_THRESHOLD),
        whole(SettingKey.MONITORING_PSI_BINS),
        decimal(SettingKey.MONITORING_PSI_FLOOR),
        whole(SettingKey.MONITORING_MIN_ROWS),
        whole(SettingKey.MONITORING_MIN_POSITIVES));
  }

  private SparkSettings spark() {
    return new SparkSettings(whole(SettingKey.SPARK_SHUFFLE_PARTITIONS));
  }

  private ReportSettings report() {
    return new ReportSettings(Path.of(text(SettingKey.REPORT_PATH)));
  }

  private String text(SettingKey key) {
    return keys.value(key.key());
  }

  private int whole(SettingKey key) {
    return Integer.parseInt(text(key));
  }

  private double decimal(SettingKey key) {
    return Double.parseDouble(text(key));
  }
}

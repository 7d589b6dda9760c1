package org.churnwise.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.error.ChurnException;

/**
 * Makes settings from their sources. {@code --set} wins over the environment, then {@code --conf},
 * then {@code --env}; conf/churn.conf has all defaults. Reads two or three small files; nothing
 * depends on locale, time zone or home folder.
 */
public final class SettingsLoader {
  /** Where both classes are equally likely. */
  private static final double UNLEARNED_THRESHOLD = 0.5;

  /** Overlays of systems that hold real customers. */
  private static final Set<String> REAL = Set.of("prod", "snowflake");

  private final ResolvedKeys keys;
  private final Map<String, String> environment;
  private final Optional<String> env;

  private SettingsLoader(SettingsSources sources) {
    this.keys = new SettingsLayers(sources).resolve();
    this.environment = sources.environment();
    this.env = sources.env();
  }

  /**
   * The settings of these sources.
   *
   * @throws ChurnException (usage) for a missing or unreadable file, a key that is not known or a
   *     value that is not allowed; the message names key, value, origin and what to do
   */
  public static Settings load(SettingsSources sources) {
    return new SettingsLoader(sources).settings();
  }

  private Settings settings() {
    return new Settings(
        warehouse(),
        snowflake(),
        ingest(),
        sentiment(),
        churn(),
        training(),
        retrain(),
        models(),
        mlflow(),
        scoring(),
        value(),
        monitoring(),
        diagnosis(),
        alerts(),
        openLineage(),
        spark(),
        report(),
        new MetricsSettings(text(SettingKey.METRICS_TEXTFILE)),
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

  private SnowflakeSettings snowflake() {
    return new SnowflakeSettings(
        text(SettingKey.SNOWFLAKE_ACCOUNT),
        text(SettingKey.SNOWFLAKE_HOST),
        text(SettingKey.SNOWFLAKE_TLS).equals("on"),
        text(SettingKey.SNOWFLAKE_USER),
        text(SettingKey.SNOWFLAKE_ROLE),
        new SnowflakeCredentials(
            text(SettingKey.SNOWFLAKE_AUTHENTICATION),
            secret(SettingKey.SNOWFLAKE_PASSWORD_FILE, SnowflakeCredentials.PASSWORD),
            secret(SettingKey.SNOWFLAKE_PRIVATE_KEY_FILE, SnowflakeCredentials.PRIVATE_KEY),
            Secret.of(environment.get(SnowflakeCredentials.PRIVATE_KEY_PASSPHRASE)),
            secret(SettingKey.SNOWFLAKE_ACCESS_TOKEN_FILE, SnowflakeCredentials.ACCESS_TOKEN),
            secret(SettingKey.SNOWFLAKE_TOKEN_FILE, SnowflakeCredentials.TOKEN)),
        Duration.ofSeconds(whole(SettingKey.SNOWFLAKE_LOGIN_TIMEOUT)),
        Duration.ofSeconds(whole(SettingKey.SNOWFLAKE_STATEMENT_TIMEOUT)),
        whole(SettingKey.SNOWFLAKE_RETRIES),
        Duration.ofSeconds(whole(SettingKey.SNOWFLAKE_LEASE)),
        text(SettingKey.SNOWFLAKE_FEATURE_STORE).equals("on"));
  }

  /**
   * A secret from the environment, or else from the file that a key names; read when it is used.
   */
  private Secret secret(SettingKey file, String variable) {
    String value = environment.get(variable);
    return value != null ? Secret.of(value) : Secret.inFile(file.key(), text(file));
  }

  private IngestSettings ingest() {
    String contract = text(SettingKey.INGEST_CONTRACT);
    return new IngestSettings(
        text(SettingKey.INGEST_SOURCE),
        contract,
        isForATrial() && contract.equals(IngestSettings.REFERENCE),
        AttachedFiles.of(text(SettingKey.INGEST_ATTACH)));
  }

  private SentimentSettings sentiment() {
    return new SentimentSettings(
        Optional.of(text(SettingKey.SENTIMENT_FUNCTION))
            .filter(name -> !name.equals(SentimentSettings.AUTO))
            .map(SentimentFunction::named),
        whole(SettingKey.SENTIMENT_CHUNK_ROWS),
        whole(SettingKey.SENTIMENT_MAX_CHARACTERS));
  }

  /** Whoever names a place for real tables, or a contract, has data and forgot to say where. */
  private boolean isForATrial() {
    return env.filter(REAL::contains).isEmpty()
        && !text(SettingKey.WAREHOUSE_KIND).equals("snowflake");
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
        isThresholdLearned() ? UNLEARNED_THRESHOLD : decimal(SettingKey.TRAINING_THRESHOLD),
        new CalibrationSettings(
            text(SettingKey.TRAINING_CALIBRATION),
            isThresholdLearned() ? text(SettingKey.TRAINING_THRESHOLD) : CalibrationSettings.FIXED),
        tuning(),
        new InputSettings(
            whole(SettingKey.TRAINING_MIN_LEVEL_ROWS),
            whole(SettingKey.TRAINING_MAX_LEVELS),
            AllowedValue.Names.of(text(SettingKey.TRAINING_WITHOUT_FEATURES))));
  }

  private boolean isThresholdLearned() {
    return CalibrationSettings.LEARNED.contains(text(SettingKey.TRAINING_THRESHOLD));
  }

  private TuningSettings tuning() {
    return new TuningSettings(
        text(SettingKey.TRAINING_MODEL),
        text(SettingKey.TRAINING_SEARCH),
        whole(SettingKey.TRAINING_SEARCH_CANDIDATES),
        whole(SettingKey.TRAINING_SEARCH_ROWS),
        whole(SettingKey.TRAINING_EARLY_STOPPING_ROUNDS),
        AllowedValue.Directions.of(text(SettingKey.TRAINING_MONOTONE)),
        decimal(SettingKey.TRAINING_POSITIVE_WEIGHT),
        decimal(SettingKey.TRAINING_LOGISTIC_MARGIN));
  }

  private RetrainSettings retrain() {
    return new RetrainSettings(
        text(SettingKey.RETRAIN_WHEN),
        decimal(SettingKey.RETRAIN_THRESHOLD),
        decimal(SettingKey.RETRAIN_MARGIN),
        decimal(SettingKey.RETRAIN_CONFIDENCE),
        text(SettingKey.RETRAIN_METRIC),
        Boolean.parseBoolean(text(SettingKey.RETRAIN_PROFIT_GUARD)));
  }

  private ModelsSettings models() {
    return new ModelsSettings(Boolean.parseBoolean(text(SettingKey.MODELS_APPROVAL_REQUIRED)));
  }

  private MlflowSettings mlflow() {
    return new MlflowSettings(
        text(SettingKey.MLFLOW_TRACKING_URI),
        text(SettingKey.MLFLOW_EXPERIMENT),
        text(SettingKey.MLFLOW_REGISTERED_MODEL),
        Duration.ofSeconds(whole(SettingKey.MLFLOW_TIMEOUT)),
        new MlflowCredentials(
            Secret.of(environment.get(MlflowCredentials.USERNAME)),
            Secret.of(environment.get(MlflowCredentials.PASSWORD)),
            Secret.of(environment.get(MlflowCredentials.TOKEN))));
  }

  private ScoringSettings scoring() {
    return new ScoringSettings(
        text(SettingKey.SCORING_REASONS),
        text(SettingKey.SCORING_FALLBACK),
        whole(SettingKey.SCORING_MIN_HISTORY_DAYS));
  }

  private ValueSettings value() {
    return new ValueSettings(
        decimal(SettingKey.VALUE_SAVE_RATE),
        decimal(SettingKey.VALUE_MARGIN_SHARE),
        decimal(SettingKey.VALUE_HORIZON_MONTHS),
        decimal(SettingKey.VALUE_CONTACT_COST),
        decimal(SettingKey.VALUE_BUDGET),
        decimal(SettingKey.VALUE_HOLDOUT_SHARE),
        Long.parseLong(text(SettingKey.VALUE_SEED)));
  }

  private MonitoringSettings monitoring() {
    return new MonitoringSettings(
        decimal(SettingKey.MONITORING_PSI_THRESHOLD),
        decimal(SettingKey.MONITORING_ATTRIBUTE_PSI_THRESHOLD),
        whole(SettingKey.MONITORING_HISTORY_DAYS),
        whole(SettingKey.MONITORING_PSI_BINS),
        decimal(SettingKey.MONITORING_PSI_FLOOR),
        whole(SettingKey.MONITORING_MIN_ROWS),
        whole(SettingKey.MONITORING_MIN_POSITIVES),
        whole(SettingKey.MONITORING_SEGMENT_MIN_ROWS),
        DayNumbers.of(text(SettingKey.MONITORING_INTERIM_DAYS)));
  }

  private DiagnosisSettings diagnosis() {
    return new DiagnosisSettings(
        decimal(SettingKey.DIAGNOSIS_ONE_VALUE_SHARE),
        decimal(SettingKey.DIAGNOSIS_LONE_FACTOR),
        decimal(SettingKey.DIAGNOSIS_AUC_LOSS),
        decimal(SettingKey.DIAGNOSIS_CALIBRATION_SHIFT));
  }

  private AlertSettings alerts() {
    List<String> channels = new ArrayList<>(words(SettingKey.ALERTS_CHANNELS));
    channels.remove(AlertSettings.TABLE);
    return new AlertSettings(
        whole(SettingKey.MONITORING_MAX_AGE),
        channels,
        text(SettingKey.ALERTS_MINIMUM_SEVERITY),
        AllowedValue.AlertRules.of(text(SettingKey.ALERTS_RULES)),
        AllowedValue.AlertOwners.of(text(SettingKey.ALERTS_OWNERS)),
        whole(SettingKey.ALERTS_REMIND_DAYS),
        Duration.ofSeconds(whole(SettingKey.ALERTS_TIMEOUT)),
        whole(SettingKey.ALERTS_RETRIES),
        Path.of(text(SettingKey.ALERTS_FILE)),
        new WebhookSettings(
            secret(SettingKey.ALERTS_WEBHOOK_URL_FILE, WebhookSettings.URL),
            secret(SettingKey.ALERTS_WEBHOOK_SECRET_FILE, WebhookSettings.SECRET)),
        new EmailSettings(
            text(SettingKey.ALERTS_EMAIL_HOST),
            whole(SettingKey.ALERTS_EMAIL_PORT),
            text(SettingKey.ALERTS_EMAIL_TLS),
            text(SettingKey.ALERTS_EMAIL_FROM),
            words(SettingKey.ALERTS_EMAIL_TO),
            text(SettingKey.ALERTS_EMAIL_USER),
            secret(SettingKey.ALERTS_EMAIL_PASSWORD_FILE, EmailSettings.PASSWORD)));
  }

  private SparkSettings spark() {
    return new SparkSettings(whole(SettingKey.SPARK_SHUFFLE_PARTITIONS));
  }

  private OpenLineageSettings openLineage() {
    return new OpenLineageSettings(
        text(SettingKey.OPENLINEAGE_FILE),
        text(SettingKey.OPENLINEAGE_URL),
        text(SettingKey.OPENLINEAGE_NAMESPACE),
        Duration.ofSeconds(whole(SettingKey.OPENLINEAGE_TIMEOUT)),
        secret(SettingKey.OPENLINEAGE_API_KEY_FILE, OpenLineageSettings.API_KEY));
  }

  private ReportSettings report() {
    return new ReportSettings(
        Path.of(text(SettingKey.REPORT_PATH)),
        text(SettingKey.REPORT_WHEN),
        whole(SettingKey.REPORT_CUSTOMERS));
  }

  private String text(SettingKey key) {
    return keys.value(key.key());
  }

  private List<String> words(SettingKey key) {
    return AllowedValue.Words.of(text(key));
  }

  private int whole(SettingKey key) {
    return Integer.parseInt(text(key));
  }

  private double decimal(SettingKey key) {
    return Double.parseDouble(text(key));
  }
}

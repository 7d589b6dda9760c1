package org.churnwise.config;

import com.typesafe.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.churnwise.config.AllowedValue.AlertOwners;
import org.churnwise.config.AllowedValue.AlertRules;
import org.churnwise.config.AllowedValue.DecimalNumber;
import org.churnwise.config.AllowedValue.Directions;
import org.churnwise.config.AllowedValue.Form;
import org.churnwise.config.AllowedValue.LocalPath;
import org.churnwise.config.AllowedValue.Names;
import org.churnwise.config.AllowedValue.OneOf;
import org.churnwise.config.AllowedValue.OneOfOr;
import org.churnwise.config.AllowedValue.WholeNumber;
import org.churnwise.config.AllowedValue.Words;
import org.churnwise.error.ChurnException;

/**
 * Every key that can be set, what it may hold and the environment variable that sets it, if there
 * is one. Defaults are only in conf/churn.conf.
 */
enum SettingKey {
  WAREHOUSE_KIND("warehouse.kind", new OneOf(List.of("embedded", "snowflake"))),
  WAREHOUSE_PATH("warehouse.path", new LocalPath()),
  WAREHOUSE_SCHEMA("warehouse.schema", Forms.IDENTIFIER, "ML_SCHEMA"),
  WAREHOUSE_DATABASE("warehouse.database", Forms.IDENTIFIER_OR_EMPTY, "ML_DATABASE"),
  WAREHOUSE_WAREHOUSE("warehouse.warehouse", Forms.IDENTIFIER_OR_EMPTY, "ML_WAREHOUSE"),
  WAREHOUSE_MEMORY("warehouse.memory", Forms.MEMORY),
  WAREHOUSE_THREADS("warehouse.threads", new WholeNumber(1, 1024)),
  SNOWFLAKE_ACCOUNT("snowflake.account", Forms.ACCOUNT_OR_EMPTY, "CHURN_SNOWFLAKE_ACCOUNT"),
  SNOWFLAKE_HOST("snowflake.host", Forms.HOST_OR_EMPTY, "CHURN_SNOWFLAKE_HOST"),
  SNOWFLAKE_TLS("snowflake.tls", new OneOf(List.of("on", "off"))),
  SNOWFLAKE_USER("snowflake.user", Forms.LINE_OR_EMPTY, "CHURN_SNOWFLAKE_USER"),
  SNOWFLAKE_ROLE("snowflake.role", Forms.IDENTIFIER_OR_EMPTY, "CHURN_SNOWFLAKE_ROLE"),
  SNOWFLAKE_AUTHENTICATION(
      "snowflake.authentication",
      new OneOf(List.of("key-pair", "access-token", "oauth", "external-browser", "password")),
      "CHURN_SNOWFLAKE_AUTHENTICATION"),
  SNOWFLAKE_PASSWORD_FILE(
      "snowflake.password-file", Forms.LINE_OR_EMPTY, "CHURN_SNOWFLAKE_PASSWORD_FILE"),
  SNOWFLAKE_PRIVATE_KEY_FILE(
      "snowflake.private-key-file", Forms.LINE_OR_EMPTY, "CHURN_SNOWFLAKE_PRIVATE_KEY_FILE"),
  SNOWFLAKE_ACCESS_TOKEN_FILE(
      "snowflake.access-token-file", Forms.LINE_OR_EMPTY, "CHURN_SNOWFLAKE_ACCESS_TOKEN_FILE"),
  SNOWFLAKE_TOKEN_FILE("snowflake.token-file", Forms.LINE_OR_EMPTY, "CHURN_SNOWFLAKE_TOKEN_FILE"),
  SNOWFLAKE_LOGIN_TIMEOUT("snowflake.login-timeout-seconds", new WholeNumber(1, 3600)),
  SNOWFLAKE_STATEMENT_TIMEOUT("snowflake.statement-timeout-seconds", new WholeNumber(1, 604_800)),
  SNOWFLAKE_RETRIES("snowflake.retries", new WholeNumber(0, 10)),
  SNOWFLAKE_LEASE("snowflake.lease-seconds", new WholeNumber(15, 86_400)),
  SNOWFLAKE_FEATURE_STORE("snowflake.feature-store", new OneOf(List.of("on", "off"))),
  INGEST_SOURCE("ingest.source", Forms.LINE_OR_EMPTY),
  INGEST_CONTRACT("ingest.contract", Forms.LINE),
  INGEST_ATTACH("ingest.attach", new AttachedFiles()),
  SENTIMENT_FUNCTION("sentiment.function", new OneOf(List.of("auto", "ai_sentiment", "cortex"))),
  SENTIMENT_CHUNK_ROWS("sentiment.chunk-rows", new WholeNumber(1, 1_000_000)),
  SENTIMENT_MAX_CHARACTERS("sentiment.max-characters", new WholeNumber(1, 1_000_000)),
  CHURN_WINDOW_DAYS("churn.window-days", new WholeNumber(1, 3650), "CHURN_WINDOW"),
  CHURN_GRACE_DAYS("churn.grace-days", new WholeNumber(0, 3650)),
  TRAINING_MODEL("training.model", new OneOf(ModelForm.allowed())),
  TRAINING_SEED("training.seed", new WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE)),
  TRAINING_TEST_SIZE("training.test-size", new DecimalNumber("(0, 1)"), "TEST_SIZE"),
  TRAINING_ROUNDS("training.rounds", new WholeNumber(1, 100_000)),
  TRAINING_MAX_DEPTH("training.max-depth", new WholeNumber(1, 30)),
  TRAINING_LEARNING_RATE("training.learning-rate", new DecimalNumber("(0, 1]")),
  TRAINING_SUBSAMPLE("training.subsample", new DecimalNumber("(0, 1]")),
  TRAINING_COLUMN_SAMPLE("training.column-sample", new DecimalNumber("(0, 1]")),
  TRAINING_MIN_CHILD_WEIGHT("training.min-child-weight", new DecimalNumber("[0, infinity)")),
  TRAINING_LAMBDA("training.lambda", new DecimalNumber("[0, infinity)")),
  TRAINING_POSITIVE_WEIGHT("training.positive-weight", new DecimalNumber("(0, infinity)")),
  TRAINING_MONOTONE("training.monotone", new Directions()),
  TRAINING_WITHOUT_FEATURES("training.without-features", new Names()),
  TRAINING_MIN_LEVEL_ROWS("training.min-level-rows", new WholeNumber(1, Integer.MAX_VALUE)),
  TRAINING_MAX_LEVELS("training.max-levels", new WholeNumber(1, 1000)),
  TRAINING_EARLY_STOPPING_ROUNDS("training.early-stopping-rounds", new WholeNumber(0, 100_000)),
  TRAINING_PARAMETERS_FILE("training.parameters-file", Forms.LINE_OR_EMPTY),
  TRAINING_SEARCH("training.search", new OneOf(List.of("off", "random", "halving"))),
  TRAINING_SEARCH_CANDIDATES("training.search-candidates", new WholeNumber(1, 10_000)),
  TRAINING_SEARCH_ROWS("training.search-rows", new WholeNumber(1000, 10_000_000)),
  TRAINING_WORKERS("training.workers", new WholeNumber(1, 1024)),
  TRAINING_LOGISTIC_MARGIN("training.logistic-margin", new DecimalNumber("[0, 1]")),
  TRAINING_CALIBRATION("training.calibration", new OneOf(List.of("platt", "isotonic", "off"))),
  TRAINING_THRESHOLD(
      "training.threshold", new OneOfOr(CalibrationSettings.LEARNED, new DecimalNumber("[0, 1]"))),
  RETRAIN_WHEN("retrain.when", new OneOf(List.of("breach", "challenge", "never"))),
  RETRAIN_THRESHOLD("retrain.threshold", new DecimalNumber("[0, 1]"), "RETRAIN_THRESHOLD"),
  RETRAIN_MARGIN("retrain.margin", new DecimalNumber("[0, infinity)")),
  RETRAIN_CONFIDENCE("retrain.confidence", new DecimalNumber("[0.5, 0.999]")),
  RETRAIN_METRIC(
      "retrain.metric",
      new OneOf(List.of("auc", "average_precision", "brier", "log_loss", "profit"))),
  RETRAIN_PROFIT_GUARD("retrain.profit-guard", new OneOf(List.of("true", "false"))),
  MODELS_APPROVAL_REQUIRED("models.approval-required", new OneOf(List.of("true", "false"))),
  MLFLOW_TRACKING_URI("mlflow.tracking-uri", Forms.WEB_ADDRESS_OR_EMPTY, "MLFLOW_TRACKING_URI"),
  MLFLOW_EXPERIMENT("mlflow.experiment", Forms.LINE, "MLFLOW_EXPERIMENT_NAME"),
  MLFLOW_REGISTERED_MODEL("mlflow.registered-model", Forms.REGISTERED_MODEL),
  MLFLOW_TIMEOUT("mlflow.timeout-seconds", new WholeNumber(1, 600)),
  SCORING_REASONS("scoring.reasons", new OneOf(List.of("flagged", "all", "none"))),
  SCORING_FALLBACK("scoring.fallback", new OneOf(List.of("none", "recency"))),
  SCORING_MIN_HISTORY_DAYS("scoring.min-history-days", new WholeNumber(0, 3650)),
  VALUE_SAVE_RATE("value.save-rate", new DecimalNumber("[0, 1]")),
  VALUE_MARGIN_SHARE("value.margin-share", new DecimalNumber("[0, 1]")),
  VALUE_HORIZON_MONTHS("value.horizon-months", new DecimalNumber("(0, 1200]")),
  VALUE_CONTACT_COST("value.contact-cost", new DecimalNumber("[0, infinity)")),
  VALUE_BUDGET("value.budget", new DecimalNumber("[0, infinity)")),
  VALUE_HOLDOUT_SHARE("value.holdout-share", new DecimalNumber("[0, 1)")),
  VALUE_SEED("value.seed", new WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE)),
  MONITORING_PSI_THRESHOLD("monitoring.psi-threshold", new DecimalNumber("(0, infinity)")),
  MONITORING_ATTRIBUTE_PSI_THRESHOLD(
      "monitoring.attribute-psi-threshold", new DecimalNumber("(0, infinity)")),
  MONITORING_HISTORY_DAYS("monitoring.history-days", new WholeNumber(0, 3650)),
  MONITORING_PSI_BINS("monitoring.psi-bins", new WholeNumber(2, 1000)),
  MONITORING_PSI_FLOOR("monitoring.psi-floor", new DecimalNumber("(0, 0.1]")),
  MONITORING_MIN_ROWS("monitoring.min-rows", new WholeNumber(1, Integer.MAX_VALUE)),
  MONITORING_MIN_POSITIVES("monitoring.min-positives", new WholeNumber(1, Integer.MAX_VALUE)),
  MONITORING_SEGMENT_MIN_ROWS("monitoring.segment-min-rows", new WholeNumber(1, Integer.MAX_VALUE)),
  MONITORING_INTERIM_DAYS("monitoring.interim-days", new DayNumbers()),
  MONITORING_MAX_AGE("monitoring.max-age-days", new WholeNumber(0, 3650)),
  DIAGNOSIS_ONE_VALUE_SHARE("diagnosis.one-value-share", new DecimalNumber("(0.5, 1]")),
  DIAGNOSIS_LONE_FACTOR("diagnosis.lone-factor", new DecimalNumber("[1, infinity)")),
  DIAGNOSIS_AUC_LOSS("diagnosis.auc-loss", new DecimalNumber("(0, 0.5]")),
  DIAGNOSIS_CALIBRATION_SHIFT("diagnosis.calibration-shift", new DecimalNumber("(0, infinity)")),
  ALERTS_CHANNELS(
      "alerts.channels", new Words(List.of("table", "log", "file", "webhook", "email"))),
  ALERTS_MINIMUM_SEVERITY("alerts.minimum-severity", new OneOf(List.of("WARNING", "CRITICAL"))),
  ALERTS_RULES("alerts.rules", new AlertRules()),
  ALERTS_OWNERS("alerts.owners", new AlertOwners()),
  ALERTS_REMIND_DAYS("alerts.remind-days", new WholeNumber(0, 3650)),
  ALERTS_TIMEOUT("alerts.timeout-seconds", new WholeNumber(1, 60)),
  ALERTS_RETRIES("alerts.retries", new WholeNumber(0, 5)),
  ALERTS_FILE("alerts.file", new LocalPath()),
  ALERTS_WEBHOOK_URL_FILE("alerts.webhook-url-file", Forms.LINE_OR_EMPTY),
  ALERTS_WEBHOOK_SECRET_FILE("alerts.webhook-secret-file", Forms.LINE_OR_EMPTY),
  ALERTS_EMAIL_HOST("alerts.email-host", Forms.HOST_NAME_OR_EMPTY),
  ALERTS_EMAIL_PORT("alerts.email-port", new WholeNumber(1, 65_535)),
  ALERTS_EMAIL_TLS("alerts.email-tls", new OneOf(List.of("starttls", "implicit", "off"))),
  ALERTS_EMAIL_FROM("alerts.email-from", Forms.ADDRESS_OR_EMPTY),
  ALERTS_EMAIL_TO("alerts.email-to", Forms.ADDRESSES_OR_EMPTY),
  ALERTS_EMAIL_USER("alerts.email-user", Forms.LINE_OR_EMPTY),
  ALERTS_EMAIL_PASSWORD_FILE("alerts.email-password-file", Forms.LINE_OR_EMPTY),
  OPENLINEAGE_FILE("openlineage.file", Forms.LINE_OR_EMPTY),
  OPENLINEAGE_URL("openlineage.url", Forms.WEB_ADDRESS_OR_EMPTY, "OPENLINEAGE_URL"),
  OPENLINEAGE_NAMESPACE("openlineage.namespace", Forms.LINE, "OPENLINEAGE_NAMESPACE"),
  OPENLINEAGE_TIMEOUT("openlineage.timeout-seconds", new WholeNumber(1, 60)),
  OPENLINEAGE_API_KEY_FILE("openlineage.api-key-file", Forms.LINE_OR_EMPTY),
  SPARK_SHUFFLE_PARTITIONS("spark.shuffle-partitions", new WholeNumber(1, 100_000)),
  REPORT_PATH("report.path", new LocalPath()),
  REPORT_WHEN("report.when", new OneOf(List.of("pipeline", "never"))),
  REPORT_CUSTOMERS("report.customers", new WholeNumber(0, 1000)),
  METRICS_TEXTFILE("metrics.textfile", Forms.LINE_OR_EMPTY);

  private final String key;
  private final AllowedValue allowed;
  private final Optional<String> variable;

  SettingKey(String key, AllowedValue allowed) {
    this.key = key;
    this.allowed = allowed;
    this.variable = Optional.empty();
  }

  SettingKey(String key, AllowedValue allowed, String variable) {
    this.key = key;
    this.allowed = allowed;
    this.variable = Optional.of(variable);
  }

  /** The dotted name, as in {@code churn.window-days}. */
  String key() {
    return key;
  }

  /** The environment variable that sets this key. */
  Optional<String> variable() {
    return variable;
  }

  /** Whether a file may give the value as an object, name by name. */
  boolean takesObject() {
    return allowed.separator().isPresent();
  }

  /** What stands between the pairs of an object in the text of its value. */
  String separator() {
    return allowed.separator().orElseThrow();
  }

  /** Whether this is the name of a key whose value may be an object. */
  static boolean takesObject(String name) {
    return Arrays.stream(values()).anyMatch(key -> key.takesObject() && key.key.equals(name));
  }

  static List<String> names() {
    return Arrays.stream(values()).map(SettingKey::key).toList();
  }

  /**
   * Refuses a value that this key may not hold.
   *
   * @throws ChurnException (usage) naming key, value, what is allowed and how to set it
   */
  void require(Object value) {
    canonical(Objects.requireNonNull(value, key).toString(), "");
  }

  /**
   * The canonical text of this value in tables and hashes.
   *
   * @param origin where the value came from, for the message; empty if unknown
   * @throws ChurnException (usage) as {@link #require}
   */
  String canonical(String text, String origin) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw refused(text, "holds a control character", origin);
    }
    try {
      return allowed.canonical(text);
    } catch (AllowedValue.Refused e) {
      throw refused(text, e.getMessage(), origin);
    }
  }

  /**
   * The failure of a value for this key: the value, what is wrong with it, its origin, what to do.
   */
  ChurnException refused(String text, String problem, String origin) {
    String shown = SecretNames.shown(key, text).replaceAll("\\p{Cntrl}", "?");
    return ChurnException.usage(
        "%s = %s %s%s; set it with --set %s=%s%s"
            .formatted(
                key,
                shown.isEmpty() ? "\"\"" : shown,
                problem,
                origin.isEmpty() ? "" : " (from " + origin + ")",
                key,
                Defaults.CONFIG.getString(key),
                variable.map(name -> " or " + name).orElse("")));
  }

  /**
   * Forms of text that several keys share; nested because an enum's constants cannot use its own
   * static fields.
   */
  private static final class Forms {
    static final AllowedValue IDENTIFIER =
        new Form(
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}"),
            "a name of letters, digits and _ that does not start with a digit");
    static final AllowedValue IDENTIFIER_OR_EMPTY =
        new Form(
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,254})?"),
            "a name of letters, digits and _ that does not start with a digit");
    static final AllowedValue ACCOUNT_OR_EMPTY =
        new Form(
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]*)?"),
            "an account identifier, as in myorg-myaccount");
    static final AllowedValue HOST_OR_EMPTY =
        new Form(
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?)?"),
            "a host with an optional port, as in myorg-myaccount.snowflakecomputing.com");
    static final AllowedValue HOST_NAME_OR_EMPTY =
        new Form(
            Pattern.compile("([A-Za-z0-9:][A-Za-z0-9.:-]*)?"), "a host, as in mail.shop.example");
    static final AllowedValue ADDRESS_OR_EMPTY =
        new Form(
            Pattern.compile("([^\\s,;<>@\"]+@[^\\s,;<>@\"]+)?"),
            "an e-mail address, as in churnwise@shop.example");
    static final AllowedValue ADDRESSES_OR_EMPTY =
        new Form(
            Pattern.compile("([^\\s,;<>@\"]+@[^\\s,;<>@\"]+(, ?[^\\s,;<>@\"]+@[^\\s,;<>@\"]+)*)?"),
            "e-mail addresses separated by commas");
    static final AllowedValue WEB_ADDRESS_OR_EMPTY =
        new Form(
            Pattern.compile("(https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~/-]*)?)?"),
            "the address of a server, as in http://127.0.0.1:5000, without user, password or query");
    static final AllowedValue REGISTERED_MODEL =
        new Form(
            Pattern.compile("[A-Za-z0-9_.-]([A-Za-z0-9_. -]{0,198}[A-Za-z0-9_.-])?"),
            "a name of at most 200 letters, digits, blanks, _, . and -");
    static final AllowedValue MEMORY =
        new Form(
            Pattern.compile("auto|[1-9][0-9]{0,8}(MB|GB|TB|MiB|GiB|TiB)"),
            "auto or a whole number with MB, GB, TB, MiB, GiB or TiB");
    static final AllowedValue LINE = new Form(Pattern.compile(".*\\S.*"), "a text: it is blank");
    static final AllowedValue LINE_OR_EMPTY = new Form(Pattern.compile(".*"), "one line of text");
  }

  /** Read when a message first needs an example. */
  private static final class Defaults {
    static final Config CONFIG = ConfResource.read("churn.conf");
  }
}

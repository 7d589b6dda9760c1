package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidSettingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          warehouse.kind            | duckdb     | is not one of embedded, snowflake
          warehouse.path            | ''         | is not a path: it is empty
          warehouse.schema          | ''         | is not a name of letters, digits and _ that does not start with a digit
          warehouse.schema          | a;drop     | is not a name of letters, digits and _ that does not start with a digit
          warehouse.database        | 1st        | is not a name of letters, digits and _ that does not start with a digit
          warehouse.warehouse       | a b        | is not a name of letters, digits and _ that does not start with a digit
          ingest.attach             | temp=x.db  | names a file temp, which is taken; choose another name
          warehouse.memory          | 1          | is not auto or a whole number with MB, GB, TB, MiB, GiB or TiB
          warehouse.memory          | 0GB        | is not auto or a whole number with MB, GB, TB, MiB, GiB or TiB
          warehouse.threads         | 0          | is outside [1, 1024]
          warehouse.threads         | 1025       | is outside [1, 1024]
          ingest.contract           | ''         | is not a text: it is blank
          churn.window-days         | 0          | is outside [1, 3650]
          churn.window-days         | 30.5       | is not a whole number
          churn.window-days         | 30 days    | is not a whole number
          churn.grace-days          | -1         | is outside [0, 3650]
          training.seed             | 9223372036854775808 | is outside [-9223372036854775808, 9223372036854775807]
          training.test-size        | 0          | is outside (0, 1)
          training.test-size        | 1          | is outside (0, 1)
          training.rounds           | 0          | is outside [1, 100000]
          training.max-depth        | 31         | is outside [1, 30]
          training.learning-rate    | 0.0        | is outside (0, 1]
          training.subsample        | 1.01       | is outside (0, 1]
          training.column-sample    | -0.1       | is outside (0, 1]
          training.min-child-weight | -1         | is outside [0, infinity)
          training.lambda           | NaN        | is not a number
          training.lambda           | Infinity   | is not a number
          training.lambda           | 1,5        | is not a number
          training.lambda           | ١          | is not a number
          training.workers          | 0          | is outside [1, 1024]
          training.threshold        | 1.1        | is not one of f1, profit and is outside [0, 1]
          training.threshold        | auc        | is not one of f1, profit and is not a number
          training.calibration      | beta       | is not one of platt, isotonic, off
          retrain.threshold         | 1.7        | is outside [0, 1]
          retrain.margin            | -0.001     | is outside [0, infinity)
          retrain.metric            | f1         | is not one of auc, average_precision, brier, log_loss, profit
          retrain.profit-guard      | on         | is not one of true, false
          scoring.reasons           | top        | is not one of flagged, all, none
          value.save-rate           | 1.01       | is outside [0, 1]
          value.margin-share        | -0.1       | is outside [0, 1]
          value.horizon-months      | 0          | is outside (0, 1200]
          value.contact-cost        | -1         | is outside [0, infinity)
          value.budget              | many       | is not a number
          value.holdout-share       | 1          | is outside [0, 1)
          value.seed                | 0.5        | is not a whole number
          diagnosis.one-value-share | 0.5        | is outside (0.5, 1]
          diagnosis.lone-factor     | 0.9        | is outside [1, infinity)
          diagnosis.auc-loss        | 0          | is outside (0, 0.5]
          diagnosis.calibration-shift | 0        | is outside (0, infinity)
          monitoring.psi-threshold  | 0          | is outside (0, infinity)
          monitoring.attribute-psi-threshold | 0 | is outside (0, infinity)
          monitoring.history-days   | -1         | is outside [0, 3650]
          monitoring.psi-bins       | 1          | is outside [2, 1000]
          monitoring.psi-floor      | 0          | is outside (0, 0.1]
          monitoring.psi-floor      | 0.2        | is outside (0, 0.1]
          monitoring.min-rows       | 2147483648 | is outside [1, 2147483647]
          monitoring.min-positives  | 0          | is outside [1, 2147483647]
          spark.shuffle-partitions  | 0          | is outside [1, 100000]
          report.path               | ''         | is not a path: it is empty
          """)
  void aValueOutsideItsKeyIsRefusedWithKeyValueAndRange(String key, String value, String problem) {
    String shown = value.isEmpty() ? "\"\"" : value;
    assertEquals(
        key + " = " + shown + " " + problem + " (from --set)", refusalOf(key + "=" + value)[0]);
  }

  @Test
  void theMessageEndsWithTheOptionAndTheVariable() {
    assertEquals(
        "set it with --set retrain.threshold=0.75 or RETRAIN_THRESHOLD",
        refusalOf("retrain.threshold=1.7")[1]);
  }

  @Test
  void aKeyWithoutAVariableNamesTheOptionOnly() {
    assertEquals("set it with --set training.max-depth=3", refusalOf("training.max-depth=0")[1]);
  }

  @Test
  void aWrongVariableIsNamed() {
    var sources = sources(List.of(), Map.of("CHURN_WINDOW", "a month"));
    var refusal = assertThrows(ChurnException.class, () -> SettingsLoader.load(sources));
    assertEquals(
        "churn.window-days = a month is not a whole number (from environment CHURN_WINDOW); "
            + "set it with --set churn.window-days=30 or CHURN_WINDOW",
        refusal.getMessage());
  }

  @Test
  void aControlCharacterIsRefusedAndNotPrinted() {
    assertEquals(
        "ingest.source = a?b holds a control character (from --set)",
        refusalOf("ingest.source=a\nb")[0]);
  }

  @Test
  void aRecordRefusesWithoutTheLoader() {
    var refusal =
        assertThrows(
            ChurnException.class, () -> new RetrainSettings("breach", 1.7, 0, 0.95, "auc", false));
    assertEquals(
        "retrain.threshold = 1.7 is outside [0, 1]; "
            + "set it with --set retrain.threshold=0.75 or RETRAIN_THRESHOLD",
        refusal.getMessage());
    assertEquals(ExitCode.USAGE, refusal.exitCode());
  }

  @Test
  void aMarginThatNoMetricReachesIsRefusedExceptForMoney() {
    var refusal =
        assertThrows(
            ChurnException.class,
            () -> new RetrainSettings("breach", 0.75, 1.5, 0.95, "brier", true));
    assertEquals(
        "retrain.margin = 1.5 is outside [0, 1], the range for retrain.metric = brier; "
            + "set it to a number in [0, 1]",
        refusal.getMessage());
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    assertEquals(1.5, new RetrainSettings("breach", 0.75, 1.5, 0.95, "profit", false).margin());
  }

  @ParameterizedTest
  @CsvSource({
    "value.contact-cost=0, value.contact-cost = 0 puts every customer on each list",
    "value.save-rate=0, value.save-rate = 0 leaves every list empty",
    "value.margin-share=0, value.margin-share = 0 leaves every list empty",
    "value.budget=5, value.budget = 5.0 does not pay for a single contact at 20.0"
  })
  void listsThatAreTheSameForAllModelsCannotBeCompared(String set, String why) {
    for (String asks : List.of("retrain.metric=profit", "retrain.profit-guard=true")) {
      SettingsSources sources = sources(List.of(asks, set), Map.of());
      var refusal = assertThrows(ChurnException.class, () -> SettingsLoader.load(sources));
      assertEquals(
          "retrain.metric = profit and retrain.profit-guard compare the profit of contact lists, but "
              + why
              + "; change one of them",
          refusal.getMessage());
      assertEquals(ExitCode.USAGE, refusal.exitCode());
    }
    SettingsLoader.load(sources(List.of(set), Map.of()));
  }

  @Test
  void noNumberIsRefusedByARecord() {
    var refusal =
        assertThrows(
            ChurnException.class,
            () -> new RetrainSettings("breach", Double.NaN, 0, 0.95, "auc", false));
    assertEquals("retrain.threshold = NaN is not a number", refusal.getMessage().split(";")[0]);
  }

  @Test
  void theLocaleOfTheMachineChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(
          "warehouse.threads = 1025 is outside [1, 1024] (from --set)",
          refusalOf("warehouse.threads=1025")[0]);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** The message up to its only semicolon, and after it. */
  private static String[] refusalOf(String set) {
    var sources = sources(List.of(set), Map.of());
    var refusal = assertThrows(ChurnException.class, () -> SettingsLoader.load(sources));
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    int end = refusal.getMessage().lastIndexOf("; ");
    return new String[] {
      refusal.getMessage().substring(0, end), refusal.getMessage().substring(end + 2)
    };
  }

  private static SettingsSources sources(List<String> sets, Map<String, String> environment) {
    return new SettingsSources(Optional.empty(), Optional.empty(), sets, environment);
  }
}

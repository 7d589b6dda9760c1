package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionTest {
  @ParameterizedTest
  @CsvSource({
    "churn.windowDays, churn.window-days",
    "churn.window_days, churn.window-days",
    "WAREHOUSE.PATH, warehouse.path",
    "retrain.treshold, retrain.threshold",
    "seed, training.seed or value.seed",
    "threshold, retrain.threshold or training.threshold",
    "path, report.path or warehouse.path",
  })
  void anUnknownKeyIsRefusedWithTheNearestKnownOnes(String key, String nearest) {
    assertEquals(
        "unknown key "
            + key
            + " in --set; did you mean "
            + nearest
            + "? churn status --conf-show prints all keys",
        refusal(Optional.empty(), key + "=1"));
  }

  @ParameterizedTest
  @CsvSource({"churn.window-days", "=30", "''"})
  void whatIsNoKeyAndValueIsRefused(String set) {
    assertEquals(
        "--set " + set + " is not key=value; write for example --set churn.window-days=30",
        refusal(Optional.empty(), set));
  }

  @Test
  void aSecretGivenUnderAWrongNameIsNotPrinted() {
    assertFalse(refusal(Optional.empty(), "snowflake.password=hunter2").contains("hunter2"));
  }

  @Test
  void anUnknownOverlayIsRefused() {
    assertEquals(
        "--env staging is not one of dev, test, prod, snowflake; "
            + "choose one, or name a file of your own with --conf FILE",
        refusal(Optional.of("staging"), "training.seed=1"));
  }

  @Test
  void aValueIsTakenAsItIsAndNotAsHocon() {
    var sources = sources(Optional.empty(), "ingest.source=a=${b} # c");
    assertEquals("a=${b} # c", SettingsLoader.load(sources).ingest().source());
  }

  private static String refusal(Optional<String> env, String set) {
    var sources = sources(env, set);
    var refusal = assertThrows(ChurnException.class, () -> SettingsLoader.load(sources));
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    return refusal.getMessage();
  }

  private static SettingsSources sources(Optional<String> env, String set) {
    return new SettingsSources(env, Optional.empty(), List.of(set), Map.of());
  }
}

package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowSettingsTest {
  @Test
  void byDefaultThereIsNoServer() {
    MlflowSettings settings = load(Map.of());
    assertFalse(settings.isOn());
    assertEquals("churnwise", settings.experiment());
    assertEquals("churnwise", settings.registeredModel());
    assertEquals(Duration.ofSeconds(10), settings.timeout());
  }

  @Test
  void everyKeyReachesItsField() {
    MlflowSettings settings =
        load(
            Map.of(),
            "mlflow.tracking-uri=https://mlflow.example.com/team",
            "mlflow.experiment=churn of shop",
            "mlflow.registered-model=shop.churn",
            "mlflow.timeout-seconds=3");
    assertTrue(settings.isOn());
    assertEquals("https://mlflow.example.com/team", settings.trackingUri());
    assertEquals("churn of shop", settings.experiment());
    assertEquals("shop.churn", settings.registeredModel());
    assertEquals(Duration.ofSeconds(3), settings.timeout());
  }

  @Test
  void theVariablesOfMlflowsOwnClientsAreTaken() {
    MlflowSettings settings =
        load(
            Map.of(
                "MLFLOW_TRACKING_URI", "http://[::1]:5000",
                "MLFLOW_EXPERIMENT_NAME", "mine",
                "MLFLOW_TRACKING_USERNAME", "ann",
                "MLFLOW_TRACKING_PASSWORD", "p",
                "MLFLOW_TRACKING_TOKEN", "t"));
    assertEquals("http://[::1]:5000", settings.trackingUri());
    assertEquals("mine", settings.experiment());
    assertEquals(Optional.of("ann"), settings.credentials().username().reveal());
    assertEquals(Optional.of("p"), settings.credentials().password().reveal());
    assertEquals(Optional.of("t"), settings.credentials().token().reveal());
    assertFalse(settings.toString().contains("ann"), settings.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqlite:///mlflow.db",
        "databricks",
        "127.0.0.1:5000",
        "http://",
        "http://host:port",
        "http://host/?a=b",
        "http://ho st"
      })
  void onlyAnAddressOfTheWebIsAServer(String address) {
    ChurnException refusal = refusal("mlflow.tracking-uri=" + address);
    assertTrue(
        refusal.getMessage().startsWith("mlflow.tracking-uri = " + address + " "),
        refusal.getMessage());
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotShown() {
    String message = refusal("mlflow.tracking-uri=http://ann:hunter2@host:5000").getMessage();
    assertTrue(
        message.startsWith(
            "mlflow.tracking-uri = http://********@host:5000 is not the address of a server"),
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a:b", "a'b", "-'", ""})
  void aNameThatMlflowCannotTakeIsRefused(String name) {
    refusal("mlflow.registered-model=" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlflow.token=t", "mlflow.tracking-token=t", "mlflow.password=t"})
  void aSecretIsNoKey(String set) {
    assertTrue(refusal(set).getMessage().startsWith("unknown key mlflow."));
  }

  private static MlflowSettings load(Map<String, String> environment, String... sets) {
    return SettingsLoader.load(
            new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), environment))
        .mlflow();
  }

  private static ChurnException refusal(String set) {
    ChurnException refusal = assertThrows(ChurnException.class, () -> load(Map.of(), set));
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    return refusal;
  }
}

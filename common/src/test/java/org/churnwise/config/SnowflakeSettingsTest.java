package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnowflakeSettingsTest {
  private static final List<String> WHOLE =
      List.of("snowflake.account=org-acc", "snowflake.user=U", "warehouse.database=SHOP");

  @TempDir private Path folder;

  @Test
  void everyKeyReachesItsField() {
    SnowflakeSettings settings =
        load(
                Map.of(),
                "snowflake.account=org-acc",
                "snowflake.host=127.0.0.1:81",
                "snowflake.tls=off",
                "snowflake.user=U",
                "snowflake.role=R",
                "snowflake.authentication=oauth",
                "snowflake.login-timeout-seconds=11",
                "snowflake.statement-timeout-seconds=12",
                "snowflake.retries=4",
                "snowflake.lease-seconds=15",
                "snowflake.feature-store=on")
            .snowflake();
    assertEquals("org-acc", settings.account());
    assertEquals("127.0.0.1:81", settings.address());
    assertFalse(settings.tls());
    assertEquals("U", settings.user());
    assertEquals("R", settings.role());
    assertEquals("oauth", settings.credentials().authentication());
    assertEquals(Duration.ofSeconds(11), settings.loginTimeout());
    assertEquals(Duration.ofSeconds(12), settings.statementTimeout());
    assertEquals(4, settings.retries());
    assertEquals(Duration.ofSeconds(15), settings.lease());
    assertTrue(settings.featureStore());
  }

  @ParameterizedTest
  @CsvSource({
    "snowflake, schema, order, ML_SCHEMA",
    "snowflake, schema, ORDER, ML_SCHEMA",
    "snowflake, database, account, ML_DATABASE",
    "snowflake, warehouse, start, ML_WAREHOUSE"
  })
  void aReservedWordIsNoName(String kind, String key, String name, String variable) {
    ChurnException refusal =
        assertThrows(
            ChurnException.class,
            () -> load(Map.of(), "warehouse.kind=" + kind, "warehouse." + key + "=" + name));
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    assertTrue(
        refusal
            .getMessage()
            .startsWith(
                "warehouse.%s = %s is a reserved word of the warehouse's SQL".formatted(key, name)),
        refusal::getMessage);
    assertTrue(refusal.getMessage().endsWith(" or " + variable), refusal::getMessage);
  }

  /** The embedded warehouse quotes its schema; analyze is a word of DuckDB alone. */
  @ParameterizedTest
  @CsvSource({"embedded, order", "embedded, account", "snowflake, analyze"})
  void aWordOfTheOtherWarehouseIsAName(String kind, String schema) {
    assertEquals(
        schema,
        load(Map.of(), "warehouse.kind=" + kind, "warehouse.schema=" + schema)
            .warehouse()
            .schema());
  }

  @ParameterizedTest
  @CsvSource({
    "snowflake.account, CHURN_SNOWFLAKE_ACCOUNT",
    "snowflake.user, CHURN_SNOWFLAKE_USER",
    "warehouse.database, ML_DATABASE"
  })
  void whatIsMissingIsNamedByKeyAndVariable(String key, String variable) {
    List<String> others = WHOLE.stream().filter(set -> !set.startsWith(key)).toList();
    assertEquals(
        "warehouse.kind = snowflake needs %s; set it with the environment variable %s or in a --conf file"
            .formatted(key, variable),
        refusalOf(others));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "localhost", "localhost:1"})
  void aServerOnThisMachineMayDoWithoutEncryption(String host) {
    assertDoesNotThrow(() -> require(plus("snowflake.tls=off", "snowflake.host=" + host)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1.example.com:80", "localhost.example.com", "example.com"})
  void noOtherServerMay(String host) {
    String message = refusalOf(plus("snowflake.tls=off", "snowflake.host=" + host));
    assertEquals(
        "snowflake.tls = off would send secrets unencrypted to %s; off is only for a server on this machine. Set it to on"
            .formatted(host.replaceFirst(":80", "")),
        message);
  }

  @Test
  void theHostOfAnAccountHasNoUnderscore() {
    assertEquals(
        "org-my-acc.snowflakecomputing.com",
        load(Map.of(), "snowflake.account=org-my_acc").snowflake().address());
  }

  @Test
  void aMissingSecretNamesItsVariableAndItsFile() {
    SnowflakeCredentials none = load(Map.of()).snowflake().credentials();
    assertEquals(
        "snowflake.authentication = key-pair needs a secret; set the environment variable"
            + " CHURN_SNOWFLAKE_PRIVATE_KEY, or snowflake.private-key-file to a file that holds it",
        assertThrows(ChurnException.class, none::requiredPrivateKey).getMessage());
  }

  @Test
  void aSecretsFileIsNamedByAVariable() throws IOException {
    assertEquals("planted", fromFile("PASSWORD").requiredPassword());
    assertEquals("planted", fromFile("PRIVATE_KEY").requiredPrivateKey());
    assertEquals("planted", fromFile("ACCESS_TOKEN").requiredAccessToken());
    assertEquals("planted", fromFile("TOKEN").requiredToken());
  }

  @Test
  void aSecretsFileIsNamedByAKey() throws IOException {
    String file = Files.writeString(folder.resolve("secret"), "planted").toString();
    assertEquals(
        "planted",
        load(Map.of(), "snowflake.password-file=" + file)
            .snowflake()
            .credentials()
            .requiredPassword());
    assertEquals(
        "planted",
        load(Map.of(), "snowflake.private-key-file=" + file)
            .snowflake()
            .credentials()
            .requiredPrivateKey());
    assertEquals(
        "planted",
        load(Map.of(), "snowflake.access-token-file=" + file)
            .snowflake()
            .credentials()
            .requiredAccessToken());
    assertEquals(
        "planted",
        load(Map.of(), "snowflake.token-file=" + file).snowflake().credentials().requiredToken());
  }

  @Test
  void aVariableWinsOverAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "of the file");
    Map<String, String> both =
        Map.of(
            "CHURN_SNOWFLAKE_PASSWORD_FILE",
            file.toString(),
            "CHURN_SNOWFLAKE_PASSWORD",
            "of the variable");
    assertEquals("of the variable", load(both).snowflake().credentials().requiredPassword());
  }

  private SnowflakeCredentials fromFile(String secret) throws IOException {
    Path file = Files.writeString(folder.resolve(secret), "planted\n");
    return load(Map.of("CHURN_SNOWFLAKE_" + secret + "_FILE", file.toString()))
        .snowflake()
        .credentials();
  }

  @Test
  void noSettingShowsASecret() {
    Settings settings =
        load(
            Map.of(
                "CHURN_SNOWFLAKE_PASSWORD", "planted",
                "CHURN_SNOWFLAKE_TOKEN", "planted",
                "CHURN_SNOWFLAKE_ACCESS_TOKEN", "planted",
                "CHURN_SNOWFLAKE_PRIVATE_KEY", "planted",
                "CHURN_SNOWFLAKE_PRIVATE_KEY_PASSPHRASE", "planted"));
    assertEquals("planted", settings.snowflake().credentials().requiredPassword());
    assertFalse(settings.toString().contains("planted"));
    assertFalse(settings.resolved().table().toString().contains("planted"));
  }

  private static List<String> plus(String... more) {
    List<String> all = new ArrayList<>(WHOLE);
    all.addAll(List.of(more));
    return all;
  }

  private static void require(List<String> sets) {
    Settings settings = load(Map.of(), sets.toArray(String[]::new));
    settings.snowflake().requireAccount(settings.warehouse());
  }

  private static String refusalOf(List<String> sets) {
    return assertThrows(ChurnException.class, () -> require(sets)).getMessage();
  }

  private static Settings load(Map<String, String> environment, String... sets) {
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), environment));
  }
}

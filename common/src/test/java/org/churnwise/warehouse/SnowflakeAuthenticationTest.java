package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.PrivateKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import net.snowflake.spark.snowflake.Parameters;
import net.snowflake.spark.snowflake.Parameters.MergedParameters;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.JavaConverters;

/**
 * What each way of authentication hands to driver and connector, under the names that these
 * document; that an account accepts it is not shown here.
 */
class SnowflakeAuthenticationTest {
  private static final WorkLabel LABEL = WorkLabel.of("r1");

  /** Names under which either of them takes a secret or a way to log in. */
  private static final Set<String> JDBC =
      Set.of(
          "password",
          "privateKey",
          "authenticator",
          "token",
          "BROWSER_RESPONSE_TIMEOUT",
          "CLIENT_STORE_TEMPORARY_CREDENTIAL");

  private static final Set<String> CONNECTOR =
      Set.of(
          "sfPassword",
          "pem_private_key",
          "sfAuthenticator",
          "sfToken",
          "BROWSER_RESPONSE_TIMEOUT",
          "CLIENT_STORE_TEMPORARY_CREDENTIAL");

  private static PemKey key;

  @BeforeAll
  static void makeKey() throws Exception {
    key = PemKey.generate();
  }

  @Test
  void aPasswordIsThePassword() {
    SnowflakeLogin login = login("password", Map.of("CHURN_SNOWFLAKE_PASSWORD", "planted"));
    assertEquals(Map.of("password", "planted"), jdbc(login));
    assertEquals(Map.of("sfPassword", "planted"), connector(login));
  }

  @Test
  void anAccessTokenStandsForThePassword() {
    SnowflakeLogin login = login("access-token", Map.of("CHURN_SNOWFLAKE_ACCESS_TOKEN", "planted"));
    assertEquals(Map.of("password", "planted"), jdbc(login));
    assertEquals(Map.of("sfPassword", "planted"), connector(login));
  }

  @Test
  void aPlainKeyIsHandedOn() {
    assertKey(login("key-pair", Map.of("CHURN_SNOWFLAKE_PRIVATE_KEY", key.plain())));
  }

  @Test
  void anEncryptedKeyIsHandedOnDecrypted() {
    assertKey(
        login(
            "key-pair",
            Map.of(
                "CHURN_SNOWFLAKE_PRIVATE_KEY",
                key.encrypted(),
                "CHURN_SNOWFLAKE_PRIVATE_KEY_PASSPHRASE",
                PemKey.WORDS)));
  }

  @Test
  void anOauthTokenNamesItsAuthenticator() {
    SnowflakeLogin login = login("oauth", Map.of("CHURN_SNOWFLAKE_TOKEN", "planted"));
    assertEquals(Map.of("authenticator", "oauth", "token", "planted"), jdbc(login));
    assertEquals(Map.of("sfAuthenticator", "oauth", "sfToken", "planted"), connector(login));
  }

  @Test
  void aBrowserIsWaitedForAsLongAsALogin() {
    SnowflakeLogin login = login("external-browser", Map.of());
    Map<String, String> browser =
        Map.of("BROWSER_RESPONSE_TIMEOUT", "17", "CLIENT_STORE_TEMPORARY_CREDENTIAL", "true");
    Map<String, String> driver = new HashMap<>(browser);
    driver.put("authenticator", "externalbrowser");
    assertEquals(driver, jdbc(login));
    Map<String, String> connector = new HashMap<>(browser);
    connector.put("sfAuthenticator", "externalbrowser");
    connector.put("sfPassword", "none");
    assertEquals(connector, connector(login));
  }

  /** By the check of the connector itself, which runs before it logs in. */
  @ParameterizedTest
  @ValueSource(strings = {"key-pair", "access-token", "oauth", "external-browser", "password"})
  void theConnectorTakesTheOptionsOfEachWay(String authentication) {
    SnowflakeLogin login =
        login(
            authentication,
            Map.of(
                "CHURN_SNOWFLAKE_PASSWORD", "planted",
                "CHURN_SNOWFLAKE_ACCESS_TOKEN", "planted",
                "CHURN_SNOWFLAKE_TOKEN", "planted",
                "CHURN_SNOWFLAKE_PRIVATE_KEY", key.plain()));
    Map<String, String> options = new HashMap<>(login.connectorOptions(LABEL));
    options.put("dbtable", "SALES");
    MergedParameters merged =
        Parameters.mergeParameters(
            scala.collection.immutable.Map$.MODULE$
                .<String, String>empty()
                .$plus$plus(JavaConverters.mapAsScalaMap(options)));
    assertEquals("org-acc.snowflakecomputing.com", merged.sfURL());
    assertEquals(authentication.equals("key-pair"), merged.privateKey().isDefined());
    assertEquals(authentication.equals("oauth"), merged.sfToken().isDefined());
  }

  @Test
  void whoAndWhereIsTheSameForEachWay() {
    Properties properties =
        login("password", Map.of("CHURN_SNOWFLAKE_PASSWORD", "planted")).properties(LABEL);
    assertEquals("org-acc", properties.get("account"));
    assertEquals("U", properties.get("user"));
    assertEquals("R", properties.get("role"));
    assertEquals("SHOP", properties.get("db"));
    assertEquals("WH", properties.get("warehouse"));
    assertEquals("on", properties.get("ssl"));
    assertEquals("17", properties.get("loginTimeout"));
    assertEquals("true", properties.get("validateDefaultParameters"));
    assertEquals("UTC", properties.get("TIMEZONE"));
    assertEquals("{\"project\":\"churnwise\",\"run_id\":\"r1\"}", properties.get("QUERY_TAG"));
  }

  /** Names as driver and connector take them; the driver's are not sensitive to case. */
  @Test
  void aSessionOfEitherEndsInTime() {
    SnowflakeLogin login = login("password", Map.of("CHURN_SNOWFLAKE_PASSWORD", "planted"));
    Properties driver = login.properties(LABEL);
    Map<String, String> connector = login.connectorOptions(LABEL);
    assertEquals("18", driver.get("STATEMENT_TIMEOUT_IN_SECONDS"));
    assertEquals("18", connector.get("statement_timeout_in_seconds"));
    assertEquals("true", driver.get("ABORT_DETACHED_QUERY"));
    assertEquals("on", connector.get("abort_detached_query"));
    Map<String, String> timeouts =
        Map.of(
            "loginTimeout", "17",
            "networkTimeout", "17000",
            "HTTP_CLIENT_CONNECTION_TIMEOUT", "17000",
            "HTTP_CLIENT_SOCKET_TIMEOUT", "60000");
    timeouts.forEach(
        (name, value) -> {
          assertEquals(value, driver.get(name), name);
          assertEquals(value, connector.get(name), name);
        });
  }

  private static void assertKey(SnowflakeLogin login) {
    Map<String, Object> properties = jdbc(login);
    assertEquals(Set.of("privateKey"), properties.keySet());
    assertArrayEquals(key.encoded(), ((PrivateKey) properties.get("privateKey")).getEncoded());
    assertEquals(
        Map.of("pem_private_key", Base64.getEncoder().encodeToString(key.encoded())),
        connector(login));
  }

  private static Map<String, Object> jdbc(SnowflakeLogin login) {
    Map<String, Object> chosen = new HashMap<>();
    login
        .properties(LABEL)
        .forEach(
            (name, value) -> {
              if (JDBC.contains(name)) {
                chosen.put((String) name, value);
              }
            });
    return chosen;
  }

  private static Map<String, String> connector(SnowflakeLogin login) {
    Map<String, String> chosen = login.connectorOptions(LABEL);
    chosen.keySet().retainAll(CONNECTOR);
    return chosen;
  }

  private static SnowflakeLogin login(String authentication, Map<String, String> environment) {
    Settings settings =
        SettingsLoader.load(
            new SettingsSources(
                Optional.empty(),
                Optional.empty(),
                List.of(
                    "snowflake.authentication=" + authentication,
                    "snowflake.account=org-acc",
                    "snowflake.user=U",
                    "snowflake.role=R",
                    "snowflake.login-timeout-seconds=17",
                    "snowflake.statement-timeout-seconds=18",
                    "warehouse.database=SHOP",
                    "warehouse.warehouse=WH"),
                environment));
    return new SnowflakeLogin(settings.warehouse(), settings.snowflake());
  }
}

package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.testkit.TestDays;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way to log in, by driver and connector, at a server that checks what it is given. */
@NeedsSnowflake
class LoginTest {
  private static final String HELD = "a-secret-of-the-test";
  private static final Table ROWS = TestDays.TABLE;
  private static final Sql READ =
      new Sql("test", "select 'r' as run_id, date '2025-06-01' as snapshot_date", Map.of());
  private static final KeyPair KEYS = keys();

  @TempDir private static Path folder;
  private static TestSchema schema;
  private static LocalUsers users;
  private static LocalSnowflake server;

  @BeforeAll
  static void haveUsers() throws IOException {
    Assumptions.assumeTrue(
        SnowflakeAccount.forTests() instanceof LocalAccount, "an account has users of its own");
    server = LocalSnowflake.shared();
    schema = SnowflakeAccount.forTests().newSchema();
    users = server.users();
    users.acceptPassword("pass-" + HELD);
    users.acceptAccessToken("access-" + HELD);
    users.acceptOauthToken("oauth-" + HELD);
    users.acceptKey(KEYS.getPublic());
  }

  @AfterAll
  static void dropSchema() {
    if (schema != null) {
      schema.close();
    }
  }

  @Test
  void aPassword() {
    assertLogsIn("SNOWFLAKE", Map.of("password", "", "CHURN_SNOWFLAKE_PASSWORD", "pass-" + HELD));
  }

  @Test
  void anAccessToken() {
    assertLogsIn(
        "SNOWFLAKE", Map.of("access-token", "", "CHURN_SNOWFLAKE_ACCESS_TOKEN", "access-" + HELD));
  }

  @Test
  void aKeyPair() {
    assertLogsIn("SNOWFLAKE_JWT", Map.of("key-pair", "", "CHURN_SNOWFLAKE_PRIVATE_KEY", pem(KEYS)));
  }

  @Test
  void anOauthToken() {
    assertLogsIn("OAUTH", Map.of("oauth", "", "CHURN_SNOWFLAKE_TOKEN", "oauth-" + HELD));
  }

  @Test
  void aTokenThatABrowserHasLeft() throws Exception {
    users.acceptIdToken("browser-" + HELD);
    try (BrowserTokens tokens = BrowserTokens.holding("browser-" + HELD)) {
      assertLogsIn("ID_TOKEN", Map.of("external-browser", ""));
    }
  }

  @Test
  void anotherSecretIsRefused() {
    assertRefused(390100, Map.of("password", "", "CHURN_SNOWFLAKE_PASSWORD", "access"));
    assertRefused(390100, Map.of("access-token", "", "CHURN_SNOWFLAKE_ACCESS_TOKEN", "access"));
    assertRefused(390303, Map.of("oauth", "", "CHURN_SNOWFLAKE_TOKEN", "pass-" + HELD));
    assertRefused(390144, Map.of("key-pair", "", "CHURN_SNOWFLAKE_PRIVATE_KEY", pem(keys())));
  }

  /**
   * A session outlives its token; the account ends it, and no session can be opened with the old.
   */
  @Test
  void anOauthTokenThatEndsIsReadAnewFromItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first-" + HELD);
    users.acceptOauthToken("first-" + HELD);
    users.acceptOauthToken("second-" + HELD);
    try (SnowflakeWarehouse warehouse =
        open(Map.of("oauth", "", "CHURN_SNOWFLAKE_TOKEN_FILE", file.toString()))) {
      assertReads(warehouse);
      users.endOauthToken("first-" + HELD);
      server.endSessions(database(), 390318);
      Files.writeString(file, "second-" + HELD);
      assertReads(warehouse);
      server.endSessions(database(), 390318);
      warehouse.transaction(() -> warehouse.query(READ));
    }
  }

  @Test
  void anOauthTokenThatHasEndedSaysWhatToDo() throws IOException {
    users.acceptOauthToken("third-" + HELD);
    users.endOauthToken("third-" + HELD);
    ChurnException refusal =
        assertThrows(
            ChurnException.class,
            () -> open(Map.of("oauth", "", "CHURN_SNOWFLAKE_TOKEN", "third-" + HELD)));
    assertEquals(ExitCode.WAREHOUSE, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("snowflake.token-file"), refusal::getMessage);
  }

  private static void assertLogsIn(String authenticator, Map<String, String> secret) {
    int before = server.logins(database()).size();
    try (SnowflakeWarehouse warehouse = open(secret)) {
      assertReads(warehouse);
    }
    List<String> made = server.logins(database());
    assertEquals(List.of(authenticator, authenticator), made.subList(before, made.size()));
  }

  /** By the driver, then by the connector. */
  private static void assertReads(SnowflakeWarehouse warehouse) {
    assertEquals(1, warehouse.query(READ).size());
    assertEquals(1, warehouse.read(TestSpark.session(), READ, ROWS).collectAsList().size());
  }

  private static void assertRefused(int code, Map<String, String> secret) {
    ChurnException refusal = assertThrows(ChurnException.class, () -> open(secret));
    assertEquals(ExitCode.WAREHOUSE, refusal.exitCode());
    assertEquals(code, ((SQLException) refusal.getCause()).getErrorCode());
  }

  /** The way to log in is the key without a value. */
  private static SnowflakeWarehouse open(Map<String, String> secret) {
    Map<String, String> environment = new HashMap<>(schema.environment());
    environment.remove("CHURN_SNOWFLAKE_PASSWORD");
    secret.forEach(
        (name, value) ->
            environment.put(
                value.isEmpty() ? "CHURN_SNOWFLAKE_AUTHENTICATION" : name,
                value.isEmpty() ? name : value));
    Map<String, String> keys = new HashMap<>();
    for (String set : schema.sets()) {
      keys.put(set.substring(0, set.indexOf('=')), set.substring(set.indexOf('=') + 1));
    }
    var settings = TestSchema.settings(environment, keys);
    return new SnowflakeWarehouse(settings.warehouse(), settings.snowflake());
  }

  private static String database() {
    return schema.settings().warehouse().database();
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}

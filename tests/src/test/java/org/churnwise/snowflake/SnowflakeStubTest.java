package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * What the genuine driver makes of the played replies; what the product makes of that is another
 * test.
 */
class SnowflakeStubTest {
  @Test
  void aWrongPasswordIsRefusedAtLogin() {
    assertLoginRefused(SnowflakeStub.wrongPassword(), 390100, "Incorrect username or password");
  }

  @Test
  void aMissingRoleIsRefusedAtLogin() {
    assertLoginRefused(SnowflakeStub.missingRole("ANALYST"), 390189, "Role 'ANALYST'");
  }

  @Test
  void aMissingDatabaseIsRefusedAtLogin() {
    assertLoginRefused(SnowflakeStub.missingDatabase(), 390201, "requested database");
  }

  @Test
  void withoutAWarehouseQueriesAreRefused() throws SQLException {
    assertQueryRefused(SnowflakeStub.noWarehouse(), 606, "No active warehouse");
  }

  @Test
  void withASuspendedWarehouseQueriesAreRefused() throws SQLException {
    assertQueryRefused(SnowflakeStub.suspendedWarehouse("WH"), 90073, "cannot be resumed");
  }

  @Test
  void aSilentAccountTakesTheLoginAndDoesNotAnswer() {
    try (SnowflakeStub stub = SnowflakeStub.silent()) {
      HttpRequest login =
          HttpRequest.newBuilder(
                  URI.create("http://" + stub.address() + "/session/v1/login-request"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .timeout(Duration.ofMillis(500))
              .build();
      assertThrows(
          HttpTimeoutException.class,
          () -> HttpClient.newHttpClient().send(login, HttpResponse.BodyHandlers.ofString()));
    }
  }

  private static void assertLoginRefused(SnowflakeStub played, int code, String message) {
    try (SnowflakeStub stub = played) {
      SQLException refusal = assertThrows(SQLException.class, () -> connect(stub));
      assertEquals(code, refusal.getErrorCode());
      assertTrue(refusal.getMessage().contains(message), refusal::getMessage);
    }
  }

  private static void assertQueryRefused(SnowflakeStub played, int code, String message)
      throws SQLException {
    try (SnowflakeStub stub = played;
        Connection connection = connect(stub);
        Statement statement = connection.createStatement()) {
      statement.execute("alter session set query_tag = 'x'");
      SQLException refusal =
          assertThrows(SQLException.class, () -> statement.executeQuery("select 1"));
      assertEquals(code, refusal.getErrorCode());
      assertTrue(refusal.getMessage().contains(message), refusal::getMessage);
    }
  }

  private static Connection connect(SnowflakeStub stub) throws SQLException {
    Properties properties = new Properties();
    properties.put("account", "stub");
    properties.put("user", "tester");
    properties.put("password", "any");
    properties.put("ssl", "off");
    properties.put("CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED", "false");
    return DriverManager.getConnection("jdbc:snowflake://" + stub.address() + "/", properties);
  }
}

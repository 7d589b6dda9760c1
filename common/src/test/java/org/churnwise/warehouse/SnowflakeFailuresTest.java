package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import net.snowflake.client.jdbc.SnowflakeSQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnowflakeFailuresTest {
  private static final String REFUSED_CONNECTION = "08001";

  @ParameterizedTest
  @CsvSource({
    "390100, user name and its secret",
    "390144, RSA_PUBLIC_KEY",
    "390303, request a new one",
    "390189, CHURN_SNOWFLAKE_ROLE",
    "390186, CHURN_SNOWFLAKE_ROLE",
    "390201, ML_DATABASE",
    "606, ML_WAREHOUSE",
    "90073, resume it",
    "90105, ML_SCHEMA",
    "90106, ML_SCHEMA",
    "2003, grants.sql",
    "2043, grants.sql",
    "3001, grants.sql",
    "625, try again",
    "604, snowflake.statement-timeout-seconds",
    "630, snowflake.statement-timeout-seconds"
  })
  void aKnownCodeIsToldWithWhatToDo(int code, String toDo) {
    SQLException failure = new SQLException("Refused.", REFUSED_CONNECTION, code);
    String message = SnowflakeFailures.message(failure);
    assertTrue(message.startsWith("Refused; "), message);
    assertTrue(message.contains(toDo), message);
    assertFalse(SnowflakeFailures.isConnectionLost(failure));
  }

  @ParameterizedTest
  @ValueSource(ints = {390104, 390111, 390112, 390113, 390114, 390115, 390195})
  void aSessionThatHasEndedIsALostConnection(int code) {
    SQLException failure = new SQLException("Gone.", "", code);
    assertTrue(SnowflakeFailures.isConnectionLost(failure));
    assertTrue(SnowflakeFailures.isSessionEnded(new IllegalStateException(failure)));
    assertEquals(
        "Gone; the account has ended the session: run this again",
        SnowflakeFailures.message(failure));
  }

  @ParameterizedTest
  @ValueSource(ints = {390111, 390114, 390318})
  void aSessionThatEndsWhileAFileIsCarriedIsALostConnection(int code) {
    SQLException failure =
        new SQLException("Cannot upload.", "58030", 253003, new SQLException("Gone.", "", code));
    assertTrue(SnowflakeFailures.isConnectionLost(failure));
    assertTrue(SnowflakeFailures.isSessionEnded(failure));
    assertFalse(SnowflakeFailures.message(failure).endsWith("."), "says what to do");
  }

  @Test
  void aFileThatCannotBeCarriedForAnotherReasonIsNoLostConnection() {
    SQLException failure =
        new SQLException("Cannot upload.", "58030", 253003, new SQLException("No.", "", 3001));
    assertFalse(SnowflakeFailures.isConnectionLost(failure));
    assertFalse(SnowflakeFailures.isSessionEnded(failure));
  }

  @Test
  void aTokenOfOauthThatHasExpiredIsReplacedInItsFile() {
    SQLException failure = new SQLException("Expired.", REFUSED_CONNECTION, 390318);
    assertTrue(SnowflakeFailures.isSessionEnded(failure));
    assertTrue(SnowflakeFailures.message(failure).contains("snowflake.token-file"));
  }

  @Test
  void aHostThatCannotBeReachedHasEndedNoSession() {
    SQLException failure = new SQLException("Gone.", "", 200015);
    assertTrue(SnowflakeFailures.isConnectionLost(failure));
    assertFalse(SnowflakeFailures.isSessionEnded(failure));
    assertEquals(
        "Gone; the account does not respond: check snowflake.account, snowflake.host and the network",
        SnowflakeFailures.message(failure));
  }

  @Test
  void anUnknownCodeOfTheConnectionClassIsALostConnection() {
    assertTrue(SnowflakeFailures.isConnectionLost(new SQLException("x", REFUSED_CONNECTION, 1)));
  }

  @Test
  void anUnknownFailureSpeaksForItself() {
    SQLException failure =
        new SQLException("Numeric value 'a' is not recognized.", "22018", 100038);
    assertEquals("Numeric value 'a' is not recognized.", SnowflakeFailures.message(failure));
    assertFalse(SnowflakeFailures.isConnectionLost(failure));
  }

  @Test
  void aFailureOfSeveralLinesIsToldInOne() {
    assertEquals(
        "SQL compilation error: | syntax error line 1",
        SnowflakeFailures.message(
            new SQLException("SQL compilation error:\n\n  syntax error line 1\n", "42000", 1003)));
  }

  @Test
  void aFailureWithoutStateOrMessageIsStillTold() {
    assertEquals("null", SnowflakeFailures.message(new SQLException()));
  }

  @Test
  void whatTheDriverThrewIsToldFromUnderneathASparkJob() {
    SQLException thrown = new SnowflakeSQLException("08001", 390100);
    assertTrue(
        SnowflakeFailures.messageUnder(new IllegalStateException("job aborted", thrown))
            .orElseThrow()
            .endsWith("; check the user name and its secret"));
  }

  @Test
  void aPlainFailureThatPassedTheDriverIsSnowflakes() {
    SQLException thrown = new SQLException("Gone.", "", 390111);
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("net.snowflake.client.jdbc.RestRequest", "execute", null, 1)
        });
    assertTrue(SnowflakeFailures.messageUnder(new RuntimeException(thrown)).isPresent());
  }

  @Test
  void aFailureOfAnotherDatabaseOrOfACodeIsNotSnowflakes() {
    assertTrue(SnowflakeFailures.messageUnder(new SQLException("no")).isEmpty());
    assertTrue(SnowflakeFailures.messageUnder(new IllegalStateException("wrong")).isEmpty());
  }
}

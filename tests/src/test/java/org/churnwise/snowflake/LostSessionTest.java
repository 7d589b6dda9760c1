package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.Slow;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work survives an ended session, and no write happens twice. Played replies, genuine driver. */
@Slow
class LostSessionTest {
  private static final Sql READ = new Sql("a read", "select 4711 as answer", Map.of());
  private static final Sql WRITE = new Sql("a write", "insert into notes select 4711", Map.of());

  private final SessionLosses losses = new SessionLosses();
  private final SnowflakeStub stub = SnowflakeStub.losingSessions(losses);
  private SnowflakeWarehouse warehouse;

  @BeforeEach
  void open() {
    var settings =
        TestSchema.settings(
            Map.of(
                "CHURN_SNOWFLAKE_ACCOUNT", "stub",
                "CHURN_SNOWFLAKE_HOST", stub.address(),
                "CHURN_SNOWFLAKE_USER", "tester",
                "CHURN_SNOWFLAKE_AUTHENTICATION", "password",
                "CHURN_SNOWFLAKE_PASSWORD", "any"),
            Map.of(
                "warehouse.kind", "snowflake",
                "warehouse.database", "SHOP",
                "snowflake.tls", "off",
                "snowflake.retries", "2",
                "snowflake.login-timeout-seconds", "5"));
    warehouse = new SnowflakeWarehouse(settings.warehouse(), settings.snowflake());
  }

  @AfterEach
  void close() {
    warehouse.close();
    stub.close();
  }

  @Test
  void aReadIsSentAgainInANewSessionAndTheOldOneIsClosed() {
    losses.lose(1);
    assertEquals(List.of(), warehouse.query(READ));
    assertEquals(2, losses.sent("4711"));
    assertEquals(2, losses.logins());
    assertEquals(1, losses.goodbyes());
  }

  @Test
  void aLoginThatFailsMeanwhileIsOneOfTheAttempts() {
    losses.lose(1);
    losses.refuseLogins(1);
    assertEquals(List.of(), warehouse.query(READ));
    assertEquals(2, losses.sent("4711"));
  }

  @Test
  void aReadEndsAfterAsManyAttemptsAsTheSettingsSay() {
    losses.lose(3);
    ChurnException failure = assertThrows(ChurnException.class, () -> warehouse.query(READ));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertEquals(3, losses.sent("4711"));
  }

  @ParameterizedTest
  @ValueSource(ints = {SessionLosses.TOKEN_EXPIRED, SessionLosses.SESSION_GONE})
  void aWriteThatWasRefusedForItsSessionIsSentAgain(int code) {
    losses.lose(1, code);
    warehouse.execute(WRITE);
    assertEquals(2, losses.sent("4711"));
  }

  @Test
  void aWriteOfWhichNobodyKnowsIsSentExactlyOnce() {
    losses.lose(1, SessionLosses.LINE_BROKEN);
    ChurnException failure = assertThrows(ChurnException.class, () -> warehouse.execute(WRITE));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertEquals(1, losses.sent("4711"));
  }

  @ParameterizedTest
  @ValueSource(ints = {SessionLosses.TOKEN_EXPIRED, SessionLosses.SESSION_GONE})
  void aTransactionWhoseSessionHasEndedIsRunAgainAsAWhole(int code) {
    List<String> log = new ArrayList<>();
    warehouse.transaction(
        () -> {
          warehouse.execute(WRITE);
          if (log.isEmpty()) {
            losses.lose(1, code);
          }
          log.add("work");
          return warehouse.query(READ);
        },
        () -> log.add("undone"));
    assertEquals(List.of("work", "undone", "work"), log);
    assertEquals(2, losses.sent("insert into notes"));
    assertEquals(2, losses.logins());
  }

  @Test
  void aTransactionOfWhichNobodyKnowsIsNotRunAgain() {
    losses.lose(1, SessionLosses.LINE_BROKEN);
    assertThrows(ChurnException.class, () -> warehouse.transaction(() -> warehouse.query(READ)));
    assertEquals(1, losses.sent("4711"));
  }

  @Test
  void aTransactionEndsAfterAsManyAttemptsAsTheSettingsSay() {
    losses.lose(3);
    assertThrows(ChurnException.class, () -> warehouse.transaction(() -> warehouse.query(READ)));
    assertEquals(3, losses.sent("4711"));
  }
}

package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.LandedPrediction;
import org.churnwise.testkit.TestDays;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.churnwise.warehouse.WorkLabel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account ends the sessions of a run, the connector's too, and the run goes on. */
@NeedsSnowflake
class EndedSessionTest {
  private static final LocalDate DAY = LocalDate.of(2025, 6, 1);
  private static final int SESSION_GONE = 390111;
  private static final int TOKEN_EXPIRED = 390112;
  private static final int NOT_RENEWED = 390114;

  private static TestSchema schema;
  private static String database;
  private SnowflakeWarehouse warehouse;

  @BeforeAll
  static void createTables() {
    schema = SnowflakeAccount.forTests().newSchema();
    Assumptions.assumeTrue(schema.isLogged(), "a real account ends no session on demand");
    database = schema.settings().warehouse().database();
    try (SnowflakeWarehouse created = schema.open()) {
      TestDays.createIn(created);
    }
  }

  @AfterAll
  static void dropSchema() {
    schema.close();
  }

  @BeforeEach
  void open() {
    warehouse = schema.open();
    warehouse.label(new WorkLabel("run-" + System.nanoTime(), "score", "2025-06-01"));
  }

  @AfterEach
  void close() {
    warehouse.close();
    assertEquals(0, LocalSnowflake.shared().endsToCome(database));
  }

  @ParameterizedTest
  @ValueSource(ints = {SESSION_GONE, TOKEN_EXPIRED, NOT_RENEWED})
  void readsLandingsAndTransactionsGoOn(int code) {
    land("before");
    end(code);
    assertEquals(List.of("before"), landed());
    end(code);
    land("after");
    end(code);
    assertEquals(List.of("after"), landed());
    end(code);
    insert();
    assertEquals(1, days());
  }

  @Test
  void rowsThatWereReadAreThereAfterTheEnd() {
    land("read");
    Dataset<Row> rows = read();
    end(SESSION_GONE);
    assertEquals("read", rows.collectAsList().get(0).getString(0));
    assertEquals(List.of("read"), landed());
  }

  @Test
  void aLandingThatIsCutOffBeforeItsCommitLandsWhole() {
    endBefore("copy into landing_predictions");
    land("whole");
    endBefore("commit");
    land("at the commit");
    assertEquals(List.of("at the commit"), landed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin", "insert into test_days", "commit"})
  void aTransactionThatIsCutOffTakesEffectOnce(String statement) {
    endBefore(statement);
    insert();
    assertEquals(1, days());
  }

  @Test
  void aLeaseIsGivenBackThroughANewSession() {
    warehouse.hold("run-1", Clock.systemUTC());
    end(SESSION_GONE);
    warehouse.close();
    warehouse = schema.open();
    warehouse.hold("run-2", Clock.systemUTC());
  }

  @Test
  void allStagesOfARunShareOneSessionOfTheConnector() {
    int before = schema.sent().size();
    for (String stage : List.of("train", "score", "monitor")) {
      warehouse.label(new WorkLabel("one run", stage, "2025-06-01"));
      land(stage);
      assertEquals(List.of(stage), landed());
    }
    List<SentStatement> sent = schema.sent().subList(before, schema.sent().size());
    assertEquals(
        1,
        sent.stream()
            .filter(one -> one.sql().contains("rows_to_read") || one.sql().startsWith("copy into"))
            .map(SentStatement::session)
            .distinct()
            .count());
    assertEquals(2, sent.stream().map(SentStatement::session).distinct().count());
  }

  private static void end(int code) {
    LocalSnowflake.shared().endSessions(database, code);
  }

  private static void endBefore(String statement) {
    LocalSnowflake.shared().endSession(database, statement, "", SESSION_GONE);
  }

  private void land(String customer) {
    warehouse.land(
        Tables.LANDING_PREDICTIONS,
        TestSpark.session()
            .sql(
                "select 'v1' as scorer, date '2025-06-01' as snapshot_date, '"
                    + customer
                    + "' as customer_id, 0.5d as churn_probability, false as left_out, "
                    + LandedPrediction.REST));
  }

  private List<String> landed() {
    return read().collectAsList().stream().map(row -> row.getString(0)).toList();
  }

  private Dataset<Row> read() {
    return warehouse.read(
        TestSpark.session(),
        sql("select customer_id from landing_predictions"),
        Tables.LANDING_PREDICTIONS);
  }

  private void insert() {
    warehouse.transaction(
        () -> {
          warehouse.execute(sql("delete from test_days"));
          warehouse.insert(TestDays.TABLE, List.of(Map.of("run_id", "r1", "snapshot_date", DAY)));
        });
  }

  private int days() {
    return warehouse.query(sql("select run_id from test_days")).size();
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }
}

package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.LandedPrediction;
import org.churnwise.testkit.TestDays;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One run writes a schema at a time. */
@NeedsSnowflake
class LeaseTest {
  private static TestSchema schema;
  private SnowflakeWarehouse first;

  @BeforeAll
  static void createTables() {
    schema = SnowflakeAccount.forTests().newSchema();
    try (SnowflakeWarehouse created = schema.open()) {
      created.createTables();
      TestDays.createAlone(created);
    }
  }

  @AfterAll
  static void dropSchema() {
    schema.close();
  }

  /** Nobody holds the schema, and the tables that these tests write are empty. */
  @BeforeEach
  void open() {
    first = schema.open();
    first.execute(sql("drop table run_leases"));
    first.createTables();
    first.execute(sql("delete from test_days"));
    first.execute(sql("delete from landing_predictions"));
  }

  @AfterEach
  void close() {
    first.close();
  }

  @Test
  void aSecondRunIsRefusedAndToldWhoHoldsTheSchema() {
    first.hold("run-1", Clock.systemUTC());
    try (SnowflakeWarehouse second = schema.open()) {
      ChurnException refusal =
          assertThrows(ChurnException.class, () -> second.hold("run-2", Clock.systemUTC()));
      assertEquals(ExitCode.LEASE_HELD, refusal.exitCode());
      assertTrue(refusal.getMessage().contains("run run-1"), refusal.getMessage());
      assertTrue(
          refusal.getMessage().contains("." + ProcessHandle.current().pid() + "."),
          refusal.getMessage());
    }
    insert(first);
  }

  @Test
  void aLeaseThatWasGivenBackCanBeTaken() {
    first.hold("run-1", Clock.systemUTC());
    first.close();
    first = schema.open();
    first.hold("run-2", Clock.systemUTC());
    insert(first);
  }

  @Test
  void aLeaseThatRanOutCanBeTaken() {
    leaveLease("elsewhere.1.1", "dateadd('second', -1, sysdate())");
    first.hold("run-2", Clock.systemUTC());
    insert(first);
  }

  @Test
  void aRunOnAnotherMachineIsLeftAlone() {
    leaveLease("elsewhere.1.1", "dateadd('second', 60, sysdate())");
    ChurnException refusal =
        assertThrows(ChurnException.class, () -> first.hold("run-2", Clock.systemUTC()));
    assertTrue(refusal.getMessage().contains("elsewhere.1.1"), refusal.getMessage());
  }

  @Test
  void aProcessOfThisMachineThatHasEndedHoldsNothing() throws Exception {
    first.hold("run-1", Clock.systemUTC());
    String holder = first.query(sql("select holder from run_leases")).get(0).string("holder");
    first.close();
    first = schema.open();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    String host = holder.substring(0, holder.indexOf('.'));
    leaveLease(host + "." + ended.pid() + ".1", "dateadd('second', 60, sysdate())");
    first.hold("run-2", Clock.systemUTC());
    insert(first);
  }

  @Test
  void aRunThatLostItsLeaseWritesNothing() {
    first.hold("run-1", Clock.systemUTC());
    try (SnowflakeWarehouse second = schema.open()) {
      second.execute(sql("update run_leases set run_id = 'run-2'"));
    }
    ChurnException refusal = assertThrows(ChurnException.class, () -> insert(first));
    assertEquals(ExitCode.LEASE_HELD, refusal.exitCode());
    assertEquals(List.of(), first.query(sql("select run_id from test_days")));
  }

  @Test
  void aRunThatLostItsLeaseLandsNothing() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-06-01T00:00:00Z"));
    InstantSource clock = now::get;
    first.hold("run-1", clock.withZone(ZoneOffset.UTC));
    land(first, "landed");
    try (SnowflakeWarehouse second = schema.open()) {
      second.execute(sql("update run_leases set run_id = 'run-2'"));
    }
    now.set(Instant.parse("2025-06-02T00:00:00Z")); // this machine slept
    ChurnException refusal = assertThrows(ChurnException.class, () -> land(first, "late"));
    assertEquals(ExitCode.LEASE_HELD, refusal.exitCode());
    assertEquals(
        "landed",
        first
            .query(sql("select customer_id from landing_predictions"))
            .get(0)
            .string("customer_id"));
  }

  @Test
  void aLandingTableOfAnotherShapeIsMadeAnewByTheRunThatHoldsTheSchema() {
    first.execute(sql("drop table landing_predictions"));
    first.execute(sql("create table landing_predictions (customer_id string, scorer string)"));
    first.hold("run-1", Clock.systemUTC());
    land(first, "landed");
    assertEquals(
        "landed",
        first
            .query(sql("select customer_id from landing_predictions where scorer = 'v1'"))
            .get(0)
            .string("customer_id"));
  }

  @Test
  void rowsDoNotLandUnderSpeculation() {
    SparkSession spark = TestSpark.session();
    spark.sparkContext().conf().set("spark.speculation", "true");
    try {
      ChurnException refusal = assertThrows(ChurnException.class, () -> land(first, "lost"));
      assertEquals(ExitCode.USAGE, refusal.exitCode());
      assertTrue(refusal.getMessage().startsWith("spark.speculation = true"), refusal.getMessage());
      assertEquals(List.of(), first.query(sql("select customer_id from landing_predictions")));
    } finally {
      spark.sparkContext().conf().set("spark.speculation", "false");
    }
  }

  @Test
  void theTableOfLeasesHasItsOneRowFromItsFirstDay() {
    first.createTables();
    assertEquals(1, first.query(sql("select run_id from run_leases")).size());
  }

  private static void land(SnowflakeWarehouse warehouse, String customer) {
    warehouse.land(
        Tables.LANDING_PREDICTIONS,
        TestSpark.session()
            .sql(
                "select 'v1' as scorer, date '2025-06-01' as snapshot_date, '"
                    + customer
                    + "' as customer_id, 0.5d as churn_probability, false as left_out, "
                    + LandedPrediction.REST));
  }

  private void leaveLease(String holder, String expiresAt) {
    first.execute(sql("delete from run_leases"));
    first.execute(
        sql(
            "insert into run_leases (run_id, holder, expires_at) select 'run-1', '"
                + holder
                + "', "
                + expiresAt));
  }

  private static void insert(SnowflakeWarehouse warehouse) {
    LocalDate day = LocalDate.of(2025, 6, 1);
    warehouse.transaction(
        () ->
            warehouse.insert(
                TestDays.TABLE, List.of(Map.of("run_id", "r1", "snapshot_date", day))));
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }
}

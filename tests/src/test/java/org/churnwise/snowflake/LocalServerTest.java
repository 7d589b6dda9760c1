package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.snowflake.client.jdbc.SnowflakeConnection;
import org.churnwise.python.NeedsPython;
import org.churnwise.sentiment.SentimentScorer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The local server by the driver alone: when this fails, other tests on Snowflake fail because of
 * the server and not because of the product.
 */
@NeedsPython("src/test/snowflake/requirements.txt")
class LocalServerTest {
  private LocalSnowflake server;
  private String database;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    server = LocalSnowflake.shared();
    database = server.newDatabase("S1");
    connection = session(Map.of());
  }

  @AfterEach
  void drop() throws SQLException {
    if (connection != null) {
      connection.close();
      server.drop(database);
    }
  }

  private Connection session(Map<String, String> more) throws SQLException {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("db", database);
    properties.put("schema", "S1");
    return server.connect(properties);
  }

  @Test
  void aSessionKnowsWhoAndWhereItIs() throws SQLException {
    try (Connection other = session(Map.of("role", "loader", "warehouse", "small"))) {
      assertEquals(
          List.of("TESTER", "LOADER", "SMALL", database, "S1"),
          row(
              other,
              "select current_user(), current_role(), current_warehouse(), current_database(),"
                  + " current_schema()"));
    }
  }

  @Test
  void aLoginDoesNotCreateTheDatabaseThatItNames() throws SQLException {
    try (Connection other = server.connect(Map.of("db", "NOWHERE"))) {
      assertNull(row(other, "select current_database()").get(0));
    }
  }

  @Test
  void aLoginThatValidatesIsRefusedForAMissingDatabase() {
    SQLException refusal =
        assertThrows(
            SQLException.class,
            () -> server.connect(Map.of("db", "NOWHERE", "validateDefaultParameters", "true")));
    assertEquals(390201, refusal.getErrorCode());
  }

  /** Such statements share a translation. */
  @Test
  void statementsThatDifferInTheIdsOfRunsKeepTheirOwn() throws SQLException {
    String a = "20250101T000000-0000000a";
    String b = "20250102T000000-0000000b";
    String c = "20250103T000000-0000000c";
    for (List<String> runs : List.of(List.of(a, b), List.of(b, c), List.of(b, a), List.of(c, c))) {
      assertEquals(
          runs, row(connection, "select '%s' as one, '%s' as other".formatted(runs.toArray())));
    }
  }

  @Test
  void boundValuesComeBackAsTheyWere() throws SQLException {
    String text = "a\\b 'quoted' \"too\"\nnext line \uD83D\uDE00";
    Timestamp time = Timestamp.from(Instant.parse("2025-03-30T02:30:00.123456Z"));
    run(
        "create table t (n number(18,4), d double, s string, b boolean, day date, time_of"
            + " timestamp)");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into t values (?, ?, ?, ?, ?, ?)")) {
      insert.setBigDecimal(1, new BigDecimal("-12.3400"));
      insert.setDouble(2, 0.1);
      insert.setString(3, text);
      insert.setBoolean(4, true);
      insert.setDate(5, Date.valueOf("1969-12-31"));
      insert.setTimestamp(6, time);
      assertEquals(1, insert.executeUpdate());
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select n, d, s, b, day, time_of from t")) {
      assertTrue(row.next());
      assertEquals(new BigDecimal("-12.3400"), row.getBigDecimal(1));
      assertEquals(0.1, row.getDouble(2));
      assertEquals(text, row.getString(3));
      assertTrue(row.getBoolean(4));
      assertEquals(Date.valueOf("1969-12-31"), row.getDate(5));
      assertEquals(time, row.getTimestamp(6));
    }
  }

  @Test
  void aTimestampWithoutZoneKeepsItsWallClockInAnyZone() throws SQLException {
    run(
        "create table t (time_of timestamp)",
        "insert into t values ('2025-03-30 02:30:00.123456')");
    run("alter session set timezone = 'America/New_York'");
    assertEquals(
        List.of("2025-03-30 02:30:00.123456"),
        row(connection, "select to_char(time_of, 'YYYY-MM-DD HH24:MI:SS.FF6') from t"));
  }

  @Test
  void anInstantIsStoredInTheZoneOfTheSession() throws SQLException {
    run("create table t (time_of timestamp)", "alter session set timezone = 'America/New_York'");
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
      insert.setTimestamp(1, Timestamp.from(Instant.parse("2025-01-31T12:00:00Z")));
      insert.executeUpdate();
    }
    assertEquals(List.of("7"), row(connection, "select hour(time_of) from t"));
  }

  @Test
  void aBatchIsOneStatementOfManyRows() throws SQLException {
    run("create table t (id bigint, day date)");
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
      for (int id = 0; id < 100; id++) {
        insert.setLong(1, id);
        insert.setNull(2, Types.DATE);
        insert.addBatch();
      }
      assertEquals(100, insert.executeBatch().length);
    }
    assertEquals(List.of("100", "0"), row(connection, "select count(*), count(day) from t"));
    SentStatement sent = lastSent("insert into t");
    assertEquals(2, sent.binds());
    assertEquals(100, sent.batch());
  }

  @Test
  void aTransactionIsUnseenByOthersUntilItCommits() throws SQLException {
    run("create table t (id bigint)");
    try (Connection other = session(Map.of())) {
      connection.setAutoCommit(false);
      run("insert into t values (1)");
      assertEquals(List.of("0"), row(other, "select count(*) from t"));
      connection.commit();
      assertEquals(List.of("1"), row(other, "select count(*) from t"));
    }
  }

  @Test
  void aRollbackTakesAllStatementsOfTheTransactionBack() throws SQLException {
    run(
        "create table t (id bigint)",
        "insert into t values (1)",
        "start transaction name nightly",
        "delete from t",
        "insert into t values (2), (3)",
        "rollback");
    assertEquals(List.of("1"), row(connection, "select id from t"));
  }

  @Test
  void aDefinitionCommitsTheOpenTransaction() throws SQLException {
    run("create table t (id bigint)", "begin", "insert into t values (1)");
    run("create table other (id bigint)", "rollback");
    assertEquals(List.of("1"), row(connection, "select count(*) from t"));
    assertEquals(List.of("0"), row(connection, "select count(*) from other"));
  }

  @Test
  void aSessionThatClosesRollsItsTransactionBack() throws SQLException {
    run("create table t (id bigint)");
    try (Connection other = session(Map.of())) {
      other.setAutoCommit(false);
      run(other, "insert into t values (1)");
    }
    run("insert into t values (2)");
    assertEquals(List.of("2"), row(connection, "select id from t"));
  }

  @Test
  void aStageKeepsFiles() throws SQLException, IOException {
    run("create stage if not exists models comment = 'model files'");
    SnowflakeConnection files = connection.unwrap(SnowflakeConnection.class);
    byte[] content = "mod\u00e8le\n".getBytes(StandardCharsets.UTF_8);
    files.uploadStream("models", "v1/tree", new ByteArrayInputStream(content), "m.json", false);
    files.uploadStream("models", "v10", new ByteArrayInputStream(content), "m.json", false);
    try (InputStream back = files.downloadStream("models", "v1/tree/m.json", false)) {
      assertArrayEquals(content, back.readAllBytes());
    }
    assertEquals(List.of("models/v1/tree/m.json"), column("list @models/v1/"));
    assertEquals(List.of("models/v1/tree/m.json"), column("remove @models/v1/"));
    assertEquals(List.of("models/v10/m.json"), column("list @models"));
  }

  @Test
  void aFileWithAnotherNumberOfColumnsIsNotLoaded() throws Exception {
    run("create table t (a bigint, b string)", "create stage files");
    SnowflakeConnection files = connection.unwrap(SnowflakeConnection.class);
    for (String line : List.of("1", "1|x|y")) {
      byte[] content = (line + "\n").getBytes(StandardCharsets.UTF_8);
      files.uploadStream("files", "", new ByteArrayInputStream(content), "rows.csv", false);
      SQLException refusal =
          assertThrows(
              SQLException.class,
              () ->
                  run("copy into t from @files file_format = (type = csv field_delimiter = '|')"));
      assertEquals(100080, refusal.getErrorCode(), refusal::getMessage);
    }
    assertEquals(List.of("0"), row(connection, "select count(*) from t"));
  }

  @Test
  void aCastOfADoubleKeepsThirteenDigitsUnlessAllAreAskedFor() throws SQLException {
    assertEquals(
        List.of("0.1234567890123", "0.12345678901234568", "100"),
        row(
            connection,
            "select cast(0.12345678901234568::double as string),"
                + " to_varchar(0.12345678901234568::double, 'TME'), cast(100::double as string)"));
  }

  @Test
  void datesAreTextsByTheFormatsOfTheAccountUntilTheSessionSetsItsOwn() throws SQLException {
    try (Connection odd = session(Map.of("account", LocalSnowflake.ODD_ACCOUNT))) {
      String texts =
          "select cast(d as string), cast(t as string) from (select to_date('31/01/2025',"
              + " 'DD/MM/YYYY') as d, to_timestamp_ntz('31/01/2025', 'DD/MM/YYYY') as t)";
      assertEquals(List.of("31-Jan-2025", "12:00 AM 31/01/25"), row(odd, texts));
      assertEquals(
          "2025-01-31",
          row(odd, "select to_varchar(cast('31/01/2025' as date), 'YYYY-MM-DD')").get(0));
      assertThrows(SQLException.class, () -> row(odd, "select cast('2025-01-31' as date)"));
      run(
          odd,
          "alter session set date_input_format = 'YYYY-MM-DD', date_output_format = 'YYYY-MM-DD'");
      assertEquals(
          "2025-01-31", row(odd, "select cast(cast('2025-01-31' as date) as string)").get(0));
    }
  }

  @Test
  void aBoundTextIsATimestampByTheFormatOfTheSession() throws SQLException {
    run("create table t (time_of timestamp)");
    run("alter session set timestamp_input_format = 'DD/MM/YYYY HH24:MI'");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into t (time_of) values (?)")) {
      insert.setString(1, "2025-01-31 12:00:00.000000000");
      insert.addBatch();
      SQLException refusal = assertThrows(SQLException.class, insert::executeBatch);
      assertTrue(refusal.getMessage().contains("is not recognized"), refusal::getMessage);
    }
  }

  @Test
  void aSessionTakesWhatItsAccountSays() throws SQLException {
    run("create table plain (name string)", "insert into plain values ('a'), ('A')");
    try (Connection odd = session(Map.of("account", LocalSnowflake.ODD_ACCOUNT))) {
      run(odd, "create table folded (name string)", "insert into folded select name from plain");
      run(odd, "create table apart (name string) default_ddl_collation = ''");
      run(odd, "insert into apart select name from plain", "commit");
      assertEquals(List.of("1"), row(odd, "select count(distinct name) from folded"));
      assertEquals(List.of("2"), row(odd, "select count(distinct name) from apart"));
      assertEquals(List.of("a"), column(odd, "select name from plain order by name desc", 1));
    }
  }

  @Test
  void numbersAreDividedAndAveragedToAScale() throws SQLException {
    run(
        "create table t (n number(18,4), i bigint)",
        "insert into t values (10, 1), (10, 1), (11, 2)");
    assertEquals(
        List.of("0.142857", "1.4285714286", "0.14285714285714285", "1.333333", "10.3333333333"),
        row(
            connection,
            "select (1 / 7)::double, (10.0000::number(18,4) / 7)::double, 1::double / 7,"
                + " avg(i)::double, avg(n)::double from t"));
    SQLException refusal =
        assertThrows(SQLException.class, () -> row(connection, "select i / 0 from t"));
    assertTrue(refusal.getMessage().contains("Division by zero"), refusal::getMessage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ln(0)", "ln(-1::double)", "sqrt(-1)"})
  void aLogarithmOrRootBeyondItsDomainIsRefused(String value) throws SQLException {
    SQLException refusal =
        assertThrows(SQLException.class, () -> row(connection, "select " + value));
    assertTrue(
        refusal.getMessage().contains("Invalid floating point operation"), refusal::getMessage);
    assertEquals(List.of("0", "2"), row(connection, "select ln(1)::int, sqrt(4)::int"));
  }

  @Test
  void aReservedWordIsNoName() {
    for (String sql :
        List.of(
            "create table t (start date)",
            "select 1 as order",
            "create view v (rows) as select 1")) {
      SQLException refusal = assertThrows(SQLException.class, () -> run(sql), sql);
      assertEquals(1003, refusal.getErrorCode());
    }
  }

  @Test
  void grantsVanishWithAViewThatIsReplacedUnlessTheyAreCopied() throws SQLException {
    run("create view v as select 1 as one", "grant select on view v to role reader");
    run("create or replace view v copy grants as select 2 as one");
    assertEquals(List.of("OWNERSHIP", "SELECT"), column(connection, "show grants on view v", 2));
    for (int i = 0; i < 2; i++) { // the second is known to the server
      run("grant select on view v to role reader", "create or replace view v as select 2 as one");
      assertEquals(List.of("OWNERSHIP"), column(connection, "show grants on view v", 2));
    }
  }

  @Test
  void aStageWithoutASchemaIsRefused() throws SQLException {
    try (Connection other = server.connect(Map.of())) {
      SQLException refusal = assertThrows(SQLException.class, () -> row(other, "list @models/v1/"));
      assertEquals(90106, refusal.getErrorCode());
    }
  }

  @Test
  void sentimentIsTheScorersOfTheProduct() throws SQLException {
    String comment = "Not good, and the delivery was very late!";
    assertEquals(
        List.of(String.valueOf(SentimentScorer.sentiment(comment))),
        row(connection, "select snowflake.cortex.sentiment('" + comment + "')::double"));
  }

  @Test
  void anObjectOfCategoriesIsWhatTheNewerFunctionGives() throws SQLException {
    server.functions(database, "ai_sentiment");
    String path = ":categories[0]:sentiment::string";
    assertEquals(
        Arrays.asList("positive", "unknown", null, null),
        row(
            connection,
            "select ai_sentiment('I love it, it is great')"
                + path
                + ", ai_sentiment('fine (of unknown mood)')"
                + path
                + ", ai_sentiment('bad (refused by the model)')"
                + path
                + ", ai_sentiment(repeat('a', 2049))"
                + path));
  }

  @Test
  void aFunctionThatTheAccountLacksIsUnknown() {
    SQLException newer =
        assertThrows(SQLException.class, () -> row(connection, "select ai_sentiment('good') as s"));
    assertEquals(2140, newer.getErrorCode());
    server.functions(database, "ai_sentiment");
    SQLException older =
        assertThrows(
            SQLException.class, () -> row(connection, "select SNOWFLAKE.CORTEX.SENTIMENT('good')"));
    assertEquals(2140, older.getErrorCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeat('a', 2049)", "'bad (refused by the model)'"})
  void aTextThatTheModelRefusesFailsTheStatement(String text) throws SQLException {
    run("create table t as select " + text + " as c union all select 'good'");
    assertThrows(
        SQLException.class,
        () -> row(connection, "select snowflake.cortex.sentiment(c)::double as s from t"));
  }

  @Test
  void manyCommentsAreScoredInOneStatement() throws SQLException {
    run(
        "create table t as select 'order ' || (seq4() % 5000) || ' was great' as c"
            + " from table(generator(rowcount => 20000))");
    assertEquals(
        List.of("20000", "1"),
        row(
            connection,
            "select count(s), count(distinct s)"
                + " from (select snowflake.cortex.sentiment(c)::double as s from t)"));
  }

  @Test
  void definitionsOfSnowflakeAlone() throws SQLException {
    run(
        "create table t (id bigint not null comment 'it''s the key') comment = 'a table''s rows'",
        "comment on table t is 'other rows'",
        "create tag if not exists entity allowed_values 'customer_id'",
        "create or replace view v (id comment 'the key') comment = 'a view' as select id from t",
        "alter view v set tag entity = 'customer_id'",
        "grant select on table t to role reader",
        "merge into t using (select 1 as id) q on t.id = q.id"
            + " when not matched then insert (id) values (q.id)");
    assertEquals(List.of("1"), row(connection, "select id from v"));
  }

  @Test
  void theVirtualWarehouseIsShownAsRunning() throws SQLException {
    run("use warehouse small");
    assertEquals(
        List.of("SMALL", "STARTED"), row(connection, "show warehouses like 'SMALL'").subList(0, 2));
  }

  @Test
  void aFailedStatementIsAnsweredWithSnowflakesNumber() {
    SQLException refusal =
        assertThrows(SQLException.class, () -> row(connection, "select * from nowhere"));
    assertEquals(2003, refusal.getErrorCode());
    assertEquals("42S02", refusal.getSQLState());
  }

  @Test
  void aStatementBeyondItsTimeIsEnded() throws SQLException {
    run("alter session set statement_timeout_in_seconds = 1");
    SQLException refusal = assertThrows(SQLException.class, () -> run("select system$wait(60)"));
    assertEquals(630, refusal.getErrorCode());
  }

  @Test
  void theLogTellsWhatWasSentUnderWhichTag() throws SQLException {
    try (Connection other = session(Map.of("query_tag", "{\"stage\":\"features\"}"))) {
      row(other, "select 1 as one union all select 2");
      run(other, "alter session set query_tag = 'it''s labels'");
      assertThrows(SQLException.class, () -> row(other, "select * from nowhere"));
    }
    SentStatement first = lastSent("select 1 as one");
    assertEquals("{\"stage\":\"features\"}", first.queryTag());
    assertEquals(2, first.rows().orElseThrow());
    assertEquals("", first.error());
    SentStatement failed = lastSent("select * from nowhere");
    assertEquals("it's labels", failed.queryTag());
    assertTrue(failed.rows().isEmpty());
    assertTrue(failed.error().startsWith("002003 "), failed::error);
    assertFalse(failed.asynchronous());
  }

  private SentStatement lastSent(String start) {
    return server.sent(database).stream()
        .filter(statement -> statement.sql().startsWith(start))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private void run(String... statements) throws SQLException {
    run(connection, statements);
  }

  private static void run(Connection session, String... statements) throws SQLException {
    try (Statement statement = session.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first row, as texts. */
  private static List<String> row(Connection session, String query) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertTrue(rows.next(), query);
      List<String> texts = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        texts.add(rows.getString(i));
      }
      return texts;
    }
  }

  private List<String> column(String query) throws SQLException {
    return column(connection, query, 1);
  }

  /** One column, as texts. */
  private static List<String> column(Connection session, String query, int place)
      throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(place));
      }
      return texts;
    }
  }
}

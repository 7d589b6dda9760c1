package org.churnwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.cli.CommandLines;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person and a program see of a small warehouse, and of an empty one. */
@Slow
class ShowTest {
  @TempDir static Path folder;

  private static final String SUBJECTS =
      "performance drift quality decisions alerts runs quarantine customers features";

  /** What a command printed. */
  private record Said(int exitCode, List<String> out, List<String> err) {
    JsonNode last() {
      return json(out.get(out.size() - 1));
    }

    String table() {
      return String.join("\n", out.subList(0, out.size() - 1)) + "\n";
    }
  }

  @BeforeAll
  static void makeWarehouses() throws Exception {
    try (TemporaryWarehouse empty =
        TemporaryWarehouse.in(Files.createDirectory(folder.resolve("empty")))) {
      assertEquals(0, empty.count(Tables.ALERTS));
    }
    try (TemporaryWarehouse filled =
        TemporaryWarehouse.in(Files.createDirectory(folder.resolve("filled")))) {
      fill(filled);
    }
  }

  private static void fill(TemporaryWarehouse filled) {
    filled.insert(
        Tables.PIPELINE_RUNS,
        """
        run_id | command  | arguments       | config_hash | code_version | started_at           | ended_at             | seconds | status | error
        r1     | pipeline | pipeline        | c           | v            | 2025-06-01T08:00:10Z | 2025-06-01T08:00:52Z | 42.04   | DONE   | null
        r2     | train    | train --debug   | c           | v            | 2025-06-02T08:00:10Z | 2025-06-02T08:00:12Z | 2       | FAILED | disk\u001b[31m full
        """);
    filled.insert(
        Tables.FEATURE_DRIFT,
        """
        snapshot_date | model_version | baseline | subject | name     | metric | value | threshold | verdict     | run_id
        2025-05-01    | v1            | b        | feature | location | psi    | 0.1   | 0.2       | OK          | r1
        2025-06-01    | v1            | b        | feature | age      | psi    | 0.05  | 0.2       | OK          | r1
        2025-06-01    | v1            | b        | feature | location | psi    | 3.042 | 0.2       | BREACH      | r1
        2025-06-01    | v1            | b        | feature | gender   | psi    | null  | 0.2       | NO_EVIDENCE | r1
        """);
    filled.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | is_return
        T1             | C=1 '"日   | 2025-05-02       | 10           | false
        """);
    filled.insert(
        Tables.CUSTOMER_LABELS,
        """
        snapshot_date | customer_id | churned | label_state | matures_on
        2025-05-01    | C=1 '"日   | 1       | FINAL       | 2025-05-31
        2025-06-01    | C=1 '"日   | null    | PENDING     | 2025-07-01
        """);
    filled.insert(
        Tables.CHURN_PREDICTIONS,
        """
        snapshot_date | customer_id | model_version | churn_probability | churn_predicted | threshold | margin_usd | expected_value_usd | contact_group | reason_1                           | reason_1_value
        2025-06-01    | C=1 '"日   | v1            | 0.8765            | 1               | 0.5       | 1000       | 1234.5             | contact       | recency: no purchase for 64 days | 1.25
        """);
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static Said show(String database, String... arguments) {
    return said(new ShowCommand(), database, arguments);
  }

  private static Said sql(String... arguments) {
    return said(new SqlCommand(), "filled", arguments);
  }

  private static Said said(Object command, String database, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream failed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(failed, true, StandardCharsets.UTF_8));
    try {
      List<String> all = new ArrayList<>(List.of(arguments));
      all.add("--set=warehouse.path=" + folder.resolve(database).resolve("test.duckdb"));
      int code = CommandLines.of(command).execute(all.toArray(String[]::new));
      return new Said(code, lines(said), lines(failed));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  static Stream<String> subjects() {
    return Stream.of(SUBJECTS.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"performance", "drift", "quality", "decisions", "runs", "customers"})
  void anEmptyWarehouseSaysWhatToRun(String subject) {
    Said said = show("empty", subject);
    assertEquals(0, said.exitCode(), said.err()::toString);
    assertTrue(said.out().get(0).contains("submit/churn pipeline"), said.out()::toString);
    assertEquals(0, said.last().path("counts").path("rows").asInt());
  }

  @Test
  void featuresAreThereBeforeAnyRow() {
    Said said = show("empty", "features");
    assertTrue(said.table().contains("days_since_last_purchase"), said.table());
  }

  @Test
  void everySubjectFitsATerminalAndHasItsViewInFull() {
    subjects()
        .forEach(
            subject -> {
              Said table = show("filled", subject);
              assertEquals(0, table.exitCode(), table.err()::toString);
              table.table().lines().forEach(line -> assertTrue(line.length() <= 80, line));
              Said csv = show("filled", subject, "--csv");
              JsonNode rows = show("filled", subject, "--json").last().path("rows");
              assertEquals(1, csv.out().stream().filter(csv.out().get(0)::equals).count());
              assertEquals(rows.size(), csv.out().size() - 1, subject);
              assertEquals(rows.size(), json(csv.err().get(0)).path("counts").path("rows").asInt());
            });
  }

  @Test
  void driftNamesWhatDriftedAndPutsItFirst() {
    assertEquals(
        """
        2025-06-01: 1 of 3 drifted, 1 without evidence: location
          snapshot    name      drift  bound  verdict      model
          2025-06-01  location  3.042   0.20  BREACH       v1
          2025-06-01  age       0.050   0.20  OK           v1
          2025-06-01  gender        -   0.20  NO_EVIDENCE  v1
          there are more snapshots: --last 10 shows more
        """,
        show("filled", "drift").table());
  }

  @Test
  void lastCountsWhatTheSubjectIsMadeOf() {
    assertEquals(4, show("filled", "drift", "--last", "2").last().at("/counts/rows").asInt());
    assertEquals(1, show("filled", "runs", "--last", "1").last().at("/counts/rows").asInt());
    Said refused = show("filled", "runs", "--last", "0");
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().get(0).contains("--last 0"), refused.err()::toString);
  }

  @Test
  void theNewestRunIsLastAndItsErrorIsReadButNotObeyed() {
    assertEquals(
        """
          started (UTC)     command        status  seconds  CPU  read  written
          2025-06-01 08:00  pipeline       DONE       42.0    -     -        -
          2025-06-02 08:00  train --debug  FAILED      2.0    -     -        -
            disk\\u001b[31m full
        """,
        show("filled", "runs").table());
  }

  @Test
  void aCustomerIsFoundByAnyId() {
    Said said = show("filled", "customer", "C=1 '\"日");
    assertEquals(0, said.exitCode(), said.err()::toString);
    assertEquals(
        """
          customer C=1 '"日
          1 sale from 2025-05-02 to 2025-05-02

          snapshot    model  churn  predicted  group    expected  came true      next
                             prob.                           USD             purchase
          2025-05-01  -          -  -          -               -  left              -
          2025-06-01  v1     0.877  leaves     contact  1,234.50  PENDING           -

          snapshot    model  newest reasons, above 0 towards churn  log-odds
          2025-06-01  v1     recency: no purchase for 64 days           1.25
        """,
        said.table());
  }

  @Test
  void anUnknownCustomerIsRefusedWithTheId() {
    Said said = show("filled", "customer", "C1\u001b");
    assertEquals(2, said.exitCode());
    assertTrue(said.err().get(0).contains("no customer 'C1\\u001b' in "), said.err()::toString);
  }

  @Test
  void sqlPrintsValuesOfEveryKind() {
    assertEquals(
        """
          a     b    c  d        e
          null     1.5  x\\u001b  2025-06-01
        """,
        sql("select null as a, '' as b, 1.50 as c, 'x' || chr(27) as d, date '2025-06-01' as e")
            .table());
  }

  @Test
  void sqlReadsAndDoesNotWrite() {
    assertEquals(2, sql("delete from sales").exitCode());
    assertEquals(2, sql("select nonsense from sales").exitCode());
    Said file = sql("select * from read_csv('" + folder.resolve("x.csv") + "')");
    assertEquals(2, file.exitCode(), file.err()::toString);
    assertEquals(
        "[{\"n\":1}]",
        sql("select count(*) as n from sales", "--json").last().path("rows").toString());
  }

  @Test
  void twoColumnsOfOneNameStayTwo() {
    assertEquals(List.of("a,a_2", "1,2"), sql("select 1 as a, 2 as a", "--csv").out());
  }

  /** Refused by the engine while it prepares, binds or runs the statement. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select customer_id from sales where customer_id = ?",
        "select error('boom')",
        "select 1 where",
        "select cast('x' as integer)"
      })
  void aWrongStatementIsTheUsers(String statement) {
    Said said = sql(statement);
    assertEquals(2, said.exitCode(), said.err()::toString);
  }

  @Test
  void whatWasLookedAtIsNotLogged() throws Exception {
    assertEquals(2, sql("select cast('seen-by-a-person' as integer)").exitCode());
    assertEquals(2, show("filled", "customer", "nobody-of-this-name").exitCode());
    String log = Files.readString(Path.of(System.getProperty("churn.log")));
    assertTrue(log.contains("sql failed with code 2"));
    assertTrue(log.contains("show customer failed with code 2"));
    assertFalse(log.contains("seen-by-a-person"));
    assertFalse(log.contains("nobody-of-this-name"));
  }

  @Test
  void sqlSaysThatThereIsMore() {
    Said said = sql("select * from (values (1), (2), (3)) v (n)", "--limit", "2");
    assertEquals(2, said.last().at("/counts/rows").asInt());
    assertTrue(said.err().get(0).contains("only the first 2 rows"), said.err()::toString);
  }
}

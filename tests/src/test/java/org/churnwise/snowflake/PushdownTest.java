package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code pipeline --mode all} sent to the server, by the server's log. */
abstract class PushdownTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ROWS_MAY_LEAVE = Set.of("train", "score");

  /** The driver's session, the lease's, and one of the connector for all reads and writes. */
  private static final int SESSIONS = 3;

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern MONTH = Pattern.compile("\\d{4}_\\d\\d");
  private static final Pattern WRITE =
      Pattern.compile("(insert|update|delete|merge|copy|truncate|create) .*");

  /** Some tens of counts for each segment and answer, however many the customers are. */
  private static final Pattern CALIBRATION_CELLS =
      anyValues(Sql.named("evaluation/calibration_cells").text().replaceFirst("(?m)^with ", ""));

  /** A count for each day, and for each month and level, that a load is judged on. */
  private static final String COUNTS_OF_DAYS =
      "group by grouping sets ( (transaction_date), (month)";

  /** A count for each feature, part of the customers and bin. */
  private static final String COUNTS_OF_BINS = "with drift_references as (";

  /** What the connector does in its session and in its own temporary stage. */
  private static final Pattern HOUSEKEEPING =
      Pattern.compile(
          "alter session set .*|create temporary stage if not exists identifier\\(\\?\\)"
              + "|(get|put) .*@spark_connector_load_stage_.*|desc table identifier\\(\\?\\)"
              + "|select \\* from table\\(result_scan\\('[-0-9a-f]+'\\)\\)|.*rows_to_read.*");

  @Test
  void noSliceLeavesTheWarehouseButForTrainingAndScoring(FinishedOnSnowflake runs)
      throws Exception {
    TreeMap<String, Long> customers = customersOfSlices(runs);
    List<SentStatement> ofTheDriver = new ArrayList<>(runs.sent());
    connectorSessions(runs).forEach(ofTheDriver::removeAll);
    for (SentStatement sent : ofTheDriver) {
      JsonNode tag = JSON.readTree(sent.queryTag());
      String stage = tag.path("stage").asText();
      String sql = normalised(sent.sql());
      if (ROWS_MAY_LEAVE.contains(stage)
          || WRITE.matcher(sql).matches()
          || CALIBRATION_CELLS.matcher(sql).find()
          || sql.contains(COUNTS_OF_DAYS)
          || sql.contains(COUNTS_OF_BINS)) {
        continue;
      }
      long slices = customersOf(tag.path("snapshot").asText(), customers);
      assertTrue(sent.rows().orElse(0) < slices, () -> "rows left the warehouse: " + sent);
    }
  }

  @Test
  void sparkReadsNothingButTrainingAndScoringRows(FinishedOnSnowflake runs) {
    List<Pattern> texts = List.of(textOf("training/training_rows"), textOf("scoring/scoring_rows"));
    for (SentStatement sent : runs.sent()) {
      String sql = normalised(sent.sql());
      assertTrue(
          !sql.contains("rows_to_read")
              || texts.stream().anyMatch(text -> text.matcher(sql).find()),
          () -> "Spark read rows: " + sent);
    }
  }

  @Test
  void aRunLogsInThriceAndOnceMoreForEachEndedSession(FinishedOnSnowflake runs) {
    long sessions = runs.sent().stream().map(SentStatement::session).distinct().count();
    assertEquals(3, runs.endedSessions());
    assertEquals(SESSIONS + 3, sessions);
  }

  /** Snapshot to the number of its customers. */
  private static TreeMap<String, Long> customersOfSlices(FinishedOnSnowflake runs) {
    TreeMap<String, Long> customers = new TreeMap<>();
    for (String row : runs.tables().get("customer_features")) {
      customers.merge(row.substring(0, row.indexOf(' ')), 1L, Long::sum);
    }
    assertEquals(
        Set.of(),
        customers.keySet().stream().filter(day -> !isDay(day)).collect(Collectors.toSet()));
    return customers;
  }

  /** All customers of slices such as "feature drift 2025-06-01" or "2025-06-01..2025-07-01". */
  private static long customersOf(String slices, TreeMap<String, Long> customers) {
    List<String> days =
        DAY.matcher(slices)
            .results()
            .map(MatchResult::group)
            .filter(customers::containsKey)
            .sorted()
            .toList();
    return days.isEmpty()
        ? Collections.min(customers.values())
        : customers.subMap(days.get(0), true, days.get(days.size() - 1), true).values().stream()
            .mapToLong(Long::longValue)
            .sum();
  }

  private static boolean isDay(String text) {
    return DAY.matcher(text).matches();
  }

  @Test
  void aMonthSendsFewStatements(FinishedOnSnowflake runs) throws Exception {
    Map<String, Integer> months = statementsOfMonths(runs);
    assertTrue(months.get("2024_11") <= 40, months::toString);
    assertTrue(months.get("2024_12") <= 120 && months.get("2025_01") <= 180, months::toString);
  }

  /** From the first statement of a month's load to the last before that of the next month. */
  private static Map<String, Integer> statementsOfMonths(FinishedOnSnowflake runs)
      throws Exception {
    Map<String, Integer> months = new TreeMap<>();
    String current = "";
    for (SentStatement sent : runs.sent()) {
      JsonNode tag = JSON.readTree(sent.queryTag());
      if (tag.path("stage").asText().equals("ingest")) {
        current =
            MONTH
                .matcher(tag.path("snapshot").asText())
                .results()
                .map(MatchResult::group)
                .max(String::compareTo)
                .orElse(current);
      }
      months.merge(current, 1, Integer::sum);
    }
    return months;
  }

  @Test
  void everyStatementSaysWhoseItIs(FinishedOnSnowflake runs) throws Exception {
    Set<Integer> sessions = new TreeSet<>();
    Set<Integer> ofTheRun = new TreeSet<>();
    for (SentStatement sent : runs.sent()) {
      assertFalse(sent.queryTag().isEmpty(), () -> "no query tag: " + sent);
      JsonNode tag = JSON.readTree(sent.queryTag());
      assertEquals("churnwise", tag.path("project").asText(), sent::toString);
      sessions.add(sent.session());
      if (tag.hasNonNull("run_id")) {
        ofTheRun.add(sent.session());
      }
    }
    assertFalse(sessions.isEmpty());
    assertEquals(sessions, ofTheRun, "every session tells the run at some time");
  }

  @ParameterizedTest
  @CsvSource({
    "ingest, ingest/texts_by_cortex",
    "ingest, ingest/sentiment_of_new_feedback",
    "features, features/customer_features",
    "label, labels/customer_labels",
    "monitor, monitoring/bin_counts",
    "monitor, monitoring/scored_rows"
  })
  void aStageSendsTheTextOfItsFile(String stage, String file, FinishedOnSnowflake runs) {
    assertSent(textOf(file), "\"stage\":\"" + stage + "\"", runs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"training/training_rows", "scoring/scoring_rows"})
  void theConnectorSendsTheTextOfItsFile(String file, FinishedOnSnowflake runs) {
    assertSent(textOf(file), "\"run_id\"", runs);
  }

  private static void assertSent(Pattern text, String tag, FinishedOnSnowflake runs) {
    assertTrue(
        runs.sent().stream()
            .filter(sent -> sent.error().isEmpty())
            .filter(sent -> sent.queryTag().contains(tag))
            .anyMatch(sent -> text.matcher(normalised(sent.sql())).find()),
        () -> tag + " sent nothing like " + text);
  }

  /** The snapshots, which it reads by name, stand before its other common table expressions. */
  private static Pattern textOf(String file) {
    String written = normalised(FeatureColumns.in(Sql.named(file)).text());
    return anyValues(written.replaceFirst("^with ", ""));
  }

  /** A text of sql/ with whatever stands for its parameters. */
  private static Pattern anyValues(String text) {
    String parameter = "(?<!:):[a-z_]+";
    List<String> parts = new ArrayList<>();
    for (String part : text.split(parameter, -1)) {
      parts.add(Pattern.quote(part));
    }
    return Pattern.compile(String.join("(\\?|true|false|'[^']*'|cast\\([^()]+\\))", parts));
  }

  private static String normalised(String sql) {
    return sql.replaceAll("(?m)--.*$", " ")
        .replaceAll("\\s+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  @Test
  void theConnectorWritesByTruncateAndCopyIntoALandingTable(FinishedOnSnowflake runs) {
    Pattern writes =
        Pattern.compile(
            "(start transaction name spark_connector_tx_\\d+; truncate (landing_[a-z]+);"
                + " copy into \\2 from @spark_connector_load_stage_[^;]*; commit; )+");
    List<List<SentStatement>> sessions = connectorSessions(runs);
    assertFalse(sessions.isEmpty());
    for (List<SentStatement> session : sessions) {
      String sent =
          session.stream()
              .map(statement -> normalised(statement.sql()))
              .filter(sql -> !HOUSEKEEPING.matcher(sql).matches())
              .map(sql -> sql.replace(";", "") + "; ")
              .collect(Collectors.joining());
      assertTrue(writes.matcher(sent).matches(), sent);
    }
  }

  @Test
  void sessionsOfTheConnectorCarryProjectAndRun(FinishedOnSnowflake runs) throws Exception {
    List<List<SentStatement>> sessions = connectorSessions(runs);
    assertFalse(sessions.isEmpty());
    for (List<SentStatement> session : sessions) {
      for (SentStatement sent : session) {
        List<String> names = new ArrayList<>();
        JsonNode tag = JSON.readTree(sent.queryTag());
        tag.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("project", "run_id"), names, sent::toString);
        tag.forEach(value -> assertFalse(value.asText().isEmpty(), sent::toString));
      }
    }
  }

  /** The statements of every session of the run in which the connector read or wrote. */
  private static List<List<SentStatement>> connectorSessions(FinishedOnSnowflake runs) {
    Map<Integer, List<SentStatement>> sessions =
        runs.sent().stream().collect(Collectors.groupingBy(SentStatement::session));
    return sessions.values().stream()
        .filter(
            all ->
                all.stream()
                    .map(sent -> normalised(sent.sql()))
                    .anyMatch(sql -> sql.contains("copy into ") || sql.contains("rows_to_read")))
        .toList();
  }
}

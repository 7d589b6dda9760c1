package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.churnwise.Churn;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.Workplace;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that loses a function while a shop uses it, and texts that a model refuses. */
@NeedsSnowflake
class SentimentOnSnowflakeTest {
  private static final List<Table> COMPARED =
      List.of(Tables.FEEDBACK_RAW, Tables.FEEDBACK_SENTIMENT, Tables.CUSTOMER_FEATURES);

  @TempDir private Path folder;
  private final LocalSnowflake server = LocalSnowflake.shared();
  private final TestSchema schema = new LocalAccount(server, LocalSnowflake.ACCOUNT).newSchema();

  @AfterEach
  void dropSchema() {
    schema.close();
  }

  @Test
  void aFunctionThatIsWithdrawnStopsTheRunUntilAllCommentsAreScoredByTheOther() throws Exception {
    List<String> there = schema.setsWithoutEnvironment(folder.resolve("password"));
    Path source = Files.createDirectories(folder.resolve("source"));
    List<String> onSnowflake = with(there, "ingest.source=" + source);
    firstMonth(source);
    churn(onSnowflake, "ingest").requireDone();
    churn(onSnowflake, "features").requireDone();
    secondMonth(source);
    functions("ai_sentiment");
    churn(onSnowflake, "ingest")
        .requireRefusal(
            4,
            "comments cannot be scored by SNOWFLAKE.CORTEX.SENTIMENT",
            "Unknown function",
            "AI_SENTIMENT answers",
            "'submit/churn ingest --rescore'");
    assertEquals(3, count("select count(*) as n from files_ingested"), "nothing was loaded");
    churn(onSnowflake, "ingest", "--rescore").requireDone();
    finish(onSnowflake);

    Path database = folder.resolve("churn.duckdb");
    List<String> embedded =
        List.of(
            "ingest.source=" + source,
            "warehouse.path=" + database,
            "sentiment.function=ai_sentiment");
    Files.delete(source.resolve("sales_2025_05.csv"));
    Files.delete(source.resolve("feedback_raw_2025_05.csv"));
    firstMonth(source);
    churn(embedded, "ingest").requireDone();
    churn(embedded, "features").requireDone();
    secondMonth(source);
    finish(embedded);
    try (SnowflakeWarehouse account = schema.open();
        EmbeddedWarehouse here =
            new EmbeddedWarehouse(new Workplace(folder, database).settings().warehouse())) {
      assertEquals(text(here), text(account));
    }
    Outcome replayed = churn(onSnowflake, "replay", "--all").requireDone();
    assertEquals("EQUAL", replayed.json().at("/counts/verdict").asText(), replayed::toString);
    assertEquals(1, sent("cortex", "withdrawn: I love it"), "a replay pays for nothing");
  }

  private static void firstMonth(Path source) throws IOException {
    write(source, "sales_2025_04.csv", "T1,C1,2025-04-01,,,,1", "T2,C1,2025-04-30,,,,2");
    write(source, "feedback_raw_2025_03.csv", "2025-03-02,withdrawn: I love it,C1,F1,I1");
    write(source, "feedback_raw_2025_04.csv", "2025-04-02,withdrawn: I hate it,C1,F2,I1");
  }

  private static void secondMonth(Path source) throws IOException {
    write(source, "sales_2025_05.csv", "T3,C1,2025-05-01,,,,1", "T4,C1,2025-05-31,,,,2");
    write(source, "feedback_raw_2025_05.csv", "2025-05-02,withdrawn: It is awful,C1,F3,I1");
  }

  private void finish(List<String> sets) {
    churn(sets, "ingest").requireDone();
    churn(sets, "features").requireDone();
  }

  @Test
  void oneTextThatTheModelRefusesCostsOneNullAndNoScoredTextIsSentAgain() throws Exception {
    List<String> sets = new ArrayList<>(schema.setsWithoutEnvironment(folder.resolve("password")));
    Path source = Files.createDirectories(folder.resolve("source"));
    sets.addAll(List.of("ingest.source=" + source, "sentiment.chunk-rows=256"));
    write(source, "sales_2025_05.csv", "T1,C1,2025-05-01,,,,1");
    write(
        source,
        "feedback_raw_2025_05.csv",
        IntStream.range(0, 2_000)
            .mapToObj(
                i ->
                    "2025-05-02,two thousand %d%s,C1,F%d,I1"
                        .formatted(i, i == 1_711 ? " (refused by the model)" : "", i))
            .toArray(String[]::new));
    churn(sets, "ingest").requireDone();
    assertEquals(1_999, count("select count(sentiment) as n from feedback_sentiment"));
    assertEquals(
        1,
        count(
            "select count(*) as n from data_quality where check_name = 'not_scored_share'"
                + " and value = 0.0005 and verdict = 'OK'"));
    Map<String, Long> sends =
        server.sentTexts("cortex").stream()
            .filter(text -> text.startsWith("two thousand "))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertEquals(2_000, sends.size());
    assertTrue(sends.values().stream().allMatch(times -> times <= 1 + 8), sends::toString);
    assertTrue(
        sends.values().stream().filter(times -> times > 1).count() <= 256, "of one chunk only");
    churn(sets, "ingest", "--undo", "feedback_raw_2025_05.csv").requireDone();
    churn(sets, "ingest").requireDone();
    assertEquals(
        sends,
        server.sentTexts("cortex").stream()
            .filter(text -> text.startsWith("two thousand "))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
  }

  private long sent(String function, String text) {
    return server.sentTexts(function).stream().filter(text::equals).count();
  }

  private void functions(String names) {
    server.functions(schema.settings().warehouse().database(), names);
  }

  private long count(String query) {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      return warehouse.query(new Sql("test", query, Map.of())).get(0).longValue("n");
    }
  }

  private static List<String> with(List<String> sets, String set) {
    List<String> all = new ArrayList<>(sets);
    all.add(set);
    return all;
  }

  private static void write(Path source, String name, String... lines) throws IOException {
    Files.writeString(source.resolve(name), String.join("\n", lines) + "\n");
  }

  private static Outcome churn(List<String> sets, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    sets.forEach(set -> all.addAll(List.of("--set", set)));
    return Workplace.execute(Churn.class, all);
  }

  private static Map<String, List<String>> text(Warehouse warehouse) {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    COMPARED.forEach(table -> tables.put(table.name(), withoutRuns(warehouse, table)));
    return tables;
  }

  private static List<String> withoutRuns(Warehouse warehouse, Table table) {
    return TableText.rows(warehouse, table).stream()
        .map(row -> row.replaceAll("\\b\\d{8}T\\d{6}-\\w+|file:\\S+", "-"))
        .toList();
  }
}

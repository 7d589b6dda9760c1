package org.churnwise.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.cli.CommandLines;
import org.churnwise.inspection.StatusJob;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertManager;
import org.churnwise.run.Json;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code alerts ...} and {@code status --fail-on} print and end with. */
@Slow
class AlertsCommandTest {
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);

  @TempDir Path folder;

  private String id;

  @BeforeEach
  void findDrift() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      AlertManager alerts = new AlertManager(temporary.warehouse(), temporary.ledger());
      alerts.make(
          List.of(AlertChange.open("drift", "feature", JUNE, "WARNING", "age drifted by 0.4")));
      id = alerts.active().get(0).alertId();
    }
  }

  @Test
  void theListSaysWhatWhomAndWhatToDo() {
    Printed list =
        alerts(
            "list",
            "--set",
            "alerts.owners=customer-data=Dana Smith, email, dana@shop.example",
            "--set",
            "alerts.email-host=127.0.0.1",
            "--set",
            "alerts.email-from=a@shop.example");
    assertEquals(0, list.code(), list.err());
    assertEquals(
        List.of(
            id + "  WARNING  OPEN  drift, since 2026-01-01T00:00:00Z",
            "    age drifted by 0.4",
            "    concerns Dana Smith (customer-data); next: submit/churn show drift"),
        list.out().subList(0, 3));
    assertTrue(list.last().contains("\"counts\":{\"alerts\":1,\"failing_channels\":0}"));
  }

  @Test
  void theListIsOneLineOfJsonToo() throws Exception {
    Printed list = alerts("list", "--json");
    assertEquals(1, list.out().size());
    JsonNode alert = Json.mapper().readTree(list.last()).at("/counts/alerts/0");
    assertEquals(id, alert.path("alert_id").asText());
    assertEquals("2025-06-01", alert.path("snapshot_date").asText());
    assertTrue(alert.path("snoozed_until").isNull());
  }

  @Test
  void whoDidWhatAndWhyIsKept() {
    assertEquals(0, alerts("ack", id.substring(0, 5), "--reason", "I look", "--by", "dana").code());
    assertEquals(
        0,
        alerts("snooze", id, "--until", "2026-03-01", "--reason", "holidays", "--by", "dana")
            .code());
    assertEquals(0, alerts("resolve", id, "--reason", "a campaign", "--by", "max").code());
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      assertEquals(
          TextTable.expected(
              """
              event        | who   | message
              OPENED       | churn | age drifted by 0.4
              ACKNOWLEDGED | dana  | I look
              SNOOZED      | dana  | holidays
              RESOLVED     | max   | a campaign
              """),
          temporary.rows(Tables.ALERT_EVENTS, "event", "who", "message"));
    }
    assertTrue(alerts("list").out().contains("no alert is open"));
    Printed show = alerts("show", id);
    assertTrue(
        show.out().stream().anyMatch(line -> line.endsWith("RESOLVED by max: a campaign")),
        () -> String.join("\n", show.out()));
    Printed again = alerts("ack", id, "--reason", "too late");
    assertEquals(2, again.code());
    assertTrue(again.err().contains("is resolved; nothing is left to decide"), again.err());
  }

  @Test
  void aSchedulerHearsOfWhatNobodyHasTaken() {
    Printed open = status("--fail-on", "alert", "--fail-on", "stale");
    assertEquals(7, open.code(), open.err());
    assertTrue(open.last().contains("\"failed_on\":[\"alert\"]"), open.last());
    assertEquals(0, status().code());
    assertEquals(0, status("--fail-on", "stale").code());
    assertEquals(0, status("--fail-on", "alert", "--set", "alerts.rules=drift=off").code());
    alerts("ack", id, "--reason", "I look");
    assertEquals(0, status("--fail-on", "alert").code());
  }

  /** The second load brought a quarantined row of the file in. */
  @Test
  void aSchedulerHearsOfOldSalesAndARowOutOfQuarantineIsNoFile() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.insert(
          Tables.FILES_INGESTED,
          """
          file_type | file_name | stage_name | content_hash | released_from | rows_read | rows_loaded | rows_quarantined | rows_duplicate | first_day | last_day | ingested_at | run_id | load_number
          sales | sales_2025_05.csv | in | h | null | 2 | 1 | 1 | 0 | 2025-05-01 | 2025-05-31 | 2026-01-01T00:00:00Z | r | 1
          sales | sales_2025_05.csv | in | q | 1 | 1 | 1 | 0 | 0 | 2025-05-02 | 2025-05-02 | 2026-01-01T00:00:00Z | r | 2
          """);
      temporary.insert(
          Tables.FEEDBACK_SENTIMENT,
          """
          chat_date  | comment | customer_id | feedback_id | sentiment | scored_by
          2025-05-01 | Good    | C1          | F1          | 0.5       | cortex
          """);
      assertEquals(
          TextTable.expected("files | rows_loaded\n1 | 2\n"),
          temporary.rows(
              new Sql("test", "select files, rows_loaded from report_feeds", Map.of()),
              "files",
              "rows_loaded"));
    }
    String bound = "monitoring.max-age-days=45";
    Printed old = status("--fail-on", "stale", "--set", bound, "--as-of", "2025-07-16");
    assertEquals(7, old.code(), old.err());
    assertTrue(
        old.out().stream().anyMatch(line -> line.contains("of 2025-05-31, 46 days old")),
        () -> String.join("\n", old.out()));
    assertTrue(old.last().contains("\"files_loaded\":1,"), old.last());
    assertTrue(
        old.out().stream().anyMatch(line -> line.matches("\\s*sales +1 +2 .*")),
        () -> String.join("\n", old.out()));
    assertTrue(
        old.out()
            .contains(
                "sentiment by this project's own model, in place of SNOWFLAKE.CORTEX.SENTIMENT"),
        () -> String.join("\n", old.out()));
    assertEquals(0, status("--fail-on", "stale", "--set", bound, "--as-of", "2025-07-15").code());
  }

  @Test
  void aChannelCanBeTried() throws Exception {
    Path file = folder.resolve("told.jsonl");
    Printed works = alerts("test", "file", "--set", "alerts.file=" + file);
    assertEquals(0, works.code(), works.err());
    assertTrue(Files.readString(file).contains("Churnwise test: channel file works"));
    Printed fails = alerts("test", "webhook");
    assertEquals(1, fails.code());
    assertTrue(fails.err().contains("channel webhook fails: no address; set"), fails.err());
    assertEquals(2, alerts("test", "pager").code());
    assertFalse(alerts("test", "email").code() == 0);
  }

  private Printed alerts(String... arguments) {
    return run(new AlertsCommand(), arguments);
  }

  private Printed status(String... arguments) {
    return run(new StatusJob(), arguments);
  }

  private Printed run(Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", "warehouse.path=" + folder.resolve("test.duckdb")));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream failed = new ByteArrayOutputStream();
    PrintStream failures = new PrintStream(failed, true, StandardCharsets.UTF_8);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(failures);
    try {
      int code =
          CommandLines.of(command)
              .setErr(new PrintWriter(failures, true, StandardCharsets.UTF_8))
              .execute(all.toArray(String[]::new));
      return new Printed(
          code,
          printed.toString(StandardCharsets.UTF_8).lines().toList(),
          failed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** What a shell sees. */
  private record Printed(int code, List<String> out, String err) {
    String last() {
      return out.get(out.size() - 1);
    }
  }
}

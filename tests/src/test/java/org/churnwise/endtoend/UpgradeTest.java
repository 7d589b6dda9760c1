package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.churnwise.features.FeaturesJob;
import org.churnwise.ingest.InitJob;
import org.churnwise.inspection.DoctorJob;
import org.churnwise.inspection.StatusJob;
import org.churnwise.replay.ReplayJob;
import org.churnwise.table.Migrations;
import org.churnwise.testkit.OldRelease;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of an old release under the commands of this one. */
class UpgradeTest {
  private static final int WAREHOUSE = 4;
  private static final String AS_OF = "--as-of=2026-01-01";

  /** Every run writes them. */
  private static final Set<String> OF_RUNS = Set.of("pipeline_runs", "run_settings");

  /** Tables that a migration drops; they only held rows while a statement ran. */
  private static final Set<String> DROPPED = Set.of("score_groups", "requested_snapshots");

  /** An upgrade names their ends anew, see LineageUpgradeTest. */
  private static final String EDGES = "lineage_edges";

  /**
   * A run that upgrades and then loads a month may resolve alerts and check data once more, and
   * train on another feature view.
   */
  private static final Set<String> CHANGED_BY_A_MONTH = Set.of("alerts", "model_aliases");

  @TempDir private Path folder;

  private Workplace place;
  private WarehouseContent content;

  @BeforeEach
  void unpackTheOldRelease() throws Exception {
    OldRelease old = OldRelease.in(folder.resolve("old"));
    place = new Workplace(old.source(), old.database()).retrainingOnBreach().withSmallModels();
    content = new WarehouseContent(old.database());
  }

  @Test
  void aCommandThatOnlyReadsSaysWhatToRun() {
    String needed = "this release needs version " + Migrations.newest();
    place
        .run(new StatusJob())
        .requireRefusal(WAREHOUSE, "have version 1", needed, "run 'submit/churn init'");
    place.run(new ReplayJob()).requireRefusal(WAREHOUSE, "have version 1", needed);
  }

  @Test
  void doctorWarnsOfOldTables() {
    Outcome outcome = place.run(new DoctorJob()).requireDone();
    assertTrue(outcome.out().contains("WARNING  tables       version 1; "), outcome::toString);
  }

  @Test
  void initUpgradesAndLosesNothing() throws Exception {
    Map<String, String> tables = oldTables("");
    Map<String, List<String>> before = content.query(tables);
    before.forEach((table, rows) -> assertFalse(rows.isEmpty(), table));
    Outcome outcome = place.run(new InitJob(), AS_OF).requireDone();
    assertTrue(
        outcome.out().contains("the tables were upgraded from version 1 to " + Migrations.newest()),
        outcome::toString);
    Map<String, List<String>> after = content.query(tables);
    OF_RUNS.forEach(
        table -> assertTrue(after.remove(table).containsAll(before.remove(table)), table));
    assertFalse(after.remove(EDGES).isEmpty());
    before.remove(EDGES);
    RepeatedRunTest.assertEqualTables(before, after);
    assertTrue(
        Collections.disjoint(content.query("select table_name from duckdb_tables()"), DROPPED));
    place.run(new StatusJob()).requireDone();
  }

  @Test
  @Slow
  void thePipelineUpgradesAndGoesOn() throws Exception {
    Map<String, String> tables = oldTables("run_id|stage_key|seconds|code_version|.*_at|.*_hash");
    Map<String, List<String>> before = content.query(tables);
    Outcome outcome =
        place.pipeline("--mode", "continuous", "--max-iterations", "1", AS_OF).requireDone();
    assertTrue(
        outcome.out().contains("the tables were upgraded from version 1"), outcome::toString);
    Map<String, List<String>> after = content.query(tables);
    before.keySet().removeAll(CHANGED_BY_A_MONTH);
    before.remove(EDGES);
    before.get("customer_labels").removeIf(row -> row.contains("PENDING")); // FINAL by now
    before.forEach(
        (table, rows) -> assertEquals(List.of(), missing(rows, after.get(table)), table));
    assertEquals(
        List.of("1", String.valueOf(Migrations.newest())),
        content.query("select distinct hash_version from slice_contents order by 1"));
  }

  /** The second of them, a month of every stage; the first one is rebuilt for it. */
  @Test
  @Slow
  void aRunOfTheOldReleaseIsReplayedAfterTheUpgrade() throws Exception {
    String second =
        content
            .query("select run_id from pipeline_runs order by started_at limit 1 offset 1")
            .get(0);
    assertReplayed("run_id = '" + second + "'", "--run", second);
  }

  @Test
  @Tag("full")
  void everyRunOfTheOldReleaseIsReplayedAfterTheUpgrade() throws Exception {
    assertReplayed("true", "--all");
  }

  private void assertReplayed(String runs, String... options) throws Exception {
    place.run(new InitJob(), AS_OF).requireDone();
    Outcome outcome = withFilesWhereTheyWere(() -> place.run(new ReplayJob(), options));
    outcome.requireDone();
    // Its models learned from fewer features than are computed since.
    assertEquals("NOT_COMPARED", outcome.json().at("/counts/verdict").asText(), outcome::toString);
    assertEquals(
        content.number(
            "select count(*) from stage_runs where status = 'DONE'"
                + " and stage in ('train', 'score', 'monitor') and "
                + runs),
        outcome.json().at("/counts/not_compared").asLong(),
        outcome::toString);
    assertEquals(0, outcome.json().at("/counts/different").asLong(), outcome::toString);
  }

  /** A replay reads the files where they were loaded from, below the folder for temporary files. */
  private Outcome withFilesWhereTheyWere(Callable<Outcome> command) throws Exception {
    Path then =
        Path.of(URI.create(content.query("select distinct stage_name from files_ingested").get(0)));
    Files.createDirectories(then.getParent());
    Files.deleteIfExists(then); // a link that a killed test left
    Files.createSymbolicLink(then, place.source());
    try {
      return command.call();
    } finally {
      Files.delete(then);
    }
  }

  @Test
  void anyCommandThatWritesUpgrades() throws Exception {
    place.run(new FeaturesJob(), AS_OF).requireDone();
    assertEquals(Migrations.newest(), content.number("select max(version) from schema_versions"));
  }

  @Test
  void newerTablesAreRefusedByEveryCommand() throws Exception {
    place.run(new InitJob(), AS_OF).requireDone();
    execute("insert into schema_versions values (999, 'x', timestamp '2027-01-01', 'abc')");
    String known = "this release supports versions up to " + Migrations.newest();
    for (Object command :
        List.of(new StatusJob(), new InitJob(), new FeaturesJob(), new ReplayJob())) {
      place.run(command).requireRefusal(WAREHOUSE, "have version 999", known, "use the release");
    }
    Outcome doctor = place.run(new DoctorJob());
    doctor.requireRefusal(WAREHOUSE, "not ready: tables of");
    assertTrue(doctor.out().contains("FAILED   tables       the tables in "), doctor::toString);
  }

  /** Each table's query for the columns that it has now, but those of a pattern. */
  private Map<String, String> oldTables(String leftOut) throws SQLException {
    Map<String, String> queries = new LinkedHashMap<>();
    for (String line :
        content.query(
            """
            select
              c.table_name || ' ' || string_agg(c.column_name, ', ')
            from duckdb_columns() c
            inner join duckdb_tables() t
              on t.database_name = c.database_name
              and t.table_name = c.table_name
            where c.database_name = 'warehouse'
              and not regexp_full_match(c.column_name, '%s')
            group by c.table_name
            """
                .formatted(leftOut))) {
      String table = line.substring(0, line.indexOf(' '));
      queries.put(
          table, "select%s from %s order by all".formatted(line.substring(table.length()), table));
    }
    queries.keySet().removeAll(DROPPED);
    return queries;
  }

  private static List<String> missing(List<String> rows, List<String> found) {
    List<String> missing = new ArrayList<>(rows);
    found.forEach(missing::remove);
    return missing;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + place.database());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

package org.churnwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.cli.CommandLines;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs: the older loads two files in one commit and computes features, the newer scores. */
class CostsTest {
  @TempDir Path folder;

  @BeforeEach
  void fill() {
    try (TemporaryWarehouse filled = TemporaryWarehouse.in(folder)) {
      filled.insert(
          Tables.STAGE_RUNS,
          """
          run_id | stage    | slice      | stage_key | started_at           | ended_at             | seconds | rows_in | rows_out | status | cpu_seconds | peak_heap_bytes | statements | bytes_read | bytes_written
          r1     | ingest   | a.csv      | k         | 2025-06-01T08:00:00Z | 2025-06-01T08:00:04Z | 4       | 1000    | 900      | DONE   | 6           | 1000            | 12         | 2000000    | 0
          r1     | ingest   | b.csv      | k         | 2025-06-01T08:00:00Z | 2025-06-01T08:00:04Z | 4       | 500     | 500      | DONE   | 6           | 1000            | 12         | 2000000    | 0
          r1     | features | 2025-06-01 | k         | 2025-06-01T08:00:04Z | 2025-06-01T08:00:05Z | 1       | 1400    | 300      | DONE   | 2           | 2000            | 5          | 0          | 0
          r2     | score    | 2025-06-01 | k         | 2025-06-02T08:00:00Z | 2025-06-02T08:00:09Z | 9       | 300     | 300      | DONE   | 3           | 1500            | null       | null       | 40000
          """);
    }
  }

  private List<String> costs(int code, String... options) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    try {
      List<String> all = new ArrayList<>(List.of(options));
      all.add("--set=warehouse.path=" + folder.resolve("test.duckdb"));
      assertEquals(code, CommandLines.of(new CostsCommand()).execute(all.toArray(String[]::new)));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void slicesOfOneCommitCostOnce() {
    List<String> said = costs(0);
    assertEquals(
        """
        2 runs of work, from 2025-06-01 08:00 to 2025-06-02 08:00 (UTC)
          stage     seconds   CPU  rows in  rows out  statements    read  written
          score         9.0   3.0      300       300           -       -  40.0 kB
          ingest        4.0   6.0    1,500     1,400          12  2.0 MB      0 B
          features      1.0   2.0    1,400       300           5     0 B      0 B
          all          14.0  11.0    3,200     2,000          17       -  40.0 kB
        """,
        String.join("\n", said.subList(0, said.size() - 1)) + "\n");
  }

  @Test
  void theNewestRunsCanBeTakenAlone() {
    List<String> said = costs(0, "--last", "1", "--csv");
    assertTrue(said.get(0).startsWith("stage,runs,started_at"), said::toString);
    assertEquals(
        "score,1,2025-06-02T08:00:00Z,2025-06-02T08:00:09Z,1,9.0,3.0,1500,300,300,,,40000",
        said.get(1));
    assertTrue(said.get(2).startsWith("all,1,"), said::toString);
    assertTrue(costs(2, "--last", "0").toString().contains("--last 0"));
  }
}

package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.PackedJobs;
import org.churnwise.endtoend.Workplace;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed between landing and commit, then run again: no row twice, no row lost. */
@ExtendWith(FinishedPipeline.Provider.class)
class KilledOnSnowflakeTest {
  private static final int LONGEST_WAIT_MILLIS = 240_000;
  private static final int POLL_MILLIS = 20;

  @TempDir private Path folder;
  private final TestSchema schema = SnowflakeAccount.forTests().newSchema();

  @AfterEach
  void dropSchema() {
    schema.close();
  }

  @Test
  void theSameCommandContinuesARunThatWasKilledAfterLanding(FinishedPipeline embedded)
      throws Exception {
    PackedJobs jobs = PackedJobs.runIn(folder.resolve("shell"));
    killWhenLanded(jobs.churn(command(embedded)), "landing_rows", 3);
    killWhenLanded(jobs.churn(command(embedded)), "landing_scores", 2);
    jobs.run(withAccount(jobs.churn(command(embedded)))).requireDone();

    Workplace copy = embedded.place().copyTo(folder.resolve("copy"));
    Map<String, List<String>> expected;
    try (EmbeddedWarehouse warehouse = new EmbeddedWarehouse(copy.settings().warehouse())) {
      expected = TableText.of(warehouse);
    }
    try (SnowflakeWarehouse warehouse = schema.open()) {
      Map<String, List<String>> actual = TableText.of(warehouse);
      expected.forEach(
          (table, rows) -> SnowflakePipelineTest.assertSameRows(table, rows, actual.get(table)));
    }
  }

  private List<String> command(FinishedPipeline embedded) {
    List<String> command = new ArrayList<>(List.of("pipeline", "--mode", "all"));
    command.addAll(List.of("--set", "ingest.source=" + embedded.place().source()));
    schema.sets().forEach(set -> command.addAll(List.of("--set", set)));
    return command;
  }

  private ProcessBuilder withAccount(ProcessBuilder command) {
    command.environment().putAll(schema.environment());
    return command;
  }

  /** Kills the run when the server has answered its n-th COPY into a landing table. */
  private void killWhenLanded(ProcessBuilder command, String landing, int times) throws Exception {
    long before = landings(landing);
    Process process = withAccount(command).start();
    try {
      for (int waited = 0; landings(landing) < before + times; waited += POLL_MILLIS) {
        assertTrue(waited < LONGEST_WAIT_MILLIS, "nothing landed");
        boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        assertTrue(!ended, "the run was over before it could be killed");
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private long landings(String landing) {
    return schema.sent().stream()
        .filter(sent -> sent.error().isEmpty())
        .filter(sent -> sent.sql().toLowerCase(Locale.ROOT).startsWith("copy into " + landing))
        .count();
  }
}

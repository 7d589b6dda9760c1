package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed with SIGKILL, again and again, ends where an undisturbed one does. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class KilledRunTest {
  private static final int KILLS = System.getProperty("full") == null ? 2 : 8;

  /** A month prints about ten lines, the whole run about 120. */
  private static final int MOST_LINES = 30;

  private static final int LONGEST_DELAY_MILLIS = 700;
  private static final long SEED = 3;

  @TempDir private Path temporary;

  @Test
  void theSameCommandContinuesAKilledRun(FinishedPipeline pipeline) throws Exception {
    Workplace place = pipeline.place().withDatabase(temporary.resolve("killed/churn.duckdb"));
    List<String> command = new ArrayList<>(List.of("pipeline", "--mode", "all"));
    command.addAll(place.options());
    PackedJobs jobs = PackedJobs.runIn(temporary.resolve("shell"));
    Random chance = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      killOnItsWay(jobs.churn(command), chance);
    }
    jobs.run(jobs.churn(command)).requireDone();

    WarehouseContent content = new WarehouseContent(place.database());
    RepeatedRunTest.assertEqualTables(pipeline.content().dataOfAnyRun(), content.dataOfAnyRun());
    assertEquals(
        List.of("DONE", "INTERRUPTED"),
        content.query("select distinct status from pipeline_runs order by 1"));
    try (var files = Files.list(place.database().getParent())) {
      assertEquals(2, files.count(), "the database and its models, and nothing else");
    }
  }

  /** By lines of output, not by time alone: a slow machine must not die at its start every time. */
  private static void killOnItsWay(ProcessBuilder command, Random chance) throws Exception {
    Process process = command.redirectOutput(Redirect.PIPE).start();
    try (BufferedReader out = process.inputReader()) {
      int lines = chance.nextInt(MOST_LINES);
      for (int i = 0; i < lines && out.readLine() != null; i++) {}
      process.waitFor(chance.nextInt(LONGEST_DELAY_MILLIS), TimeUnit.MILLISECONDS);
      assertTrue(process.isAlive(), "the run was over before it could be killed");
      process.destroyForcibly().waitFor();
    }
  }
}

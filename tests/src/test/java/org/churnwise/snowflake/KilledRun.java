package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.churnwise.endtoend.PackedJobs;

/**
 * A command of the packed jobs, which is killed while the server has a statement of it that it has
 * not run yet.
 */
final class KilledRun {
  private static final int LONGEST_WAIT_MILLIS = 600_000;
  private static final int POLL_MILLIS = 20;

  private KilledRun() {}

  /** Skips the test on an account that holds no statement back. */
  static void before(String statement, TestSchema schema, ProcessBuilder command) throws Exception {
    try (HeldStatement held = schema.hold(statement)) {
      Process process = command.start();
      try {
        for (int waited = 0; !held.waits(); waited += POLL_MILLIS) {
          assertTrue(waited < LONGEST_WAIT_MILLIS, () -> "not sent: " + statement);
          boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
          assertFalse(ended, "the run was over before it could be killed");
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  /** A command that works in a schema, from a folder of its own; its last options lead there. */
  static ProcessBuilder command(Path folder, TestSchema schema, List<String> options)
      throws Exception {
    List<String> arguments = new ArrayList<>(options);
    schema.sets().forEach(set -> arguments.addAll(List.of("--set", set)));
    ProcessBuilder command = PackedJobs.runIn(folder).churn(arguments);
    command.environment().putAll(schema.environment());
    return command;
  }
}

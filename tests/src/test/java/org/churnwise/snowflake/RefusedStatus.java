package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.PackedJobs;

/**
 * {@code churn status} on an account that refuses: one line, exit code 4, the same in the log,
 * within the login timeout, and no secret.
 *
 * @param folder an empty folder to run in
 * @param environment how the account is reached
 * @param tls {@code snowflake.tls}
 * @param timeout {@code snowflake.login-timeout-seconds}
 */
record RefusedStatus(Path folder, Map<String, String> environment, String tls, Duration timeout) {
  /** The password that tests plant: it may show nowhere. */
  static final String SECRET = "planted-pass-word-9137";

  private static final int WAREHOUSE = 4;

  /** What comes on top of the timeout: the grace for the driver to tell more, and its clean-up. */
  private static final Duration ON_TOP = Duration.ofSeconds(5);

  /** Runs it and asserts that its one line holds the texts, and that the log holds the first. */
  void requireLine(String... texts) throws Exception {
    PackedJobs jobs = PackedJobs.runIn(folder);
    ProcessBuilder status =
        jobs.churn(
            List.of(
                "status",
                "--env",
                "snowflake",
                "--set",
                "snowflake.tls=" + tls,
                "--set",
                "snowflake.login-timeout-seconds=" + timeout.toSeconds()));
    status.environment().putAll(environment);
    Outcome outcome = jobs.run(status);
    require(outcome, timeout, texts);
    String log = Files.readString(folder.resolve("ml_pipeline.log"));
    assertTrue(log.contains(texts[0]), () -> "the log does not tell of it: " + log);
    assertFalse(log.contains(SECRET), log);
  }

  /** Asserts all but what stands in a log, of the command run in whatever process. */
  static void require(Outcome outcome, Duration timeout, String... texts) {
    outcome.requireRefusal(WAREHOUSE, texts);
    assertFalse((outcome.out() + outcome.err()).contains(SECRET), outcome::toString);
    double seconds = outcome.json().get("seconds").asDouble();
    assertTrue(
        seconds < timeout.plus(ON_TOP).toSeconds(), () -> "took " + seconds + " s: " + outcome);
  }
}

package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.PackedJobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person sees of an account that refuses: one line, exit code 4, within the login timeout,
 * and no secret. The refusals are played by {@link SnowflakeStub}.
 */
class RefusedLoginTest {
  private static final String SECRET = "planted-pass-word-9137";
  private static final int WAREHOUSE = 4;
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void aWrongPassword() throws Exception {
    assertRefused(SnowflakeStub.wrongPassword(), "user tester", "check the user name");
  }

  @Test
  void aMissingRole() throws Exception {
    assertRefused(SnowflakeStub.missingRole("ANALYST"), "Role 'ANALYST'", "CHURN_SNOWFLAKE_ROLE");
  }

  @Test
  void aMissingDatabase() throws Exception {
    assertRefused(SnowflakeStub.missingDatabase(), "requested database", "ML_DATABASE");
  }

  @Test
  void noWarehouse() throws Exception {
    assertRefused(SnowflakeStub.noWarehouse(), "No active warehouse", "ML_WAREHOUSE");
  }

  @Test
  void aSuspendedWarehouse() throws Exception {
    assertRefused(
        SnowflakeStub.suspendedWarehouse("WH"), "cannot be resumed", "resume it, or ask for");
  }

  @Test
  void anAccountThatDoesNotAnswer() throws Exception {
    assertRefused(SnowflakeStub.silent(), "does not answer", "snowflake.host");
  }

  @Test
  void aHostWithoutAServer() throws Exception {
    requireRefusal("127.0.0.1:" + freePort(), "does not answer", "snowflake.host");
  }

  private void assertRefused(SnowflakeStub played, String... texts) throws Exception {
    try (SnowflakeStub stub = played) {
      requireRefusal(stub.address(), texts);
    }
  }

  private void requireRefusal(String address, String... texts) throws Exception {
    PackedJobs jobs = PackedJobs.runIn(folder.resolve("shell"));
    ProcessBuilder status =
        jobs.churn(
            List.of(
                "status",
                "--env",
                "snowflake",
                "--set",
                "snowflake.tls=off",
                "--set",
                "snowflake.login-timeout-seconds=" + LOGIN_TIMEOUT.toSeconds()));
    status.environment().put("CHURN_SNOWFLAKE_ACCOUNT", "stub");
    status.environment().put("CHURN_SNOWFLAKE_HOST", address);
    status.environment().put("CHURN_SNOWFLAKE_USER", "tester");
    status.environment().put("CHURN_SNOWFLAKE_PASSWORD", SECRET);
    status.environment().put("ML_DATABASE", "SHOP");
    Outcome outcome = jobs.run(status);
    outcome.requireRefusal(WAREHOUSE, texts);
    assertFalse((outcome.out() + outcome.err()).contains(SECRET), outcome::toString);
    double seconds = outcome.json().get("seconds").asDouble();
    // The driver ends an attempt at the timeout; what comes on top is its clean-up.
    assertTrue(seconds < 2 * LOGIN_TIMEOUT.toSeconds() + 5, () -> "took " + seconds + " s");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

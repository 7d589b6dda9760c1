package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
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

  /** What comes on top of the timeout: the grace for the driver to tell more, and its clean-up. */
  private static final Duration ON_TOP = Duration.ofSeconds(5);

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
    assertRefused(
        SnowflakeStub.silent(),
        "no session on Snowflake 127.0.0.1:",
        "no answer within 5 s (snowflake.login-timeout-seconds)",
        "check snowflake.account, snowflake.host");
  }

  @Test
  void aHostWithoutAServer() throws Exception {
    requireRefusal("127.0.0.1:" + freePort(), "off", "does not answer", "snowflake.host");
  }

  @Test
  void aHostThatSpeaksNoTls() throws Exception {
    try (SnowflakeStub stub = SnowflakeStub.wrongPassword()) {
      requireRefusal(
          stub.address(), "on", "no session on Snowflake 127.0.0.1:", "check snowflake.account");
    }
  }

  private void assertRefused(SnowflakeStub played, String... texts) throws Exception {
    try (SnowflakeStub stub = played) {
      requireRefusal(stub.address(), "off", texts);
    }
  }

  private void requireRefusal(String address, String tls, String... texts) throws Exception {
    PackedJobs jobs = PackedJobs.runIn(folder.resolve("shell"));
    ProcessBuilder status =
        jobs.churn(
            List.of(
                "status",
                "--env",
                "snowflake",
                "--set",
                "snowflake.tls=" + tls,
                "--set",
                "snowflake.login-timeout-seconds=" + LOGIN_TIMEOUT.toSeconds()));
    status.environment().put("CHURN_SNOWFLAKE_ACCOUNT", "stub");
    status.environment().put("CHURN_SNOWFLAKE_HOST", address);
    status.environment().put("CHURN_SNOWFLAKE_USER", "tester");
    status.environment().put("CHURN_SNOWFLAKE_PASSWORD", SECRET);
    status.environment().put("ML_DATABASE", "SHOP");
    Outcome outcome = jobs.run(status);
    outcome.requireRefusal(WAREHOUSE, texts);
    String log = Files.readString(folder.resolve("shell/ml_pipeline.log"));
    assertTrue(log.contains(texts[0]), () -> "the log does not tell of it: " + log);
    assertFalse((outcome.out() + outcome.err() + log).contains(SECRET), outcome::toString);
    double seconds = outcome.json().get("seconds").asDouble();
    assertTrue(
        seconds < LOGIN_TIMEOUT.plus(ON_TOP).toSeconds(),
        () -> "took " + seconds + " s: " + outcome);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

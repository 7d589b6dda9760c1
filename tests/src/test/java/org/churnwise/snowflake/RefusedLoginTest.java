package org.churnwise.snowflake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.Churn;
import org.churnwise.endtoend.Workplace;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person sees of an account that refuses, see {@link RefusedStatus}. The refusals are played
 * by {@link SnowflakeStub}; {@link RefusedByAnAccountTest} has them from a real account. One is
 * shown to a process of its own, the others to this one.
 */
@Slow
class RefusedLoginTest {
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void aWrongPassword() throws Exception {
    try (SnowflakeStub stub = SnowflakeStub.wrongPassword()) {
      Map<String, String> environment =
          Map.of(
              "CHURN_SNOWFLAKE_ACCOUNT",
              "stub",
              "CHURN_SNOWFLAKE_HOST",
              stub.address(),
              "CHURN_SNOWFLAKE_USER",
              "tester",
              "CHURN_SNOWFLAKE_AUTHENTICATION",
              "password",
              "CHURN_SNOWFLAKE_PASSWORD",
              RefusedStatus.SECRET,
              "ML_DATABASE",
              "SHOP");
      new RefusedStatus(folder.resolve("shell"), environment, "off", LOGIN_TIMEOUT)
          .requireLine("user tester", "check the user name");
    }
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
        SnowflakeStub.suspendedWarehouse("WH"), "cannot be resumed", "resume it, or request");
  }

  @Test
  void anAccountThatDoesNotAnswer() throws Exception {
    assertRefused(
        SnowflakeStub.silent(),
        "cannot log in to Snowflake 127.0.0.1:",
        "no response within 5 s (snowflake.login-timeout-seconds)",
        "check snowflake.account, snowflake.host");
  }

  @Test
  void aHostWithoutAServer() throws Exception {
    requireRefusal("127.0.0.1:" + freePort(), "off", "does not respond", "snowflake.host");
  }

  @Test
  void aHostThatSpeaksNoTls() throws Exception {
    try (SnowflakeStub stub = SnowflakeStub.wrongPassword()) {
      requireRefusal(
          stub.address(), "on", "cannot log in to Snowflake 127.0.0.1:", "check snowflake.account");
    }
  }

  private void assertRefused(SnowflakeStub played, String... texts) throws Exception {
    try (SnowflakeStub stub = played) {
      requireRefusal(stub.address(), "off", texts);
    }
  }

  private void requireRefusal(String address, String tls, String... texts) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), RefusedStatus.SECRET);
    List<String> status = new ArrayList<>(List.of("status"));
    for (String set :
        List.of(
            "warehouse.kind=snowflake",
            "warehouse.schema=PUBLIC",
            "warehouse.database=SHOP",
            "snowflake.account=stub",
            "snowflake.host=" + address,
            "snowflake.user=tester",
            "snowflake.authentication=password",
            "snowflake.password-file=" + password,
            "snowflake.tls=" + tls,
            "snowflake.login-timeout-seconds=" + LOGIN_TIMEOUT.toSeconds())) {
      status.addAll(List.of("--set", set));
    }
    RefusedStatus.require(Workplace.execute(Churn.class, status), LOGIN_TIMEOUT, texts);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

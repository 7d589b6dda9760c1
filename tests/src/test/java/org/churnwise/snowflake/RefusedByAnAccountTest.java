package org.churnwise.snowflake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The refusals of {@link RefusedLoginTest}, from a real account. Each test spoils one variable of
 * the way to the account. The wrong password is one failed login: accounts lock a user after a few.
 */
@Tag(NeedsSnowflake.TAG)
@EnabledIfEnvironmentVariable(
    named = "CHURN_SNOWFLAKE_ACCOUNT",
    matches = ".+",
    disabledReason = "no real account is named")
class RefusedByAnAccountTest {
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(30);
  private static final String NOWHERE = "CHURNWISE_TEST_THAT_IS_NOT_THERE";

  /** Names a virtual warehouse that is suspended and does not resume by itself. */
  private static final String SUSPENDED = "CHURN_SNOWFLAKE_TEST_SUSPENDED_WAREHOUSE";

  @TempDir private Path folder;

  @Test
  void aWrongPassword() throws Exception {
    requireRefusal(
        Map.of(
            "CHURN_SNOWFLAKE_AUTHENTICATION",
            "password",
            "CHURN_SNOWFLAKE_PASSWORD",
            RefusedStatus.SECRET),
        "check the user name");
  }

  @Test
  void aMissingRole() throws Exception {
    requireRefusal(Map.of("CHURN_SNOWFLAKE_ROLE", NOWHERE), NOWHERE, "CHURN_SNOWFLAKE_ROLE");
  }

  @Test
  void aMissingDatabase() throws Exception {
    requireRefusal(Map.of("ML_DATABASE", NOWHERE), "database", "ML_DATABASE");
  }

  @Test
  void aMissingWarehouse() throws Exception {
    requireRefusal(Map.of("ML_WAREHOUSE", NOWHERE), "warehouse", "ML_WAREHOUSE");
  }

  @Test
  void aSuspendedWarehouse() throws Exception {
    String suspended = System.getenv(SUSPENDED);
    Assumptions.assumeTrue(suspended != null, () -> SUSPENDED + " names none");
    requireRefusal(Map.of("ML_WAREHOUSE", suspended), "cannot be resumed");
  }

  @Test
  void anUnreachableHost() throws Exception {
    requireRefusal(Map.of("CHURN_SNOWFLAKE_HOST", "127.0.0.1:1"), "snowflake.host");
  }

  private void requireRefusal(Map<String, String> spoilt, String... texts) throws Exception {
    Map<String, String> environment = new HashMap<>(SnowflakeAccount.forTests().environment());
    environment.putAll(spoilt);
    new RefusedStatus(folder.resolve("shell"), environment, "on", LOGIN_TIMEOUT).requireLine(texts);
  }
}

package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.snowflake.client.jdbc.SnowflakeSQLException;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void whatSnowflakeFailedUnderASparkJobIsTheWarehouses() {
    Failures.Failure failure =
        Failures.of(
            new IllegalStateException("aborted", new SnowflakeSQLException("08001", 390111)));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertTrue(failure.message().startsWith("Snowflake failed: "), failure.message());
    assertTrue(failure.message().contains("the account does not respond"), failure.message());
  }

  @Test
  void aFailureOfTheJobsOwnComesFirst() {
    ChurnException refused =
        new ChurnException(
            ExitCode.LEASE_HELD, "lost the lease", new SnowflakeSQLException("08001", 390111));
    assertEquals(ExitCode.LEASE_HELD, Failures.of(new RuntimeException(refused)).exitCode());
  }

  @Test
  void anythingElseIsUnexpected() {
    assertEquals(ExitCode.FAILED, Failures.of(new IllegalStateException("wrong")).exitCode());
  }
}

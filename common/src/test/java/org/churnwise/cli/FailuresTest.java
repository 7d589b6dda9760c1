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
    assertTrue(failure.message().contains("the account has ended the session"), failure.message());
  }

  @Test
  void aFailureOfTheJobsOwnComesFirst() {
    ChurnException refused =
        new ChurnException(
            ExitCode.LEASE_HELD, "lost the lease", new SnowflakeSQLException("08001", 390111));
    assertEquals(ExitCode.LEASE_HELD, Failures.of(new RuntimeException(refused)).exitCode());
  }

  @Test
  void tooLittleMemoryForSparkIsSaidWithTheVariableToSet() {
    Failures.Failure failure =
        Failures.of(
            new IllegalArgumentException("System memory 100 must be at least 471859200. Please"));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(
        failure.message().endsWith("CHURN_DRIVER_MEMORY=4g submit/churn ..."), failure.message());
  }

  @Test
  void aFullDiskUnderASparkJobIsSaidWithItsFolder() {
    Failures.Failure failure =
        Failures.of(
            new RuntimeException(
                "Task failed while writing rows to file:/data/db-exchange/1. at a\n"
                    + "x".repeat(5000)
                    + "\nCaused by: java.io.IOException: No space left on device"));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertEquals(
        "No space left on device in /data/db-exchange/1; free space there or in the temporary"
            + " folder (%s), or make it writable, and run this again"
                .formatted(System.getProperty("java.io.tmpdir")),
        failure.message());
  }

  @Test
  void aMissingLibraryOfASourceIsSaid() {
    Failures.Failure failure =
        Failures.of(
            new RuntimeException(
                new ClassNotFoundException(
                    "Class org.apache.hadoop.fs.s3a.S3AFileSystem not found")));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(failure.message().contains("org.apache.hadoop:hadoop-aws"), failure.message());
  }

  @Test
  void aMessageIsCutAndHoldsNoControlCharacters() {
    String message =
        Failures.of(ChurnException.dataRefused("\u001b[2J" + "x".repeat(15_000_000))).message();
    assertTrue(message.length() < 5000, "length " + message.length());
    assertTrue(message.startsWith("\\u001b[2J"), message.substring(0, 20));
    assertTrue(message.endsWith("... (14,996,004 characters more)"), message.substring(4000));
  }

  @Test
  void anythingElseIsUnexpected() {
    assertEquals(ExitCode.FAILED, Failures.of(new IllegalStateException("wrong")).exitCode());
  }
}

package org.churnwise.cli;

import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.warehouse.SnowflakeFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Turns a failure into one line for a person, an exit code for a scheduler, and a stack trace for
 * the log.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static Failure report(Throwable thrown, CommandSpec spec, boolean debug) {
    Failure failure = of(thrown);
    if (System.getProperty("churn.log") != null) {
      LOG.error("{} failed", spec.qualifiedName(), thrown); // else the log may be the console
    }
    System.err.println(spec.qualifiedName() + ": " + failure.message());
    if (debug) {
      thrown.printStackTrace();
    }
    return failure;
  }

  static Failure of(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof ChurnException known) {
        return new Failure(known.exitCode(), oneLine(known.getMessage()));
      }
    }
    return SnowflakeFailures.messageUnder(thrown)
        .map(message -> new Failure(ExitCode.WAREHOUSE, "Snowflake failed: " + oneLine(message)))
        .orElseGet(() -> unexpected(thrown));
  }

  private static Failure unexpected(Throwable thrown) {
    String what =
        thrown.getClass().getSimpleName() + ": " + oneLine(String.valueOf(thrown.getMessage()));
    return new Failure(
        ExitCode.FAILED,
        "unexpected %s; see the stack trace in the log file, or use --debug".formatted(what));
  }

  private static String oneLine(String message) {
    return String.join(
        " | ", message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
  }

  /** The message and the exit code. */
  record Failure(ExitCode exitCode, String message) {
    String status() {
      return switch (exitCode) {
        case DATA_REFUSED, MODEL_REFUSED, USAGE -> "REFUSED";
        default -> "FAILED";
      };
    }
  }
}

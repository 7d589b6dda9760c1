package org.churnwise.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.error.Printable;
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

  private static final String MORE_MEMORY =
      "; give Java more, for example CHURN_DRIVER_MEMORY=4g submit/churn ...";

  private static final String MORE_LIBRARIES =
      "; the library that reads ingest.source is missing: copy the files to a local folder, or use"
          + " an installed Spark that has it (SPARK_HOME), for example org.apache.hadoop:hadoop-aws"
          + " for s3a";

  private static final List<String> DISK =
      List.of("No space left on device", "Disk quota exceeded", "Read-only file system");
  private static final Pattern WRITTEN =
      Pattern.compile("writing rows to (?:file:)?(\\S+?)[.]?\\s");
  private static final String DISK_HELP =
      "; free space there or in the temporary folder (%s), or make it writable, and run this again";

  private Failures() {}

  static Failure report(Throwable thrown, CommandSpec spec, Commands.Frame frame) {
    Failure failure = of(thrown);
    if (System.getProperty("churn.log") != null) { // else the log may be the console
      if (frame.confidential()) {
        LOG.error("{} failed with code {}", spec.qualifiedName(), failure.exitCode().code());
      } else {
        LOG.error("{} failed", spec.qualifiedName(), thrown);
      }
    }
    System.err.println(spec.qualifiedName() + ": " + failure.message());
    if (frame.debug()) {
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
        .or(() -> ofTheMachine(thrown))
        .orElseGet(() -> unexpected(thrown));
  }

  /** What Java and Spark say about the machine and the settings of Spark. */
  private static Optional<Failure> ofTheMachine(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      String whole = String.valueOf(at.getMessage()); // Spark's holds the stack trace of a task
      String message = oneLine(Printable.of(whole));
      if (at instanceof OutOfMemoryError || message.contains("java.lang.OutOfMemoryError")) {
        return Optional.of(new Failure(ExitCode.FAILED, "out of memory: " + message + MORE_MEMORY));
      }
      Optional<String> disk = DISK.stream().filter(whole::contains).findFirst();
      if (disk.isPresent()) {
        return Optional.of(
            new Failure(ExitCode.WAREHOUSE, disk.get() + where(message) + diskHelp()));
      }
      if (message.startsWith("System memory ") || message.startsWith("Executor memory ")) {
        return Optional.of(
            new Failure(ExitCode.USAGE, "too little memory for Spark: " + message + MORE_MEMORY));
      }
      if (message.contains("No FileSystem for scheme")
          || (at instanceof ClassNotFoundException && message.endsWith("FileSystem not found"))) {
        return Optional.of(new Failure(ExitCode.USAGE, message + MORE_LIBRARIES));
      }
    }
    return Optional.empty();
  }

  private static String diskHelp() {
    return DISK_HELP.formatted(System.getProperty("java.io.tmpdir"));
  }

  /** The folder that Spark wrote to, if it says so. */
  private static String where(String message) {
    Matcher folder = WRITTEN.matcher(message);
    return folder.find() ? " in " + folder.group(1) : "";
  }

  private static Failure unexpected(Throwable thrown) {
    String what =
        thrown.getClass().getSimpleName()
            + ": "
            + oneLine(Printable.of(String.valueOf(thrown.getMessage())));
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

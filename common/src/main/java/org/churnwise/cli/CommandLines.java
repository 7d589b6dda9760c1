package org.churnwise.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.TimeZone;
import org.churnwise.error.ExitCode;
import org.churnwise.error.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs picocli commands by Churnwise's conventions: UTC, one line for a wrong option, the
 * documented exit codes.
 */
public final class CommandLines {
  private CommandLines() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(Object command, String... args) {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    RunFolder.use();
    int code = of(command).execute(args);
    System.out.flush();
    System.exit(code);
  }

  /** The command line of a command, ready to execute. */
  public static CommandLine of(Object command) {
    return new CommandLine(command)
        .setParameterExceptionHandler(CommandLines::wrongOption)
        .setUsageHelpAutoWidth(true)
        .setAbbreviatedOptionsAllowed(false)
        .registerConverter(LocalDate.class, CommandLines::day)
        .registerConverter(YearMonth.class, CommandLines::month);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'%s' is not a date such as 2025-06-01".formatted(text));
    }
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'%s' is not a month such as 2025-06".formatted(text));
    }
  }

  private static int wrongOption(ParameterException e, String[] args) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    PrintWriter err = e.getCommandLine().getErr();
    String hint =
        e instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()
            ? " (did you mean " + String.join(", ", unmatched.getSuggestions()) + "?)"
            : "";
    String message =
        Printable.of(String.valueOf(e.getMessage())).lines().findFirst().orElse("wrong options");
    err.println(
        "%s: %s%s; see '%s --help'"
            .formatted(spec.qualifiedName(), message, hint, spec.qualifiedName()));
    err.flush();
    Failures.Failure failure = new Failures.Failure(ExitCode.USAGE, message + hint);
    return new JsonLine(spec.name(), System.nanoTime(), System.out).failed(failure);
  }
}

package org.churnwise.inspection;

import java.util.Locale;
import java.util.function.Supplier;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;

/**
 * The result of one check of {@code doctor}.
 *
 * @param check name of the check
 * @param level OK, or how serious it is
 * @param text what was found and, unless it is OK, what to do
 * @param exitCode of a failure; {@link ExitCode#DONE} otherwise
 */
record Finding(String check, Level level, String text, ExitCode exitCode) {
  enum Level {
    OK,
    /** Worth checking; the jobs can run. */
    WARNING,
    /** The jobs cannot run. */
    FAILED
  }

  static Finding ok(String check, String text) {
    return new Finding(check, Level.OK, text, ExitCode.DONE);
  }

  static Finding warning(String check, String text) {
    return new Finding(check, Level.WARNING, text, ExitCode.DONE);
  }

  static Finding failed(String check, String text) {
    return new Finding(check, Level.FAILED, text, ExitCode.WAREHOUSE);
  }

  /** The finding of a check; an exception becomes a failure. */
  static Finding of(String check, Supplier<Finding> run) {
    try {
      return run.get();
    } catch (ChurnException e) {
      ExitCode code = e.exitCode() == ExitCode.USAGE ? ExitCode.USAGE : ExitCode.WAREHOUSE;
      return new Finding(check, Level.FAILED, e.getMessage(), code);
    }
  }

  String line() {
    return String.format(Locale.ROOT, "  %-8s %-12s %s", level, check, text);
  }
}

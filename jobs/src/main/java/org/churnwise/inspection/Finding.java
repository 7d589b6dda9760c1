package org.churnwise.inspection;

import java.util.Locale;
import java.util.function.Supplier;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;

/**
 * What one check of {@code doctor} found.
 *
 * @param check what was looked at
 * @param level OK, or what it stands in the way of
 * @param told what was found and, unless it is OK, what to do
 * @param exitCode of a failure; {@link ExitCode#DONE} otherwise
 */
record Finding(String check, Level level, String told, ExitCode exitCode) {
  enum Level {
    OK,
    /** Worth a look; the jobs may run. */
    WARNING,
    /** The jobs cannot run. */
    FAILED
  }

  static Finding ok(String check, String told) {
    return new Finding(check, Level.OK, told, ExitCode.DONE);
  }

  static Finding warning(String check, String told) {
    return new Finding(check, Level.WARNING, told, ExitCode.DONE);
  }

  static Finding failed(String check, String told) {
    return new Finding(check, Level.FAILED, told, ExitCode.WAREHOUSE);
  }

  /** What the check found, or the failure that it ended with. */
  static Finding of(String check, Supplier<Finding> look) {
    try {
      return look.get();
    } catch (ChurnException e) {
      ExitCode code = e.exitCode() == ExitCode.USAGE ? ExitCode.USAGE : ExitCode.WAREHOUSE;
      return new Finding(check, Level.FAILED, e.getMessage(), code);
    }
  }

  String line() {
    return String.format(Locale.ROOT, "  %-8s %-12s %s", level, check, told);
  }
}

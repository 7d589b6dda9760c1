package org.churnwise.error;

/**
 * A failure that a person can act on. The message says what failed, the value, where, and what to
 * do, in one line; the exit code says which kind of failure it is. A cause is kept for the log file
 * and {@code --debug}.
 */
public final class ChurnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public ChurnException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  public ChurnException(ExitCode exitCode, String message, Throwable cause) {
    super(Printable.of(message), cause);
    this.exitCode = exitCode;
  }

  /** How the process ends if nothing handles this failure. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Wrong option or configuration: exit code 2. */
  public static ChurnException usage(String message) {
    return new ChurnException(ExitCode.USAGE, message);
  }

  /** Data that cannot be used as it is: exit code 3. */
  public static ChurnException dataRefused(String message) {
    return new ChurnException(ExitCode.DATA_REFUSED, message);
  }

  /** The warehouse could not be reached, opened or written: exit code 4. */
  public static ChurnException warehouse(String message, Throwable cause) {
    return new ChurnException(ExitCode.WAREHOUSE, message, cause);
  }

  /** No sound model can be trained, promoted or used: exit code 5. */
  public static ChurnException modelRefused(String message) {
    return new ChurnException(ExitCode.MODEL_REFUSED, message);
  }
}

package org.churnwise.error;

/** How a command ends, as the shell sees it. The numbers are part of the public contract. */
public enum ExitCode {
  /** The command succeeded, or had nothing left to do. */
  DONE(0),
  /** Any failure that has no code of its own. */
  FAILED(1),
  /** An option, a configuration key or its value is wrong. Nothing was changed. */
  USAGE(2),
  /** The data cannot be used as it is: a missing folder, a changed file, a gap between months. */
  DATA_REFUSED(3),
  /** The warehouse could not be reached, opened or written. */
  WAREHOUSE(4),
  /** No sound model can be trained, promoted or used, for example because no label has matured. */
  MODEL_REFUSED(5),
  /** Another run holds the warehouse. */
  LEASE_HELD(6),
  /** The command succeeded, and a condition of {@code --fail-on} holds. */
  ATTENTION(7);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process exit code. */
  public int code() {
    return code;
  }
}

package org.churnwise.cli;

/**
 * The result of a command that did its work, and may have found what its caller asked about; then
 * it ends with exit code 7.
 */
public interface Attention {
  /** Whether somebody has to look. */
  boolean needsSomebody();
}

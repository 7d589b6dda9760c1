package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.cli.StepOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The snapshots that a walk forward fits on and tests, as options. */
final class TestRange {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "The first possible snapshot to fit on.")
  private LocalDate from;

  @Option(
      names = "--test-from",
      required = true,
      paramLabel = "DATE",
      description = "The first possible test snapshot.")
  private LocalDate testFrom;

  @Option(
      names = "--test-to",
      required = true,
      paramLabel = "DATE",
      description = "The last possible test snapshot.")
  private LocalDate testTo;

  @Mixin private StepOption step;

  /** Refuses a range without a snapshot, or of an unknown step, with exit 2. */
  void validate() {
    fitted();
    tested();
  }

  List<LocalDate> fitted() {
    return step.between("--from", from, "--test-to", testTo);
  }

  List<LocalDate> tested() {
    return step.between("--test-from", testFrom, "--test-to", testTo);
  }
}

package org.churnwise.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.error.ChurnException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which snapshots a job computes: listed one by one, or a series between two dates. */
public final class SnapshotOptions {
  @Option(
      names = "--snapshot-date",
      paramLabel = "DATE",
      description = "Snapshot date, yyyy-MM-dd. Repeatable.")
  private List<LocalDate> dates = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First possible snapshot of a series.")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last possible snapshot of the series.")
  private LocalDate to;

  @Mixin private StepOption step;

  /** The requested snapshots in order, each once; empty if none was requested. */
  public List<LocalDate> requested() {
    boolean series = from != null || to != null || step.given();
    if (series && !dates.isEmpty()) {
      throw ChurnException.usage("use either --snapshot-date or --from/--to/--every, not both");
    }
    return series
        ? step.between("--from", from, "--to", to)
        : dates.stream().distinct().sorted().toList();
  }

  /** A list of snapshots for a message: one date, or the first date and how many more. */
  public static String spoken(List<LocalDate> snapshots) {
    return switch (snapshots.size()) {
      case 0 -> "none";
      case 1 -> snapshots.get(0).toString();
      default -> snapshots.get(0) + " +" + (snapshots.size() - 1);
    };
  }
}

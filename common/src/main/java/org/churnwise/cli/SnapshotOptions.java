package org.churnwise.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.error.ChurnException;
import picocli.CommandLine.Option;

/** Which snapshots a job computes: listed one by one, or one a month between two dates. */
public final class SnapshotOptions {
  @Option(
      names = "--snapshot-date",
      paramLabel = "DATE",
      description = "Snapshot date, yyyy-MM-dd. Repeatable.")
  private List<LocalDate> dates = new ArrayList<>();

  @Option(names = "--from", paramLabel = "DATE", description = "First snapshot of a series.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Last date of the series.")
  private LocalDate to;

  @Option(names = "--every", paramLabel = "STEP", description = "Step of the series: month.")
  private String every;

  /** The requested snapshots in order, each once; empty if none was requested. */
  public List<LocalDate> requested() {
    boolean series = from != null || to != null || every != null;
    if (series && !dates.isEmpty()) {
      throw ChurnException.usage("use either --snapshot-date or --from/--to/--every, not both");
    }
    return series ? monthly(from, to, every) : dates.stream().distinct().sorted().toList();
  }

  /**
   * One day a month from {@code from} to {@code to}, both included; the day is clamped to each
   * month's length.
   */
  public static List<LocalDate> monthly(LocalDate from, LocalDate to, String every) {
    if (from == null || to == null) {
      throw ChurnException.usage(
          "a series of snapshots needs --from and --to, for example --from 2024-06-01 --to 2024-09-01");
    }
    if (every != null && !every.equals("month")) {
      throw ChurnException.usage("unknown step --every " + every + "; the only step is month");
    }
    if (to.isBefore(from)) {
      throw ChurnException.usage("--to " + to + " is before --from " + from + "; swap them");
    }
    List<LocalDate> series = new ArrayList<>();
    for (int months = 0; !from.plusMonths(months).isAfter(to); months++) {
      series.add(from.plusMonths(months));
    }
    return series;
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

package org.churnwise.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.error.ChurnException;
import picocli.CommandLine.Option;

/** Which snapshots a job computes: named one by one, or one a month from a day to a day. */
public final class SnapshotOptions {
  @Option(
      names = "--snapshot-date",
      paramLabel = "DATE",
      description = "A snapshot, yyyy-MM-dd. Repeatable.")
  private List<LocalDate> dates = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first of a series of snapshots.")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The last day that the series may reach.")
  private LocalDate to;

  @Option(names = "--every", paramLabel = "STEP", description = "The step of the series: month.")
  private String every;

  /** The requested snapshots in order, each once; empty if none was asked for. */
  public List<LocalDate> requested() {
    boolean series = from != null || to != null || every != null;
    if (series && !dates.isEmpty()) {
      throw ChurnException.usage(
          "--snapshot-date and --from/--to/--every exclude each other; use one of them");
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
      throw ChurnException.usage("--every " + every + " is not known; the only step is month");
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

  /** A list of snapshots as a person says it: one day, or the first day and how many more. */
  public static String spoken(List<LocalDate> snapshots) {
    return switch (snapshots.size()) {
      case 0 -> "none";
      case 1 -> snapshots.get(0).toString();
      default -> snapshots.get(0) + " +" + (snapshots.size() - 1);
    };
  }
}

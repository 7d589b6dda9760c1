package org.churnwise.pipeline;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.LoadPlan;
import org.churnwise.ingest.SourceFile;
import org.churnwise.run.LoadedFiles;
import org.churnwise.warehouse.Warehouse;

/**
 * The months that the sales files of a source hold, in calendar order, and the files that belong to
 * each. A month with a drift file ({@code new_sales_...}) is a drift month; the others are base
 * months.
 */
public final class MonthPlan {
  private static final String SALES = "sales";

  private final List<SourceFile> files;
  private final List<Month> months;

  private MonthPlan(List<SourceFile> files, List<Month> months) {
    this.files = files;
    this.months = months;
  }

  /**
   * Refuses (exit 3) sales files without a month in their name, and a missing month between two
   * others.
   */
  public static MonthPlan of(List<SourceFile> files) {
    TreeMap<YearMonth, Boolean> driftByMonth = new TreeMap<>();
    for (SourceFile file : files) {
      if (file.feed().equals(SALES)) {
        driftByMonth.merge(monthOf(file), file.drift(), Boolean::logicalOr);
      }
    }
    List<Month> months = new ArrayList<>();
    driftByMonth.forEach((month, drift) -> months.add(new Month(month, drift)));
    refuseGap(months);
    return new MonthPlan(List.copyOf(files), List.copyOf(months));
  }

  private static YearMonth monthOf(SourceFile file) {
    return file.month()
        .orElseThrow(
            () ->
                ChurnException.dataRefused(
                    "the pipeline runs month by month, but %s has no month in its name; load it with 'submit/churn ingest' and run features, label, train, score, monitor or backtest"
                        .formatted(file.spokenPath())));
  }

  private static void refuseGap(List<Month> months) {
    for (int i = 1; i < months.size(); i++) {
      YearMonth expected = months.get(i - 1).month().plusMonths(1);
      if (!months.get(i).month().equals(expected)) {
        throw ChurnException.dataRefused(
            "no sales file for %1$s, but for %2$s and %3$s; nothing was loaded, add the missing file; if there was no sale, an empty one, with --accept \"%1$s: REASON\""
                .formatted(expected, months.get(i - 1).month(), months.get(i).month()));
      }
    }
  }

  /** Refuses (exit 3) a file that was loaded before with other content. */
  void refuseChangedFiles(Warehouse warehouse) {
    LoadPlan.refuseChanged(files, new LoadedFiles(warehouse));
  }

  /** The base months in order. */
  List<YearMonth> baseMonths() {
    return months.stream().filter(month -> !month.drift()).map(Month::month).toList();
  }

  /** All months in order. */
  public List<YearMonth> allMonths() {
    return months.stream().map(Month::month).toList();
  }

  /** Files without a month, needed from the start: the customers. */
  List<SourceFile> baseCustomers() {
    return files.stream().filter(file -> file.month().isEmpty() && !file.drift()).toList();
  }

  /**
   * Everything that should be loaded once a month is: the files of it and of earlier months, the
   * customers, and from the first drift month on the drift files. The month's own sales come first:
   * once one of them is loaded, a re-run knows from the tables that this month was begun.
   */
  List<SourceFile> filesUpTo(YearMonth month) {
    boolean drift = firstDriftMonth().map(first -> !month.isBefore(first)).orElse(false);
    return files.stream()
        .filter(file -> file.month().map(own -> !own.isAfter(month)).orElse(true))
        .filter(file -> drift || !file.drift())
        .sorted(Comparator.comparing(file -> !isSalesOf(file, month)))
        .toList();
  }

  private static boolean isSalesOf(SourceFile file, YearMonth month) {
    return file.feed().equals(SALES) && file.month().equals(Optional.of(month));
  }

  private Optional<YearMonth> firstDriftMonth() {
    return months.stream().filter(Month::drift).map(Month::month).findFirst();
  }

  private record Month(YearMonth month, boolean drift) {}
}

package org.churnwise.pipeline;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.churnwise.run.LedgerView;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.run.SnapshotRules;

/** How far the month loop has come, read from the tables. */
public final class LoadedMonths {
  private final Supplier<LoadedFiles> loaded;

  public LoadedMonths(LedgerView view) {
    this(view::loaded);
  }

  /**
   * @param loaded asked anew for each answer, for the loop itself loads files
   */
  LoadedMonths(Supplier<LoadedFiles> loaded) {
    this.loaded = loaded;
  }

  /** Whether a sales file of the month is loaded. */
  public boolean contains(YearMonth month) {
    return salesOfMonths().anyMatch(file -> file.month().get().equals(month));
  }

  /** The newest month with a loaded sales file. */
  Optional<YearMonth> newest() {
    return salesOfMonths().map(file -> file.month().get()).max(YearMonth::compareTo);
  }

  /** The watermark; refuses (exit 3) when no sale is loaded. */
  LocalDate watermark() {
    return SnapshotRules.requireWatermark(loaded.get());
  }

  /**
   * The snapshots of the loop, in order: for each loaded month the 1st of the next one if the month
   * is known to its end, else the day after its newest sale.
   */
  public NavigableSet<LocalDate> snapshots() {
    Optional<LocalDate> watermark = loaded.get().watermark();
    Map<YearMonth, LocalDate> snapshots = new HashMap<>();
    salesOfMonths()
        .forEach(
            file -> {
              LocalDate next = file.month().get().plusMonths(1).atDay(1);
              Optional<LocalDate> snapshot =
                  watermark.filter(day -> !day.isBefore(next)).isPresent()
                      ? Optional.of(next)
                      : file.lastDay().map(day -> day.plusDays(1));
              snapshot.ifPresent(
                  day -> snapshots.merge(file.month().get(), day, LoadedMonths::later));
            });
    return new TreeSet<>(snapshots.values());
  }

  /** The loop's snapshot before a watermark; the day before everything if there is none. */
  LocalDate snapshotBefore(LocalDate watermark) {
    return Optional.ofNullable(snapshots().lower(watermark)).orElse(LocalDate.MIN);
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private Stream<LoadedFile> salesOfMonths() {
    return loaded.get().files().stream()
        .filter(file -> file.feed().equals("sales") && file.month().isPresent());
  }
}

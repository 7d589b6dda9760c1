package org.churnwise.pipeline;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.run.SnapshotRules;
import org.churnwise.warehouse.Warehouse;

/** How far the month loop has come, read from the tables at every call. */
final class LoadedMonths {
  private final Warehouse warehouse;
  private final Ledger ledger;

  LoadedMonths(Warehouse warehouse, Ledger ledger) {
    this.warehouse = warehouse;
    this.ledger = ledger;
  }

  /** Whether a sales file of the month is loaded. */
  boolean contains(YearMonth month) {
    return salesOfMonths().anyMatch(file -> file.month().get().equals(month));
  }

  /** The newest month of which a sales file is loaded. */
  Optional<YearMonth> newest() {
    return salesOfMonths().map(file -> file.month().get()).max(YearMonth::compareTo);
  }

  /** The watermark; refuses (exit 3) when no sale is loaded. */
  LocalDate watermark() {
    return SnapshotRules.requireWatermark(new LoadedFiles(warehouse));
  }

  /** The snapshots that stand behind each loaded month and have no features yet, in order. */
  List<LocalDate> snapshotsWithoutFeatures() {
    Set<String> computed = ledger.keys(FeatureEngineer.STAGE).keySet();
    TreeSet<LocalDate> missing = new TreeSet<>();
    TreeMap<YearMonth, LocalDate> newestDay = new TreeMap<>();
    salesOfMonths()
        .filter(file -> file.lastDay().isPresent())
        .forEach(
            file -> newestDay.merge(file.month().get(), file.lastDay().get(), LoadedMonths::later));
    newestDay.values().forEach(day -> missing.add(day.plusDays(1)));
    missing.removeIf(date -> computed.contains(date.toString()));
    return List.copyOf(missing);
  }

  /**
   * The newest snapshot with features before a watermark; the day before everything if there is
   * none.
   */
  LocalDate snapshotBefore(LocalDate watermark) {
    return ledger.keys(FeatureEngineer.STAGE).keySet().stream()
        .map(LocalDate::parse)
        .filter(date -> date.isBefore(watermark))
        .max(LocalDate::compareTo)
        .orElse(LocalDate.MIN);
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private Stream<LoadedFile> salesOfMonths() {
    return new LoadedFiles(warehouse)
        .files().stream().filter(file -> file.feed().equals("sales") && file.month().isPresent());
  }
}

package org.churnwise.ingest;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.TableFeed.Rows;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.warehouse.ResultRow;

/** The files as which the rows of a table are loaded: one a month, and one more for later rows. */
final class TableFiles {
  /** Of their names. */
  static final String ENDING = ".table";

  private static final int MOST_EMPTY_MONTHS = 120;

  private final TableFeed table;
  private final List<LoadedFile> known;
  private final List<Rows> begun;
  private final boolean whole;
  private final Map<Optional<YearMonth>, SourceFile> fresh = new LinkedHashMap<>();

  /**
   * No file yet.
   *
   * @param known loads of the table that stand
   * @param begun months of which rows are loaded, and up to where
   * @param whole whether all rows of a month are wanted, in place of those that are loaded
   */
  TableFiles(TableFeed table, List<LoadedFile> known, List<Rows> begun, boolean whole) {
    this.table = table;
    this.known = known;
    this.begun = begun;
    this.whole = whole;
  }

  /** Adds the rows of a month, or those of a table without months. */
  void add(ResultRow row) {
    Optional<YearMonth> month = row.optionalDate("month_start").map(YearMonth::from);
    TablePart part =
        begun.stream()
            .filter(rows -> Optional.ofNullable(rows.month()).equals(month))
            .map(Rows::part)
            .findFirst()
            .orElse(whole ? TablePart.REPLACEMENT : TablePart.WHOLE)
            .upTo(table.grows() ? row.optionalString("grown_to") : Optional.empty());
    fresh.put(month, file(name(month), month, RowHash.of(row), part));
  }

  /** The name of new rows: that of the month, or another where rows of it are loaded. */
  private String name(Optional<YearMonth> month) {
    String first = start(month);
    boolean further =
        !whole
            && (table.grows() || !table.hasMonths())
            && known.stream().anyMatch(load -> load.month().equals(month));
    String name = first + ENDING;
    for (int number = 2; further && isKnown(name); number++) {
      name = first + "-" + number + ENDING;
    }
    return name;
  }

  private String start(Optional<YearMonth> month) {
    return table.contract().feed()
        + month.map(m -> "_" + m.toString().replace('-', '_')).orElse("");
  }

  private boolean isKnown(String name) {
    return known.stream().anyMatch(load -> load.name().equals(name));
  }

  /**
   * Adds rows without a day that can be read to a month in which others are: the first where all
   * months are looked at, so that it stays the same, else the newest.
   *
   * @return whether there was one
   */
  boolean addUndated(ResultRow row) {
    TreeMap<YearMonth, SourceFile> byMonth = new TreeMap<>();
    fresh.forEach((month, file) -> byMonth.put(month.orElseThrow(), file));
    if (byMonth.isEmpty()) {
      return false;
    }
    SourceFile file = (table.grows() ? byMonth.lastEntry() : byMonth.firstEntry()).getValue();
    fresh.put(
        file.month(),
        file(
            file.name(),
            file.month(),
            RowHash.parse(file.contentHash()).plus(RowHash.of(row)),
            file.part().orElseThrow().withUndated()));
    return true;
  }

  /** The new files, and those of loads that are not looked at again, by name. */
  List<SourceFile> all() {
    if (table.feed() == Feed.SALES && !whole) {
      addEmptyMonths();
    }
    List<SourceFile> files = new ArrayList<>(fresh.values());
    if (!whole && (table.grows() || !table.hasMonths())) {
      known.stream()
          .filter(load -> fresh.values().stream().noneMatch(f -> f.name().equals(load.name())))
          .map(this::standing)
          .forEach(files::add);
    }
    files.sort(Comparator.comparing(SourceFile::name));
    return files;
  }

  /** A month without a row between others is a file without records, which a person may accept. */
  private void addEmptyMonths() {
    TreeSet<YearMonth> months = new TreeSet<>();
    fresh.keySet().forEach(month -> month.ifPresent(months::add));
    known.forEach(load -> load.month().ifPresent(months::add));
    if (months.isEmpty()) {
      return;
    }
    requireOneTime(months);
    for (YearMonth at = months.first(); at.isBefore(months.last()); at = at.plusMonths(1)) {
      if (!months.contains(at)) {
        Optional<YearMonth> month = Optional.of(at);
        fresh.put(month, file(start(month) + ENDING, month, RowHash.NONE, TablePart.WHOLE));
      }
    }
  }

  /** Nobody accepts as many months one by one: some rows have a day that is none. */
  private void requireOneTime(TreeSet<YearMonth> months) {
    for (YearMonth month : months.tailSet(months.first(), false)) {
      YearMonth before = months.lower(month);
      long between = before.until(month, ChronoUnit.MONTHS) - 1;
      if (between > MOST_EMPTY_MONTHS) {
        throw ChurnException.dataRefused(
            "feeds.%s, %s: no row is of the %d months between %s and %s: some days are wrong, or stand for a missing one; nothing was loaded. Correct them in the table, or leave such rows out in 'query'"
                .formatted(table.contract().feed(), table, between, before, month));
      }
    }
  }

  private SourceFile file(String name, Optional<YearMonth> month, RowHash hash, TablePart part) {
    return file(name, month, hash.toString(), hash.rows(), part);
  }

  private SourceFile standing(LoadedFile load) {
    return file(load.name(), load.month(), load.contentHash(), load.rowsLoaded(), TablePart.WHOLE);
  }

  private SourceFile file(
      String name, Optional<YearMonth> month, String hash, long rows, TablePart part) {
    return new SourceFile(
        table.contract().feed(),
        table + "/" + name,
        name,
        month,
        false,
        hash,
        rows,
        Optional.empty(),
        Optional.of(part));
  }
}

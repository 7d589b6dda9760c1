package org.churnwise.ingest;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.TableFeed.Rows;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Finds what is to be loaded of the tables that a contract names: the rows of a month as one file,
 * whose hash is made of those of its rows. Without a growing column every row is looked at each
 * time; with one, only the new rows of a month are another file of it. Cost: two statements a table
 * and one more for all; no row leaves the warehouse.
 */
public final class TableDiscovery {
  private final Warehouse warehouse;
  private final Contract contract;
  private final LoadedFiles loaded;
  private final LocalDate asOf;
  private final List<String> notes = new ArrayList<>();

  /**
   * A look at tables.
   *
   * @param attached files whose tables the contract may name
   * @param asOf the run's day: later rows are not read
   */
  public TableDiscovery(
      Warehouse warehouse,
      Contract contract,
      Map<String, Path> attached,
      LoadedFiles loaded,
      LocalDate asOf) {
    this.warehouse = warehouse;
    this.contract = contract;
    this.loaded = loaded;
    this.asOf = asOf;
    attached.forEach(warehouse::attach);
  }

  /**
   * What is loaded of the tables, and what is new.
   *
   * @throws ChurnException with exit code DATA_REFUSED if a table lacks a column, or holds no row;
   *     WAREHOUSE if it cannot be read
   */
  public List<SourceFile> find() {
    return find(false);
  }

  /** Whole months, whatever is loaded of them: a newer delivery of each. */
  public List<SourceFile> findWhole() {
    return find(true);
  }

  /** What a person should know of the rows that were left where they are. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether a loaded file is rows of a table, by its name and what holds it. */
  static boolean isTable(String folder, String name) {
    return name.endsWith(TableFiles.ENDING)
        && (folder.startsWith("table ") || folder.equals("query"));
  }

  private List<SourceFile> find(boolean whole) {
    Map<String, String> bounds = whole ? Map.of() : bounds();
    List<SourceFile> files = new ArrayList<>();
    for (FeedContract feed : contract.feeds()) {
      if (feed.isTable()) {
        files.addAll(find(new TableFeed(warehouse, feed, asOf), bounds, whole));
      }
    }
    return files;
  }

  /** How far the growing column had come at each load, by feed and name. */
  private Map<String, String> bounds() {
    boolean grows =
        contract.feeds().stream()
            .anyMatch(feed -> feed.isTable() && feed.table().growingColumn().isPresent());
    return grows
        ? warehouse.query(Sql.named("ingest/grown_to_of_loads")).stream()
            .collect(
                Collectors.toMap(
                    row -> row.string("file_type") + "/" + row.string("file_name"),
                    row -> row.string("grown_to")))
        : Map.of();
  }

  private List<SourceFile> find(TableFeed table, Map<String, String> bounds, boolean whole) {
    List<LoadedFile> known = known(table);
    List<Rows> begun =
        whole ? replaced(table, known) : table.grows() ? begun(table, known, bounds) : List.of();
    List<ResultRow> there = warehouse.query(table.reading("ingest/table_months", begun));
    refuse(table, there, known);
    List<ResultRow> found = ended(table, there, known, whole);
    if (!whole && (table.grows() || !table.hasMonths())) {
      Set<Optional<YearMonth>> months =
          known.stream().map(LoadedFile::month).collect(Collectors.toSet());
      found = new TableNews(warehouse, table, begun, asOf).of(found, months);
    }
    TableFiles files = new TableFiles(table, known, begun, whole);
    found.stream()
        .filter(row -> !row.truth("is_future"))
        .filter(row -> !table.hasMonths() || row.optionalDate("month_start").isPresent())
        .forEach(files::add);
    found.stream()
        .filter(row -> table.hasMonths() && row.optionalDate("month_start").isEmpty())
        .filter(row -> !files.addUndated(row))
        .forEach(
            row ->
                notes.add(
                    "%d rows of %s have no day that can be read; they are judged with the next rows that have one"
                        .formatted(row.longValue("row_count"), table)));
    return files.all();
  }

  /** The loads of the table that stand. */
  private List<LoadedFile> known(TableFeed table) {
    return loaded.files().stream()
        .filter(load -> load.feed().equals(table.contract().feed()) && !load.isRelease())
        .filter(load -> load.name().endsWith(TableFiles.ENDING))
        .sorted(Comparator.comparing(LoadedFile::loadNumber))
        .toList();
  }

  /** The months of which rows are loaded, each with the greatest value that was read. */
  private List<Rows> begun(TableFeed table, List<LoadedFile> known, Map<String, String> bounds) {
    Map<Optional<YearMonth>, String> grown = new LinkedHashMap<>();
    for (LoadedFile load : known) {
      if (load.contentHash().equals(RowHash.NONE.toString())) {
        continue; // a month that somebody accepted as empty
      }
      String bound = bounds.get(load.feed() + "/" + load.name());
      if (bound == null) {
        throw ChurnException.dataRefused(
            "%s of %s was loaded without 'incremental-by', so that nobody knows up to which row; nothing was loaded. Load it anew: submit/churn ingest --replace %s"
                .formatted(
                    load.name(), table, load.month().map(Object::toString).orElse(load.name())));
      }
      grown.put(load.month(), bound);
    }
    Optional<LocalDate> overlap = overlapFrom(table, known);
    return grown.entrySet().stream()
        .map(
            month ->
                new Rows(
                    0,
                    "",
                    month.getKey().orElse(null),
                    null,
                    new TablePart(
                        Optional.of(month.getValue()), Optional.empty(), overlap, false, false)))
        .toList();
  }

  /** Files in place of those that are loaded. */
  private static List<Rows> replaced(TableFeed table, List<LoadedFile> known) {
    return table.hasMonths() || known.isEmpty()
        ? List.of()
        : List.of(new Rows(0, "", null, null, TablePart.REPLACEMENT));
  }

  private static Optional<LocalDate> overlapFrom(TableFeed table, List<LoadedFile> known) {
    int days = table.contract().table().overlapDays();
    return days == 0
        ? Optional.empty()
        : known.stream()
            .flatMap(load -> load.lastDay().stream())
            .max(Comparator.naturalOrder())
            .map(newest -> newest.minusDays(days));
  }

  private void refuse(TableFeed table, List<ResultRow> found, List<LoadedFile> known) {
    long without = found.stream().mapToLong(row -> row.longValue("rows_without_growth")).sum();
    if (table.grows() && without > 0) {
      throw ChurnException.dataRefused(
          "feeds.%s, %s: %d rows have no value in %s, the column that grows, so that they could be read twice or never; nothing was loaded. Name another column in 'incremental-by'"
              .formatted(
                  table.contract().feed(), table, without, table.contract().table().growing()));
    }
    long future =
        found.stream()
            .filter(row -> row.truth("is_future"))
            .mapToLong(row -> row.longValue("row_count"))
            .sum();
    if (future > 0) {
      notes.add(
          "%d rows of %s are dated after %s and wait for their day".formatted(future, table, asOf));
    }
    if (found.isEmpty() && known.isEmpty()) {
      throw ChurnException.dataRefused(
          "feeds.%s, %s: it holds no rows; correct the contract, or fill it"
              .formatted(table.contract().feed(), table));
    }
  }

  /**
   * Without a growing column a month that goes on would have changed at the next look, and would be
   * refused: its rows wait until it has ended, unless some are loaded already.
   */
  private List<ResultRow> ended(
      TableFeed table, List<ResultRow> found, List<LoadedFile> known, boolean whole) {
    YearMonth going = YearMonth.from(asOf);
    boolean isLoaded = known.stream().anyMatch(load -> load.month().equals(Optional.of(going)));
    if (whole || table.grows() || !table.hasMonths() || isLoaded) {
      return found;
    }
    Map<Boolean, List<ResultRow>> waiting =
        found.stream().collect(Collectors.partitioningBy(row -> isOf(going, row)));
    long rows = waiting.get(true).stream().mapToLong(row -> row.longValue("row_count")).sum();
    if (rows > 0) {
      notes.add(
          "%d rows of %s are of %s and wait until it has ended; with 'incremental-by' they would be loaded by now"
              .formatted(rows, table, going));
    }
    return waiting.get(false);
  }

  private static boolean isOf(YearMonth month, ResultRow row) {
    return !row.truth("is_future")
        && row.optionalDate("month_start").map(YearMonth::from).equals(Optional.of(month));
  }

  /** What files and tables hold, in the order of a load. */
  public static List<SourceFile> inOrder(List<SourceFile> files, List<SourceFile> ofTables) {
    return Stream.concat(files.stream(), ofTables.stream())
        .sorted(FileDiscovery.LOAD_ORDER)
        .toList();
  }
}

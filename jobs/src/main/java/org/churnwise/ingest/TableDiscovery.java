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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.TableFeed.Rows;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Feed;
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
  private static final String ENDING = ".table";

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
    return name.endsWith(ENDING) && (folder.startsWith("table ") || folder.equals("query"));
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
    List<ResultRow> found = warehouse.query(table.reading("ingest/table_months", begun));
    refuse(table, found, known);
    Map<Optional<YearMonth>, SourceFile> fresh = new LinkedHashMap<>();
    for (ResultRow row : withoutUndated(table, found)) {
      Optional<YearMonth> month = row.optionalDate("month_start").map(YearMonth::from);
      fresh.put(month, file(table, month, row, begun, known, whole));
    }
    undated(table, found).ifPresent(row -> addUndated(table, fresh, row));
    if (table.feed() == Feed.SALES && !whole) {
      addEmptyMonths(table, fresh, known);
    }
    List<SourceFile> files = new ArrayList<>(fresh.values());
    if (!whole) {
      known.stream()
          .filter(load -> fresh.values().stream().noneMatch(f -> f.name().equals(load.name())))
          .filter(load -> table.grows() || !table.hasMonths())
          .map(load -> standing(table, load))
          .forEach(files::add);
    }
    files.sort(Comparator.comparing(SourceFile::name));
    return files;
  }

  /** The loads of the table that stand. */
  private List<LoadedFile> known(TableFeed table) {
    return loaded.files().stream()
        .filter(load -> load.feed().equals(table.contract().feed()) && !load.isRelease())
        .filter(load -> load.name().endsWith(ENDING))
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

  private static List<ResultRow> withoutUndated(TableFeed table, List<ResultRow> found) {
    return found.stream()
        .filter(row -> !row.truth("is_future"))
        .filter(row -> !table.hasMonths() || row.optionalDate("month_start").isPresent())
        .toList();
  }

  private static Optional<ResultRow> undated(TableFeed table, List<ResultRow> found) {
    return found.stream()
        .filter(row -> table.hasMonths() && row.optionalDate("month_start").isEmpty())
        .findFirst();
  }

  /**
   * Rows without a day that can be read go with a month in which others are: the first where all
   * months are looked at, so that it stays the same, else the newest.
   */
  private void addUndated(
      TableFeed table, Map<Optional<YearMonth>, SourceFile> fresh, ResultRow row) {
    TreeMap<YearMonth, SourceFile> byMonth = new TreeMap<>();
    fresh.forEach((month, file) -> byMonth.put(month.orElseThrow(), file));
    if (byMonth.isEmpty()) {
      notes.add(
          "%d rows of %s have no day that can be read; they are judged with the next rows that have one"
              .formatted(row.longValue("row_count"), table));
      return;
    }
    YearMonth month = table.grows() ? byMonth.lastKey() : byMonth.firstKey();
    SourceFile file = byMonth.get(month);
    fresh.put(
        Optional.of(month),
        source(
            table,
            file.name(),
            file.month(),
            RowHash.parse(file.contentHash()).plus(RowHash.of(row)),
            file.part().orElseThrow().withUndated()));
  }

  /** A month without a row between others is a file without records, which a person may accept. */
  private void addEmptyMonths(
      TableFeed table, Map<Optional<YearMonth>, SourceFile> fresh, List<LoadedFile> known) {
    TreeSet<YearMonth> months = new TreeSet<>();
    fresh.keySet().forEach(month -> month.ifPresent(months::add));
    known.forEach(load -> load.month().ifPresent(months::add));
    if (months.isEmpty()) {
      return;
    }
    for (YearMonth month = months.first();
        month.isBefore(months.last());
        month = month.plusMonths(1)) {
      if (!months.contains(month)) {
        String name = name(table, Optional.of(month)) + ENDING;
        fresh.put(
            Optional.of(month),
            source(table, name, Optional.of(month), RowHash.NONE, TablePart.WHOLE));
      }
    }
  }

  private static String name(TableFeed table, Optional<YearMonth> month) {
    return table.contract().feed()
        + month.map(m -> "_" + m.toString().replace('-', '_')).orElse("");
  }

  private SourceFile file(
      TableFeed table,
      Optional<YearMonth> month,
      ResultRow row,
      List<Rows> begun,
      List<LoadedFile> known,
      boolean whole) {
    TablePart part =
        begun.stream()
            .filter(rows -> Optional.ofNullable(rows.month()).equals(month))
            .map(Rows::part)
            .findFirst()
            .orElse(whole ? TablePart.REPLACEMENT : TablePart.WHOLE)
            .upTo(table.grows() ? row.optionalString("grown_to") : Optional.empty());
    RowHash hash = RowHash.of(row);
    boolean further =
        !whole
            && (table.grows() || !table.hasMonths())
            && known.stream().anyMatch(load -> load.month().equals(month));
    String first = name(table, month);
    if (!further) {
      return source(table, first + ENDING, month, hash, part);
    }
    int number = 2;
    while (has(known, first + "-" + number + ENDING)) {
      number++;
    }
    return source(table, first + "-" + number + ENDING, month, hash, part);
  }

  private static boolean has(List<LoadedFile> known, String name) {
    return known.stream().anyMatch(load -> load.name().equals(name));
  }

  private SourceFile source(
      TableFeed table, String name, Optional<YearMonth> month, RowHash hash, TablePart part) {
    return new SourceFile(
        table.contract().feed(),
        table + "/" + name,
        name,
        month,
        false,
        hash.toString(),
        hash.rows(),
        Optional.empty(),
        Optional.of(part));
  }

  /** A load that is not looked at again. */
  private static SourceFile standing(TableFeed table, LoadedFile load) {
    return new SourceFile(
        load.feed(),
        table + "/" + load.name(),
        load.name(),
        load.month(),
        false,
        load.contentHash(),
        load.rowsLoaded(),
        Optional.empty(),
        Optional.of(TablePart.WHOLE));
  }

  /** What files and tables hold, in the order of a load. */
  public static List<SourceFile> inOrder(List<SourceFile> files, List<SourceFile> ofTables) {
    return Stream.concat(files.stream(), ofTables.stream())
        .sorted(FileDiscovery.LOAD_ORDER)
        .toList();
  }
}

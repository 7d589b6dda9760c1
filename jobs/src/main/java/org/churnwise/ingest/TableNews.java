package org.churnwise.ingest;

import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.TableFeed.Rows;
import org.churnwise.ingest.typed.KeptFields;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Whether rows that stand beside loaded ones bring anything. Rows that the contract leaves out,
 * that are of erased customers, or that only the rules in Java read as what is loaded, would else
 * be another file at each look. Costs nothing where there are no such rows; else one statement, one
 * more where somebody was erased, and where no row is certainly new the rows in doubt reach the
 * driver, some thousand at a time, and their keys are looked up.
 */
final class TableNews {
  private static final int LOOKED_UP = 1000;
  private static final LocalDate NO_MONTH = LocalDate.of(1, 1, 1);

  private final Warehouse warehouse;
  private final TableFeed table;
  private final List<Rows> begun;
  private final LocalDate asOf;

  TableNews(Warehouse warehouse, TableFeed table, List<Rows> begun, LocalDate asOf) {
    this.warehouse = warehouse;
    this.table = table;
    this.begun = begun;
    this.asOf = asOf;
  }

  /**
   * The months of a look without those of which rows are loaded and that bring nothing.
   *
   * @param found months of the look
   * @param loaded months of which rows are loaded; empty for rows without months
   */
  List<ResultRow> of(List<ResultRow> found, Set<Optional<YearMonth>> loaded) {
    if (found.stream().noneMatch(row -> isBegun(row, loaded))) {
      return found;
    }
    ForgottenCustomers forgotten = ForgottenCustomers.read(warehouse);
    Sql erased = ErasedRows.of(warehouse, table, begun, forgotten);
    Map<Optional<YearMonth>, ResultRow> judged =
        warehouse.query(table.reading("ingest/table_months", begun, erased)).stream()
            .filter(row -> !row.truth("is_future"))
            .collect(Collectors.toMap(TableNews::month, Function.identity()));
    return found.stream()
        .filter(row -> !isBegun(row, loaded) || brings(judged.get(month(row)), forgotten))
        .toList();
  }

  private boolean isBegun(ResultRow row, Set<Optional<YearMonth>> loaded) {
    boolean hasPlace = month(row).isPresent() || !table.hasMonths();
    return hasPlace && !row.truth("is_future") && loaded.contains(month(row));
  }

  private static Optional<YearMonth> month(ResultRow row) {
    return row.optionalDate("month_start").map(YearMonth::from);
  }

  private boolean brings(ResultRow month, ForgottenCustomers forgotten) {
    return month != null
        && (month.longValue("rows_good") > 0
            || month.longValue("rows_in_doubt") > 0 && doubtsBring(month(month), forgotten));
  }

  /** Judges rows by the rules for files, until one is neither left out nor loaded as it is. */
  private boolean doubtsBring(Optional<YearMonth> month, ForgottenCustomers forgotten) {
    Sql query =
        table
            .reading("ingest/table_doubts", begun)
            .with("month", month.map(of -> of.atDay(1)).orElse(NO_MONTH));
    String after = "";
    while (true) {
      List<ResultRow> some = warehouse.query(query.withText("after_text", after));
      if (some.isEmpty()) {
        return false;
      }
      List<String> texts = some.stream().map(row -> row.string("raw_row")).toList();
      if (anyIsNew(texts, forgotten)) {
        return true;
      }
      after = texts.get(texts.size() - 1);
    }
  }

  private boolean anyIsNew(List<String> texts, ForgottenCustomers forgotten) {
    FileTask task = new FileTask(0, "", "", null, null, asOf, null, table.contract());
    List<Row> judged = new ArrayList<>();
    try {
      List<String> fields = FileParser.fields(task);
      RowParser parser = new RowParser(task, fields);
      for (String text : texts) {
        parser.parse(KeptFields.read(1, text, fields), judged::add);
      }
    } catch (IOException e) {
      return true; // the load says why it cannot be judged
    }
    Iterator<Row> rows = judged.iterator();
    Iterator<Row> remaining = forgotten.isEmpty() ? rows : new RemainingRows(rows, forgotten);
    Set<String> keys = new TreeSet<>();
    while (remaining.hasNext()) {
      Row row = remaining.next();
      if (LandingRows.isBad(row)) {
        return true;
      }
      if (LandingRows.isGood(row)) {
        keys.add(table.key(row));
      }
    }
    return !areLoaded(List.copyOf(keys));
  }

  private boolean areLoaded(List<String> keys) {
    for (int from = 0; from < keys.size(); from += LOOKED_UP) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + LOOKED_UP));
      if (warehouse.query(table.known(some)).size() < some.size()) {
        return false;
      }
    }
    return true;
  }
}

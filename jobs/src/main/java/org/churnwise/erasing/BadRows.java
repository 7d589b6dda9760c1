package org.churnwise.erasing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.churnwise.ingest.BadRowOwners;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Bad rows of some customers, in quarantine or taken back. A row is a customer's if the contract
 * that it was loaded by reads his id in it; a row that cannot be read that far, if a cell, a word
 * or several words of its text are his id. Finding them costs one query, whose rows reach the
 * driver.
 *
 * @param customers whose rows they are
 * @param rows the rows
 */
record BadRows(Set<String> customers, List<Found> rows) {
  private static final int LINES_AT_ONCE = 1_000;

  /**
   * One bad row.
   *
   * @param slice of its table that it is part of: the rows of its file that came together
   * @param isByText whether only its text names the customer
   */
  record Found(Table table, Map<String, Object> slice, long line, boolean isByText) {}

  /** Those of the customers with these ids. */
  static BadRows of(Warehouse warehouse, Set<String> ids) {
    int within = ids.stream().mapToInt(ForgottenCustomers::separatorsWithin).max().orElse(0);
    return find(warehouse, ids::contains, within);
  }

  /** Those of the customers who are remembered. */
  static BadRows of(Warehouse warehouse, ForgottenCustomers.Search known) {
    return find(warehouse, known::holds, ForgottenCustomers.MOST_WITHIN);
  }

  private static BadRows find(Warehouse warehouse, Predicate<String> isMeant, int within) {
    BadRowOwners owners = new BadRowOwners(warehouse);
    Set<String> customers = new LinkedHashSet<>();
    List<Found> rows = new ArrayList<>();
    for (ResultRow row : warehouse.query(Sql.named("erasing/bad_rows"))) {
      Set<String> read = new LinkedHashSet<>();
      Set<String> named = new LinkedHashSet<>();
      for (String text : texts(row)) {
        Set<String> known = owners.of(origin(row), text);
        known.stream().flatMap(ForgottenCustomers::spellings).filter(isMeant).forEach(read::add);
        if (known.isEmpty()) {
          ForgottenCustomers.namedIn(text, within).filter(isMeant).forEach(named::add);
        }
      }
      if (!read.isEmpty() || !named.isEmpty()) {
        rows.add(found(row, read.isEmpty()));
        customers.addAll(read);
        customers.addAll(named);
      }
    }
    return new BadRows(customers, rows);
  }

  private static List<String> texts(ResultRow row) {
    List<String> texts = new ArrayList<>(List.of(row.string("raw_row")));
    row.optionalString("judged_row").ifPresent(texts::add);
    return texts;
  }

  private static BadRowOwners.Origin origin(ResultRow row) {
    return new BadRowOwners.Origin(
        row.string("feed"),
        row.string("file_name"),
        row.optionalString("header"),
        row.string("contract_version"));
  }

  private static Found found(ResultRow row, boolean isByText) {
    Map<String, Object> slice = new LinkedHashMap<>();
    slice.put("feed", row.string("feed"));
    slice.put("file_name", row.string("file_name"));
    boolean isTakenBack = row.values().get("load_number") != null;
    if (isTakenBack) {
      slice.put("load_number", row.longValue("load_number"));
    }
    Table table = isTakenBack ? Tables.SUPERSEDED_QUARANTINE : Tables.QUARANTINE;
    return new Found(table, slice, row.longValue("line_number"), isByText);
  }

  /** How many rows only the text tells of. */
  long byText() {
    return rows.stream().filter(Found::isByText).count();
  }

  /** Deletes them; returns rows by table, one for each reason why a row is bad. */
  Map<Table, Long> delete(Warehouse warehouse) {
    Map<Found, List<Long>> lines =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> new Found(row.table(), row.slice(), 0, false),
                    LinkedHashMap::new,
                    Collectors.mapping(Found::line, Collectors.toList())));
    Map<Table, Long> deleted = new LinkedHashMap<>();
    lines.forEach(
        (of, all) -> {
          for (int from = 0; from < all.size(); from += LINES_AT_ONCE) {
            Map<String, Object> slice = new LinkedHashMap<>(of.slice());
            slice.put("line_number", all.subList(from, Math.min(from + LINES_AT_ONCE, all.size())));
            deleted.merge(of.table(), warehouse.delete(of.table(), slice), Long::sum);
          }
        });
    return deleted;
  }
}

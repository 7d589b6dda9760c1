package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Compares a table of snapshots with a copy of itself, cell by cell, in the warehouse; two missing
 * values are equal. The statements are built from the columns of the DDL, so that a new column is
 * compared automatically.
 */
final class CellComparison {
  private static final String NO_ROW = "no row";

  private final Warehouse warehouse;
  private final Table table;
  private final String kept;

  /**
   * @param kept the name of the copy with the expected values
   */
  CellComparison(Warehouse warehouse, Table table, String kept) {
    this.warehouse = warehouse;
    this.table = table;
    this.kept = kept;
  }

  /** Rows of the copy for a snapshot. */
  long rows(LocalDate snapshot) {
    String text =
        "select count(*) as row_count from %s where snapshot_date = :snapshot_date".formatted(kept);
    return warehouse.query(statement(text, snapshot)).get(0).longValue("row_count");
  }

  /** The first differing cell of a snapshot, by customer and place of the column. */
  Optional<Leak> firstDifference(LocalDate snapshot) {
    return warehouse.query(statement(differences(), snapshot)).stream()
        .findFirst()
        .map(row -> leak(row, snapshot));
  }

  private List<String> cells() {
    return table.columnNames().stream().filter(name -> !name.equals("snapshot_date")).toList();
  }

  private String differences() {
    String shown =
        cells().stream()
            .map(cell -> "e.%1$s as expected_%1$s, f.%1$s as found_%1$s".formatted(cell))
            .collect(Collectors.joining(", "));
    String differing =
        cells().stream()
            .map(cell -> "e.%1$s is distinct from f.%1$s".formatted(cell))
            .collect(Collectors.joining(" or "));
    return """
        select %s
        from %s full outer join %s on f.customer_id = e.customer_id
        where %s
        order by coalesce(e.customer_id, f.customer_id) nulls last limit 1"""
        .formatted(shown, rowsOf(kept, "e"), rowsOf(table.name(), "f"), differing);
  }

  private String rowsOf(String name, String alias) {
    return "(select %s from %s where snapshot_date = :snapshot_date) %s"
        .formatted(String.join(", ", cells()), name, alias);
  }

  private static Sql statement(String text, LocalDate snapshot) {
    return new Sql("leakage/compare", text, Map.of()).with("snapshot_date", snapshot);
  }

  private Leak leak(ResultRow row, LocalDate snapshot) {
    Object expectedId = row.values().get("expected_customer_id");
    Object foundId = row.values().get("found_customer_id");
    String key =
        "snapshot " + snapshot + ", customer " + (expectedId == null ? foundId : expectedId);
    if (expectedId == null || foundId == null) {
      return expectedId == null
          ? new Leak(key, "(row)", NO_ROW, "a row")
          : new Leak(key, "(row)", "a row", NO_ROW);
    }
    return cells().stream()
        .map(
            cell ->
                new Leak(
                    key,
                    cell,
                    row.values().get("expected_" + cell),
                    row.values().get("found_" + cell)))
        .filter(cell -> !String.valueOf(cell.expected()).equals(String.valueOf(cell.found())))
        .findFirst()
        .orElseThrow();
  }
}

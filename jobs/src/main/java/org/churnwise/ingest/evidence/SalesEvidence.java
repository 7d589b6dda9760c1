package org.churnwise.ingest.evidence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The counts that holes and faults are judged on.
 *
 * @param salesByDay how many on each day that has some
 * @param levels how many of each level of an attribute in each month that has some; rare levels are
 *     left out
 */
public record SalesEvidence(NavigableMap<LocalDate, Long> salesByDay, List<LevelCount> levels) {
  private static final Sql QUERY = Sql.named("ingest/sales_evidence");

  /** The sales of a level of an attribute in a month. */
  record LevelCount(String attribute, String level, YearMonth month, long sales) {}

  /**
   * Reads what is loaded and, if files have landed, what will be: one query.
   *
   * @param landed whether rows are waiting in landing_rows
   */
  public static SalesEvidence read(Warehouse warehouse, boolean landed) {
    NavigableMap<LocalDate, Long> days = new TreeMap<>();
    List<LevelCount> levels = new ArrayList<>();
    for (ResultRow row : warehouse.query(QUERY.reading("landed_rows", landedRows(landed)))) {
      if (row.string("fact").equals("day")) {
        days.put(row.date("day"), row.longValue("row_count"));
      } else {
        levels.add(
            new LevelCount(
                row.string("subject"),
                row.string("level"),
                YearMonth.from(row.date("day")),
                row.longValue("row_count")));
      }
    }
    return new SalesEvidence(days, levels);
  }

  /** The landed rows, as a query; without any if nothing has landed. */
  public static Sql landedRows(boolean landed) {
    return Sql.named(landed ? "ingest/landed_rows" : "ingest/no_landed_rows");
  }

  /** Whether some sale was made in a month. */
  public boolean hasSales(YearMonth month) {
    LocalDate day = salesByDay.ceilingKey(month.atDay(1));
    return day != null && YearMonth.from(day).equals(month);
  }
}

package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.Optional;

/**
 * The table, view or query that holds the rows of a feed.
 *
 * @param table its name as the warehouse knows it; null where a query gives the rows
 * @param query one that gives them; null where they are those of a table
 * @param growing the column whose values only grow, by which new rows are told from known ones;
 *     null where all rows are looked at each time
 * @param overlapDays days before the newest loaded one in which rows are sought that became visible
 *     late, although others with a greater value of the growing column were loaded
 */
public record TableSource(String table, String query, String growing, int overlapDays)
    implements Serializable {
  /** What stands in a statement after {@code from}. */
  public String relation() {
    return query == null ? table : "(\n" + query + "\n) rows_of_query";
  }

  /** The column whose values only grow. */
  public Optional<String> growingColumn() {
    return Optional.ofNullable(growing);
  }

  /** Names it for people. */
  @Override
  public String toString() {
    return query == null ? "table " + table : "query";
  }
}

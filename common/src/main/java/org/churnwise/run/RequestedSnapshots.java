package org.churnwise.run;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.sql.Sql;

/** The snapshots that a statement computes or reads, as rows of its own text. */
public final class RequestedSnapshots {
  private static final Sql ROWS = Sql.named("run/requested_snapshots");

  private RequestedSnapshots() {}

  /**
   * A statement over {@code requested_snapshots} (one column, snapshot_date), with these as its
   * rows.
   *
   * @param snapshots at least one
   */
  public static Sql in(Sql statement, List<LocalDate> snapshots) {
    return statement.reading("requested_snapshots", ROWS.with("snapshot_dates", snapshots));
  }
}

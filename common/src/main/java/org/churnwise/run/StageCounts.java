package org.churnwise.run;

import java.util.List;

/**
 * What a stage read and wrote for one slice.
 *
 * @param rowsIn rows read
 * @param rowsOut rows written
 * @param rows where the written rows are, for their content hash
 */
public record StageCounts(long rowsIn, long rowsOut, List<SliceRows> rows) {
  public StageCounts {
    rows = List.copyOf(rows);
  }

  /** Counts of a slice whose rows stand in some places. */
  public StageCounts(long rowsIn, long rowsOut, SliceRows... rows) {
    this(rowsIn, rowsOut, List.of(rows));
  }
}

package org.churnwise.replay;

import org.churnwise.run.RecordRows;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;

/**
 * The content of a slice in one table when it was written.
 *
 * @param runId the run that wrote it
 * @param rows where they are
 * @param hash see {@link org.churnwise.run.ContentHash}
 * @param version of the tables when the hash was taken
 * @param count rows
 */
record RecordedContent(
    String runId, RecordedSlice slice, SliceRows rows, String hash, long version, long count) {

  static RecordedContent of(ResultRow row) {
    return new RecordedContent(
        row.string("run_id"),
        RecordRows.read(row, RecordedSlice.class),
        SliceRows.of(Tables.kept(row.string("table_name")), row.string("row_filter")),
        row.string("content_hash"),
        row.longValue("hash_version"),
        row.longValue("row_count"));
  }

  /** Whether another content is of the same file and table, but tells its rows by other columns. */
  boolean isOfAnotherForm(RecordedContent other) {
    return slice.isOf(Stage.INGEST)
        && other.slice.isOf(Stage.INGEST)
        && slice.name().equals(other.slice.name())
        && rows.table().equals(other.rows.table())
        && !rows.where().keySet().equals(other.rows.where().keySet());
  }

  /** Whether another content is of the same rows of the same slice, whatever its key. */
  boolean isOfTheSameRows(RecordedContent other) {
    return slice.stage().equals(other.slice.stage())
        && slice.name().equals(other.slice.name())
        && rows.equals(other.rows);
  }
}

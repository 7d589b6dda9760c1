package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.SliceRows;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;

/**
 * The rows that a replay compares for a loaded file: those of the file's days in its feed's tables,
 * because rows do not name their file; for customers, where a later file replaces rows, the whole
 * table.
 */
final class FileRows {
  private FileRows() {}

  static List<SliceRows> of(FileResult result) {
    SourceFile file = result.file();
    Feed feed = Feed.named(file.feed());
    List<SliceRows> rows = new ArrayList<>();
    rows.add(
        new SliceRows(
            Tables.FILES_INGESTED, Map.of("file_type", file.feed(), "file_name", file.name())));
    rows.add(
        new SliceRows(Tables.QUARANTINE, Map.of("feed", file.feed(), "file_name", file.name())));
    if (feed == Feed.CUSTOMERS) {
      rows.add(new SliceRows(Tables.CUSTOMERS, Map.of()));
    } else if (result.firstDay().isPresent()) {
      rows.add(ofDays(feed.table(), feed, result));
      if (feed == Feed.FEEDBACK) {
        rows.add(ofDays(Tables.FEEDBACK_SENTIMENT, feed, result));
      }
    }
    return rows;
  }

  private static SliceRows ofDays(Table table, Feed feed, FileResult result) {
    SliceRows.Days days =
        new SliceRows.Days(result.firstDay().orElseThrow(), result.lastDay().orElseThrow());
    return new SliceRows(table, Map.of(feed.day(), days));
  }
}

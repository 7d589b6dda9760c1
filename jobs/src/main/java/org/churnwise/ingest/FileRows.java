package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.run.SliceRows;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;

/**
 * The rows that a replay compares for a loaded file: those that carry the number of its load, and
 * the sentiments, which carry no number, of its days.
 */
final class FileRows {
  private FileRows() {}

  /** What a load has written. */
  static List<SliceRows> of(FileResult result, long loadNumber) {
    SourceFile file = result.file();
    List<SliceRows> rows =
        of(Feed.named(file.feed()), loadNumber, result.firstDay(), result.lastDay());
    rows.add(quarantined(file.feed(), file.name()));
    return rows;
  }

  /** What a standing load has written, without its bad rows. */
  static List<SliceRows> ofLoad(LoadedFile file) {
    return of(Feed.named(file.feed()), file.loadNumber(), file.firstDay(), file.lastDay());
  }

  /** What a load had written, and where it is kept. */
  static List<SliceRows> takenBack(LoadedFile file, String runId) {
    List<SliceRows> rows = new ArrayList<>(ofLoad(file));
    rows.add(quarantined(file.feed(), file.name()));
    rows.add(new SliceRows(Tables.SUPERSEDED_FILES, Map.of("superseded_by", runId)));
    rows.add(
        new SliceRows(
            TakenBackRows.superseded(Feed.named(file.feed())),
            Map.of("load_number", file.loadNumber())));
    return rows;
  }

  /** What a release has written beside its load. */
  static List<SliceRows> released(SourceFile file, Release release, String runId) {
    List<SliceRows> rows = new ArrayList<>();
    release
        .loads()
        .forEach(
            load -> rows.add(new SliceRows(Tables.FILES_INGESTED, Map.of("load_number", load))));
    for (Table kept : List.of(Tables.SUPERSEDED_QUARANTINE, Tables.QUARANTINE_RELEASES)) {
      String run = kept.equals(Tables.QUARANTINE_RELEASES) ? "run_id" : "superseded_by";
      rows.add(
          new SliceRows(kept, Map.of(run, runId, "feed", file.feed(), "file_name", file.name())));
    }
    return rows;
  }

  private static SliceRows quarantined(String feed, String name) {
    return new SliceRows(Tables.QUARANTINE, Map.of("feed", feed, "file_name", name));
  }

  private static List<SliceRows> of(
      Feed feed, long loadNumber, Optional<LocalDate> firstDay, Optional<LocalDate> lastDay) {
    List<SliceRows> rows = new ArrayList<>();
    rows.add(new SliceRows(Tables.FILES_INGESTED, Map.of("load_number", loadNumber)));
    if (feed == Feed.CUSTOMERS || firstDay.isPresent()) {
      rows.add(new SliceRows(feed.table(), Map.of("load_number", loadNumber)));
      if (feed == Feed.FEEDBACK) {
        SliceRows.Days days = new SliceRows.Days(firstDay.get(), lastDay.orElseThrow());
        rows.add(new SliceRows(Tables.FEEDBACK_SENTIMENT, Map.of(feed.day(), days)));
      }
    }
    return rows;
  }
}

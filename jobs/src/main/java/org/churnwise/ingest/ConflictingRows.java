package org.churnwise.ingest;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.churnwise.cli.LocalFiles;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.TextFile;
import org.churnwise.warehouse.TextLines;
import org.churnwise.warehouse.Warehouse;

/**
 * Brings to quarantine the good rows of a file that say other things of a key than a row that is
 * loaded. The text of lines that the warehouse found good has not landed: it is read again from
 * their file, which costs a pass over it, and only if there is such a row.
 */
final class ConflictingRows {
  private static final Sql COUNTS = Sql.named("ingest/conflict_counts");
  private static final Sql WITH_TEXT = Sql.named("ingest/conflicts_with_text");
  private static final String CONFLICTING = "conflicting_rows";

  private final Warehouse warehouse;

  ConflictingRows(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Quarantines them as part of the caller's commit, and returns their number.
   *
   * @param conflicting their query, for quarantine
   * @param isKept whether they come from an earlier load, which keeps no text of good rows
   * @throws ChurnException exit 3 if the file is another one by now
   */
  long quarantine(SourceFile file, Sql conflicting, boolean isKept) {
    ResultRow counts = warehouse.query(COUNTS.reading(CONFLICTING, conflicting)).get(0);
    if (counts.longValue("conflicts") == 0) {
      return 0;
    }
    return isKept || counts.longValue("without_text") == 0
        ? warehouse.insertFrom(Tables.QUARANTINE, conflicting)
        : withText(file, conflicting);
  }

  private long withText(SourceFile file, Sql conflicting) {
    Path path = new Path(file.path());
    // Without quotes and with one value a line is not split.
    TextFile text = new TextFile(StoredBytes.local(path), ',', '\0', 1);
    requireUnchanged(file, path); // another text may be one that cannot be read
    try (TextLines lines = warehouse.linesOf(text).orElseThrow(() -> changed(file, path))) {
      requireUnchanged(file, path);
      Sql texts = new Sql("lines", "select line_number, line from " + lines.relation(), Map.of());
      return warehouse.insertFrom(
          Tables.QUARANTINE,
          WITH_TEXT.reading(CONFLICTING, conflicting).reading("text_lines", texts));
    }
  }

  private static void requireUnchanged(SourceFile file, Path path) {
    if (!content(path).equals(file.content())) {
      throw changed(file, path);
    }
  }

  private static StoredBytes.Content content(Path path) {
    try {
      return FileDiscovery.content(path.getFileSystem(LocalFiles.configuration()), path);
    } catch (IOException e) {
      throw ChurnException.dataRefused("cannot read file " + path + ": " + e.getMessage());
    }
  }

  private static ChurnException changed(SourceFile file, Path path) {
    return ChurnException.dataRefused(
        "file %s %s"
            .formatted(file.spokenPath(), FileParser.changed(file.content(), content(path))));
  }
}

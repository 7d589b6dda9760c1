package org.churnwise.ingest;

import java.io.IOException;
import java.time.YearMonth;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.churnwise.cli.LocalFiles;
import org.churnwise.error.ChurnException;

/**
 * A loaded file, from its row of files_ingested.
 *
 * @param feed customers, sales or feedback
 * @param month in its name
 * @param name in its folder
 * @param folder that it was loaded from, as a Hadoop path
 * @param contentHash sha256 of the bytes that were loaded, hexadecimal
 * @param loadNumber place in the order of loading
 * @param contractVersion that it was loaded by; empty if an older release loaded it
 * @param isRelease whether the load brought in quarantined rows of the file
 * @param takenBackBy the run that took the load back; its rows are kept then, and the file may be
 *     gone
 */
public record RecordedFile(
    String feed,
    Optional<YearMonth> month,
    String name,
    String folder,
    String contentHash,
    long loadNumber,
    Optional<String> contractVersion,
    boolean isRelease,
    Optional<String> takenBackBy) {

  /** Whether the load was taken back. */
  public boolean isTakenBack() {
    return takenBackBy.isPresent();
  }

  /** Whether it is rows of a table, which are kept in the tables that they were loaded into. */
  public boolean isOfTable() {
    return TableDiscovery.isTable(folder, name);
  }

  /** Its Hadoop path. */
  public String path() {
    return folder + "/" + name;
  }

  /**
   * The file as it is now. Reads every byte of it; not of one that was taken back, nor for a
   * release or rows of a table, which the warehouse keeps.
   *
   * @throws ChurnException with exit code DATA_REFUSED, naming the file, if it is missing, cannot
   *     be read or has changed since it was loaded
   */
  public SourceFile find() {
    if (isTakenBack() || isRelease || isOfTable()) {
      return new SourceFile(feed, path(), name, month, false, contentHash, 0);
    }
    try {
      Path path = new Path(path());
      FileSystem fileSystem = path.getFileSystem(LocalFiles.configuration());
      if (!fileSystem.exists(path)) {
        throw ChurnException.dataRefused(
            "file %s not found; restore it".formatted(SourceFile.spokenPath(path())));
      }
      StoredBytes.Content content = FileDiscovery.content(fileSystem, path);
      if (!content.hash().equals(contentHash)) {
        throw ChurnException.dataRefused(
            "file %s has changed since it was loaded: sha256 %s then, %s now; restore the old file"
                .formatted(SourceFile.spokenPath(path()), contentHash, content.hash()));
      }
      return new SourceFile(feed, path(), name, month, false, contentHash, content.bytes());
    } catch (IOException | IllegalArgumentException e) {
      throw ChurnException.dataRefused(
          "cannot read file %s: %s; check the file and its rights"
              .formatted(SourceFile.spokenPath(path()), e.getMessage()));
    }
  }
}

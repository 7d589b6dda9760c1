package org.churnwise.scoring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.error.ChurnException;
import picocli.CommandLine.Option;

/** Whether the contact list is written as a file, and how much of it. */
final class ContactListOptions {
  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Number of customers to write to --csv, the most valuable first.")
  private Integer top;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write the contact list of the snapshot to a new file.")
  private Path csv;

  /** Whether a file was requested. */
  boolean given() {
    return csv != null;
  }

  int top() {
    return top;
  }

  Path file() {
    return csv;
  }

  /**
   * Refuses with exit code 2 one option without the other, fewer than one row, more than one
   * snapshot, a file that exists and a folder that does not.
   */
  void requireValid(List<LocalDate> snapshots) {
    if (top != null && top < 1) {
      throw ChurnException.usage("--top " + top + " is too small; give at least 1");
    }
    if (top != null && csv == null) {
      throw ChurnException.usage("--top " + top + " needs --csv FILE");
    }
    if (csv == null) {
      return;
    }
    if (top == null) {
      throw ChurnException.usage(
          "--csv " + csv + " needs --top N, the number of customers to write");
    }
    if (snapshots.size() > 1) {
      throw ChurnException.usage(
          "--csv %s: a contact list covers one snapshot, not %d; give one --snapshot-date"
              .formatted(csv, snapshots.size()));
    }
    requireWritable();
  }

  private void requireWritable() {
    if (Files.exists(csv)) {
      throw ChurnException.usage(
          "--csv %s: the file exists; choose a new name or remove it".formatted(csv));
    }
    Path folder = csv.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder) || !Files.isDirectory(folder)) {
      throw ChurnException.usage(
          "--csv %s: %s is not a writable folder; create it first".formatted(csv, folder));
    }
  }
}

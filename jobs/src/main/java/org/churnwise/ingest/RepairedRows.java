package org.churnwise.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.churnwise.error.ChurnException;

/** The rows of a repaired sheet: new texts of quarantined rows of one file. */
final class RepairedRows {
  private final Path sheet;
  private final String file;
  private final boolean isGrouped;
  private final Map<Long, String> texts = new LinkedHashMap<>();

  /**
   * Of one file, still without rows.
   *
   * @param file that they came with, as feed/name
   * @param isGrouped whether several rows may have one line: those of a sale
   */
  RepairedRows(Path sheet, String file, boolean isGrouped) {
    this.sheet = sheet;
    this.file = file;
    this.isGrouped = isGrouped;
  }

  /** The file that the rows came with, as feed/name. */
  String file() {
    return file;
  }

  /** The texts by line of the file. */
  Map<Long, String> texts() {
    return texts;
  }

  /** Refuses a row of another file. */
  void requireSameFile(String other) {
    if (!other.equals(file)) {
      throw refused(
          sheet, "it holds rows of %s and %s; give one file at a time".formatted(file, other));
    }
  }

  /**
   * Takes a row.
   *
   * @param place its line in the sheet
   * @param line of the file, as the sheet names it
   */
  void add(long place, String line, String text) {
    if (!line.matches("[1-9][0-9]{0,17}")) {
      throw refused(
          sheet,
          "line %d says '%s' in %s, which is no line of the file that the row came with"
              .formatted(place, QuarantineText.cut(line), RepairSheet.LINE));
    }
    long number = Long.parseLong(line);
    if (!isGrouped && texts.containsKey(number)) {
      throw refused(
          sheet,
          "line %d is a second row for line %d of %s; keep one of them"
              .formatted(place, number, file));
    }
    texts.merge(number, text, (one, other) -> one + "\n" + other);
  }

  /** A sheet cannot be used. */
  static ChurnException refused(Path sheet, String why) {
    return ChurnException.dataRefused(
        "repaired file %s: %s; nothing was changed".formatted(sheet, why));
  }

  static ChurnException unreadable(Path sheet, IOException e) {
    return refused(sheet, "it cannot be read: " + e.getMessage());
  }
}

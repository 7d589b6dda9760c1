package org.churnwise.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the lines of a text end. DuckDB counts lines wrong, or drops blanks at their start, where
 * some end with LF and others with CR LF or CR. Costs up to four nanoseconds a byte.
 */
final class LineEnds {
  private static final int BUFFER_BYTES = 1 << 16;

  private final int forbidden;
  private int before;
  private boolean isLf;
  private boolean isCrLf;

  private LineEnds(int forbidden) {
    this.forbidden = forbidden;
  }

  /**
   * Whether all lines end with LF, or all with CR LF; never so if it holds the forbidden byte.
   *
   * @throws IOException if the text cannot be read
   */
  static boolean areAlike(Path text, int forbidden) throws IOException {
    LineEnds ends = new LineEnds(forbidden);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(text)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          if (!ends.isAlike(buffer[i])) {
            return false;
          }
        }
      }
    }
    return ends.before != '\r';
  }

  private boolean isAlike(int next) {
    isCrLf |= next == '\n' && before == '\r';
    isLf |= next == '\n' && before != '\r';
    boolean isLoneCr = before == '\r' && next != '\n';
    before = next;
    return next != forbidden && !isLoneCr && !(isLf && isCrLf);
  }
}

package org.churnwise.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the lines of a text end. DuckDB counts lines wrong, or drops blanks at their start, where
 * some end with LF and others with CR LF or CR. Costs half a nanosecond a byte of a text without
 * CR, and up to four of another.
 */
final class LineEnds {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

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
    return !holdsAny(text, '\r', forbidden) || areAlikeByBytes(text, forbidden);
  }

  /** Whether a text holds one of two bytes, neither of them 0: looks at eight at a time. */
  private static boolean holdsAny(Path text, int one, int other) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long[] words = new long[BUFFER_BYTES / Long.BYTES];
    try (FileChannel in = FileChannel.open(text)) {
      while (fill(bytes, in)) {
        bytes.asLongBuffer().get(words, 0, bytes.limit() / Long.BYTES);
        for (int i = 0; i < bytes.limit() / Long.BYTES; i++) {
          if ((withByte(words[i], one) | withByte(words[i], other)) != 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Reads whole words, the last one filled up with 0; false at the end. */
  private static boolean fill(ByteBuffer bytes, FileChannel in) throws IOException {
    bytes.clear();
    int last = 0;
    while (last >= 0 && bytes.hasRemaining()) {
      last = in.read(bytes);
    }
    int read = bytes.position();
    while (bytes.position() % Long.BYTES != 0) {
      bytes.put((byte) 0);
    }
    bytes.flip();
    return read > 0;
  }

  /** Not 0 if one of the eight bytes of a word is the wanted one (Hacker's Delight, 6-1). */
  private static long withByte(long word, int wanted) {
    long zeroWhereEqual = word ^ (EACH_BYTE * wanted);
    return (zeroWhereEqual - EACH_BYTE) & ~zeroWhereEqual & HIGH_BITS;
  }

  private static boolean areAlikeByBytes(Path text, int forbidden) throws IOException {
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

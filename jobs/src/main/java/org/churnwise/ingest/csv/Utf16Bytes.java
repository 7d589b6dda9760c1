package org.churnwise.ingest.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A text of UTF-16 as bytes of UTF-8. What is no character, half a surrogate pair or half a unit,
 * becomes a byte that UTF-8 never has, so that the reader finds its line.
 */
final class Utf16Bytes extends InputStream {
  private static final byte[] NO_CHARACTER = {(byte) 0xFF};

  private final InputStream in;
  private final boolean littleEndian;
  private byte[] bytes = {};
  private int position;
  private int putBack = -1;

  Utf16Bytes(InputStream in, boolean littleEndian) {
    this.in = new BufferedInputStream(in);
    this.littleEndian = littleEndian;
  }

  @Override
  public int read() throws IOException {
    if (position == bytes.length && !readCharacter()) {
      return -1;
    }
    return bytes[position++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = 0;
    for (int next = -1; count < length && (next = read()) >= 0; count++) {
      target[offset + count] = (byte) next;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  private boolean readCharacter() throws IOException {
    int unit = unit();
    if (unit < 0) {
      return false;
    }
    position = 0;
    char first = (char) unit;
    if (!Character.isSurrogate(first)) {
      bytes = unit > Character.MAX_VALUE ? NO_CHARACTER : utf8(String.valueOf(first));
      return true;
    }
    int next = Character.isHighSurrogate(first) ? unit() : -1;
    boolean pair =
        next >= 0 && next <= Character.MAX_VALUE && Character.isLowSurrogate((char) next);
    bytes = pair ? utf8(new String(new char[] {first, (char) next})) : NO_CHARACTER;
    putBack = pair ? -1 : next;
    return true;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The next unit; -1 at the end, and more than any unit for half a one. */
  private int unit() throws IOException {
    if (putBack >= 0) {
      int unit = putBack;
      putBack = -1;
      return unit;
    }
    int first = in.read();
    int second = first < 0 ? -1 : in.read();
    if (second < 0) {
      return first < 0 ? -1 : Character.MAX_VALUE + 1;
    }
    return littleEndian ? second << 8 | first : first << 8 | second;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package org.churnwise.sample;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Writes CSV rows by RFC 4180, but with plain line feeds, in UTF-8. Numbers and dates go straight
 * into bytes: a large sample has tens of millions of rows.
 */
final class CsvWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_NUMBER = 20;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private boolean rowStarted;
  private long rows;
  private int cachedDay = Integer.MIN_VALUE;
  private byte[] cachedDate = {};

  CsvWriter(Path file) throws IOException {
    out = Files.newOutputStream(file);
  }

  /** A text as a field, quoted where needed. */
  static byte[] encode(String text) {
    return quoted(text).getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** A field that is encoded already. */
  CsvWriter encoded(byte[] field) throws IOException {
    startField();
    bytes(field);
    return this;
  }

  /** A text, quoted where needed. */
  CsvWriter text(String text) throws IOException {
    return encoded(encode(text));
  }

  /** A whole number, not negative. */
  CsvWriter number(long value) throws IOException {
    startField();
    digits(value, 1);
    return this;
  }

  /** An amount with two decimals. */
  CsvWriter cents(long cents) throws IOException {
    return decimal(cents, 100, 2);
  }

  /** A probability with six decimals. */
  CsvWriter millionths(long millionths) throws IOException {
    return decimal(millionths, 1_000_000, 6);
  }

  private CsvWriter decimal(long value, int one, int decimals) throws IOException {
    number(value / one);
    room(1);
    buffer[filled++] = '.';
    digits(value % one, decimals);
    return this;
  }

  /** Letters, then a number that is filled with zeros to a width: C000001. */
  CsvWriter id(String letters, long number, int width) throws IOException {
    startField();
    room(letters.length());
    for (int i = 0; i < letters.length(); i++) {
      buffer[filled++] = (byte) letters.charAt(i);
    }
    digits(number, width);
    return this;
  }

  /** A day since 1970-01-01, as yyyy-MM-dd. */
  CsvWriter date(int day) throws IOException {
    if (day != cachedDay) {
      cachedDay = day;
      cachedDate = encode(LocalDate.ofEpochDay(day).toString());
    }
    return encoded(cachedDate);
  }

  /** Ends the row. */
  void endRow() throws IOException {
    room(1);
    buffer[filled++] = '\n';
    rowStarted = false;
    rows++;
  }

  /** Rows ended so far. */
  long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }

  private void startField() throws IOException {
    if (rowStarted) {
      room(1);
      buffer[filled++] = ',';
    }
    rowStarted = true;
  }

  private void digits(long value, int width) throws IOException {
    room(LONGEST_NUMBER);
    int length = width;
    for (long rest = value / power(width); rest > 0; rest /= 10) {
      length++;
    }
    long rest = value;
    for (int i = length - 1; i >= 0; i--) {
      buffer[filled + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    filled += length;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private void bytes(byte[] field) throws IOException {
    room(field.length);
    System.arraycopy(field, 0, buffer, filled, field.length);
    filled += field.length;
  }

  private void room(int bytes) throws IOException {
    if (filled + bytes > buffer.length) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }
}

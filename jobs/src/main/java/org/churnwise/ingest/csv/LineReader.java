package org.churnwise.ingest.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits bytes into lines at LF or CR LF and decodes each on its own, so that undecodable bytes
 * spoil one line and not the file. Skips a UTF-8 byte order mark.
 */
public final class LineReader implements Lines {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_LINE_BYTES = 1 << 24;

  /**
   * Programs end texts with it; as text of UTF-8, UTF-16 without a byte order mark is full of it.
   */
  static final char NO_TEXT = '\0';

  private static final char REPLACEMENT = '\uFFFD';
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream in;
  private final Charset charset;
  private final boolean singleByte;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int filled;
  private byte[] line = new byte[256];
  private int length;
  private long number;

  public LineReader(InputStream in, Charset charset) {
    this.in = in;
    this.charset = charset;
    this.singleByte =
        !charset.equals(StandardCharsets.US_ASCII)
            && charset.canEncode()
            && charset.newEncoder().maxBytesPerChar() == 1;
  }

  /** The next line, or null at the end. Throws IOException for a line of more than 16 MiB. */
  @Override
  public TextLine next() throws IOException {
    length = 0;
    String end = "";
    while (end.isEmpty() && fill()) {
      int from = position;
      while (position < filled && buffer[position] != '\n' && buffer[position] != '\r') {
        position++;
      }
      append(from);
      if (position < filled) {
        end = end();
      }
    }
    if (length == 0 && end.isEmpty()) {
      return null;
    }
    number++;
    return decoded(end);
  }

  /** Passes the end of a line: both characters, or either alone, as old programs write it. */
  private String end() throws IOException {
    boolean carriageReturn = buffer[position] == '\r';
    position++;
    if (!carriageReturn) {
      return "\n";
    }
    if (!fill() || buffer[position] != '\n') {
      return "\r";
    }
    position++;
    return "\r\n";
  }

  private boolean fill() throws IOException {
    if (position == filled) {
      filled = Math.max(0, in.read(buffer));
      position = 0;
    }
    return filled > 0;
  }

  private void append(int from) throws IOException {
    int more = position - from;
    if (length + more > LONGEST_LINE_BYTES) {
      throw new DecodedText.UnsuitableText(
          "line %d is longer than 16 MiB: a value in it is too long, or line ends are missing; correct the line, or remove it"
              .formatted(number + 1));
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
    }
    System.arraycopy(buffer, from, line, length, more);
    length += more;
  }

  private TextLine decoded(String end) {
    String text = new String(line, 0, length, charset);
    boolean decodable =
        text.indexOf(NO_TEXT) < 0
            && (singleByte
                ? !isOtherCharset(text, length)
                : text.indexOf(REPLACEMENT) < 0 || isText(charset, length));
    if (number == 1 && charset.equals(StandardCharsets.UTF_8) && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    return new TextLine(number, text, end, decodable);
  }

  /**
   * Every byte is some character of most charsets of one byte, so that a text of UTF-8 looks
   * decodable: but what is valid there beyond ASCII is no text here.
   */
  private boolean isOtherCharset(String text, int end) {
    boolean ascii = true;
    for (int i = 0; i < end && ascii; i++) {
      ascii = line[i] >= 0;
    }
    return !ascii && (text.indexOf(REPLACEMENT) >= 0 || isText(StandardCharsets.UTF_8, end));
  }

  /** A file may contain a replacement character itself. */
  private boolean isText(Charset strict, int end) {
    try {
      strict.newDecoder().decode(ByteBuffer.wrap(line, 0, end));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

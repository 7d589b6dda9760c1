package org.churnwise.ingest.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a text in the charset of its contract. The byte order mark of UTF-16 counts for more
 * than the default: no text of UTF-8 begins with its bytes.
 */
public final class DecodedText {
  private static final int LONGEST_MARK = 3;
  private static final int UTF_16_BIG = 0xFEFF;
  private static final int UTF_16_LITTLE = 0xFFFE;
  private static final int UTF_8_START = 0xEFBB;
  private static final int UTF_8_END = 0xBF;

  private DecodedText() {}

  /**
   * The lines of a text.
   *
   * @throws UnsuitableText if its byte order mark contradicts the charset, or UTF-16 has none
   */
  public static LineReader lines(InputStream bytes, String charset) throws IOException {
    PushbackInputStream in = new PushbackInputStream(bytes, LONGEST_MARK);
    byte[] start = in.readNBytes(LONGEST_MARK);
    in.unread(start);
    int first = start.length < 2 ? 0 : (start[0] & 0xFF) << 8 | start[1] & 0xFF;
    boolean utf8Mark =
        first == UTF_8_START && start.length == LONGEST_MARK && (start[2] & 0xFF) == UTF_8_END;
    String found =
        switch (first) {
          case UTF_16_BIG -> "UTF-16BE";
          case UTF_16_LITTLE -> "UTF-16LE";
          default -> utf8Mark ? "UTF-8" : "";
        };
    boolean default8 = charset.equals("UTF-8");
    boolean utf16 = charset.startsWith("UTF-16");
    boolean fits =
        found.isEmpty()
            || default8
            || found.equals(charset)
            || charset.equals("UTF-16") && !utf8Mark;
    if (!fits) {
      throw new UnsuitableText(
          "begins with the byte order mark of %s, but its contract says charset = %s; correct the contract, or the file"
              .formatted(found, charset));
    }
    if (found.isEmpty() && charset.equals("UTF-16")) {
      throw new UnsuitableText(
          "has no byte order mark; say charset = UTF-16LE or UTF-16BE in its contract");
    }
    if (utf16 || found.startsWith("UTF-16")) {
      String order = found.isEmpty() ? charset : found;
      return new LineReader(new Utf16Bytes(in, order.equals("UTF-16LE")), StandardCharsets.UTF_8);
    }
    return new LineReader(in, Charset.forName(charset));
  }

  /** A text that cannot be read as its contract says. */
  public static final class UnsuitableText extends IOException {
    private static final long serialVersionUID = 1;

    public UnsuitableText(String message) {
      super(message);
    }
  }
}

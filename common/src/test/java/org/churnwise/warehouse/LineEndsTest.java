package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of texts behind lines that end with LF: eight bytes are looked at together, and 64 kB. */
class LineEndsTest {
  private static final int FORBIDDEN = 1;
  private static final List<Integer> BYTES_BEFORE = List.of(1, 7, 8, 65_529, 65_535, 65_536);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1234567\n", "12345678\n\n", "\u0080\u008d\u0100\n"})
  void lines(String end) throws IOException {
    for (int before : BYTES_BEFORE) {
      assertTrue(areAlike("\n".repeat(before) + end), before + " bytes before");
    }
    assertTrue(areAlike(end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\r", "\r\n", "a\rb", "1234567\r", "12345678\r\n", "\u0001", "1234567\u0001\n"})
  void otherEndsBehindThem(String end) throws IOException {
    for (int before : BYTES_BEFORE) {
      assertEquals(false, areAlike("\n".repeat(before) + end), before + " bytes before");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "1234567\r\n", "a\r\n\r\nb"})
  void linesThatEndWithCrAndLf(String text) throws IOException {
    assertTrue(areAlike(text));
  }

  private boolean areAlike(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LineEnds.areAlike(Files.write(folder.resolve("text"), bytes), FORBIDDEN);
  }
}

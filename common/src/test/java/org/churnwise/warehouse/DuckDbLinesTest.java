package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbLinesTest {
  @TempDir private Path folder;

  /** DuckDB says that there is no such file. */
  @Test
  void aPathWithABackslashIsLeftToAnotherReader() throws IOException {
    assertEquals(true, DuckDbLines.areFoundIn(Files.writeString(folder.resolve("a b.csv"), "1\n")));
    assertEquals(
        false, DuckDbLines.areFoundIn(Files.writeString(folder.resolve("a\\b.csv"), "1\n")));
  }
}

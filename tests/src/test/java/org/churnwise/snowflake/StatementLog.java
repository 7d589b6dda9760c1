package org.churnwise.snowflake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The log that the local server appends to; what was read once is not parsed again. */
final class StatementLog {
  private final BufferedReader lines;
  private final List<SentStatement> statements = new ArrayList<>();
  private final StringBuilder begun = new StringBuilder();

  StatementLog(Path file) throws IOException {
    lines = Files.newBufferedReader(file);
  }

  /** All statements so far, in the order in which they were answered. */
  synchronized List<SentStatement> read() {
    try {
      for (int next = lines.read(); next >= 0; next = lines.read()) {
        if (next == '\n') {
          statements.add(SentStatement.parse(begun.toString()));
          begun.setLength(0);
        } else {
          begun.append((char) next);
        }
      }
      return List.copyOf(statements);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.churnwise.scoring;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.churnwise.cli.CsvLine;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.warehouse.PrivateFiles;

/**
 * A CSV file by RFC 4180 in UTF-8 that appears whole or not at all: it is written to a temporary
 * file beside it and moved there by {@link #finish}. Closing it earlier removes what was written.
 */
final class NewCsvFile implements AutoCloseable {
  private final Path file;
  private final Path unfinished;
  private final Writer writer;

  /** Opens the file and writes the header. */
  NewCsvFile(Path file, List<String> header) {
    this.file = file;
    this.unfinished =
        file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".unfinished");
    try {
      this.writer =
          Channels.newWriter(
              Files.newByteChannel(
                  unfinished,
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  PrivateFiles.file()),
              StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failure(e);
    }
    row(header);
  }

  /** Writes one row. */
  void row(List<String> cells) {
    try {
      writer.write(CsvLine.of(cells.stream().map(cell -> cell.isEmpty() ? null : cell).toList()));
      writer.write("\r\n");
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Moves the file to its place; refuses with exit code 2 if one was created there meanwhile. */
  void finish() {
    try {
      writer.close();
      Files.move(unfinished, file);
    } catch (FileAlreadyExistsException e) {
      throw ChurnException.usage("%s was created meanwhile; choose a new name".formatted(file));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private ChurnException failure(IOException e) {
    return new ChurnException(
        ExitCode.FAILED,
        "cannot write %s: %s; check free space and rights of its folder".formatted(file, e),
        e);
  }
}

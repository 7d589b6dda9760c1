package org.churnwise.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.warehouse.PrivateFiles;

/**
 * Where a report lies. It names customers, so it is for its owner alone, and appears whole or not
 * at all.
 */
public final class ReportFile {
  /** By this a file is known to be a report, and may be replaced. */
  private static final String BEGINNING =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<!-- Churnwise report -->\n";

  private final Path path;

  ReportFile(Path path) {
    this.path = path;
  }

  /**
   * The report of a warehouse in the folder {@code report.path}: named after database and schema.
   */
  public static ReportFile ofWarehouse(Settings settings) {
    return new ReportFile(
        settings.report().path().resolve(settings.warehouse().shortName() + ".html"));
  }

  Path path() {
    return path;
  }

  /**
   * Refuses a path that this must not replace.
   *
   * @throws ChurnException (usage) if something other than a report is there
   */
  void requireReplaceable() {
    try {
      if (Files.exists(path) && !isReport()) {
        throw ChurnException.usage(
            "%s exists and is no report; choose a new name for --out".formatted(path));
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private boolean isReport() throws IOException {
    byte[] beginning = BEGINNING.getBytes(StandardCharsets.UTF_8);
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(beginning, in.readNBytes(beginning.length));
    }
  }

  /** Writes it, in place of an earlier report. */
  public void write(String html) {
    requireReplaceable();
    try {
      PrivateFiles.createFolder(path.toAbsolutePath().getParent());
      Files.deleteIfExists(unfinished());
      try (Writer writer =
          Channels.newWriter(
              Files.newByteChannel(
                  unfinished(),
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  PrivateFiles.file()),
              StandardCharsets.UTF_8)) {
        writer.write(html);
      }
      Files.move(
          unfinished(), path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Deletes it and what a killed run left of it; returns whether there was one. What is no report
   * stays.
   */
  public boolean delete() {
    try {
      boolean left = Files.deleteIfExists(unfinished());
      return isReport() && Files.deleteIfExists(path) || left;
    } catch (IOException e) {
      throw new ChurnException(
          ExitCode.FAILED,
          "cannot delete report %s: %s; delete it yourself: it may still name customers who are no longer in the tables"
              .formatted(path, e),
          e);
    }
  }

  private Path unfinished() {
    return path.resolveSibling(path.getFileName() + ".unfinished");
  }

  private ChurnException failure(IOException e) {
    return new ChurnException(
        ExitCode.FAILED,
        "cannot write report %s: %s; check free space and rights of its folder, or give --out FILE"
            .formatted(path, e),
        e);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

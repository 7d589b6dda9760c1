package org.churnwise.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;
import org.churnwise.config.Settings;
import org.churnwise.run.Ledger;
import org.churnwise.warehouse.Warehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a node exporter collects from the folder of {@code --collector.textfile.directory}.
 * It appears whole or not at all, and every user may read it: the exporter is another one.
 */
public final class MetricsFile {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsFile.class);
  private static final String READABLE = "rw-r--r--";

  private final Path path;

  MetricsFile(Path path) {
    this.path = path;
  }

  /**
   * Writes the metrics at the end of a run, if {@code metrics.textfile} says where to; otherwise it
   * costs nothing. A file that cannot be written never fails the run.
   *
   * @param told receives a line for a person if it could not be written
   */
  public static void atEndOfRun(
      Warehouse warehouse, Ledger ledger, Settings settings, Consumer<String> told) {
    Optional<Path> file = settings.metrics().file(settings.warehouse().shortName());
    if (file.isEmpty()) {
      return;
    }
    try {
      new MetricsFile(file.get()).write(Metrics.read(warehouse, ledger, settings).text());
    } catch (IOException | RuntimeException e) { // the run is over, whatever becomes of its metrics
      LOG.warn("{} could not be written", file.get(), e);
      told.accept("metrics   %s".formatted(reason(file.get(), e)));
    }
  }

  private static String reason(Path file, Exception e) {
    return e instanceof NoSuchFileException
        ? "the folder of %s does not exist; create it, or correct metrics.textfile".formatted(file)
        : "%s could not be written: %s; check metrics.textfile, and the rights of its folder"
            .formatted(file, e.getMessage());
  }

  /** Writes it in place of an earlier one; the exporter collects no name with another ending. */
  void write(String text) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    Files.writeString(unfinished, text, StandardCharsets.UTF_8);
    if (Files.getFileAttributeView(unfinished, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(READABLE));
    }
    Files.move(
        unfinished, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}

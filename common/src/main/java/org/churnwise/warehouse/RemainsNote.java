package org.churnwise.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.churnwise.error.ChurnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside a database, from before rows are deleted of which no byte may be left until the
 * database is written anew: whoever opens it after a process that was killed between the two does
 * it.
 */
record RemainsNote(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(RemainsNote.class);
  private static final String ENDING = "-remains";

  /** That of a database. */
  static RemainsNote beside(Path database) {
    return new RemainsNote(database.resolveSibling(database.getFileName() + ENDING));
  }

  /**
   * Writes it.
   *
   * @throws ChurnException exit 4 if it cannot
   */
  void write() {
    try {
      Files.write(file, new byte[0]);
      PrivateFiles.protect(file);
    } catch (IOException e) {
      throw ChurnException.warehouse(
          "cannot write %s: %s; nothing was deleted".formatted(file, e), e);
    }
  }

  boolean exists() {
    return Files.exists(file);
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot remove {}: the database is written anew by the next command", file, e);
    }
  }

  /** Does what a killed process did not; if it cannot, the next one tries again. */
  void finish(Runnable writeAnew) {
    if (Files.notExists(file)) {
      return;
    }
    try {
      writeAnew.run();
      LOG.info("wrote the database anew, which a killed process had begun to erase rows from");
    } catch (ChurnException e) {
      LOG.warn("{}", e.getMessage());
    }
  }
}

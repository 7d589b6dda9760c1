package org.churnwise.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.churnwise.error.ChurnException;
import org.churnwise.warehouse.EmbeddedWarehouse;

/** A folder that a backup is written to. */
final class BackupFolder {
  private final Path folder;

  /**
   * A folder that does not exist yet, or is empty.
   *
   * @throws ChurnException (usage) for any other
   */
  BackupFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    if (Files.exists(this.folder) && !isEmptyFolder(this.folder)) {
      throw ChurnException.usage(
          "%s is not an empty folder; name a new one, or remove what a backup left that did not finish"
              .formatted(this.folder));
    }
  }

  private static boolean isEmptyFolder(Path path) {
    try (Stream<Path> content = Files.list(path)) {
      return content.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Copies a warehouse and its models, for its owner's eyes only, and writes the manifest last.
   *
   * @throws ChurnException exit 4 if the folder cannot be written
   */
  Manifest write(EmbeddedWarehouse warehouse, String product, long schemaVersion, Instant now) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      warehouse.copyTo(folder.resolve(Manifest.DATABASE));
      if (Files.isDirectory(warehouse.modelsFolder())) {
        FileUtils.copyDirectory(
            warehouse.modelsFolder().toFile(), folder.resolve(Manifest.MODELS).toFile());
      }
      restrict();
      List<Manifest.StoredFile> files = Manifest.filesIn(folder);
      Manifest manifest =
          new Manifest(Manifest.FORMAT, product, warehouse.schema(), schemaVersion, now, files);
      manifest.writeTo(folder);
      return manifest;
    } catch (IOException e) {
      throw ChurnException.warehouse(
          "cannot write the backup %s: %s; correct that, remove the folder if it is there, and run this again"
              .formatted(folder, WriteFailure.of(e)),
          e);
    }
  }

  private void restrict() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        Files.setPosixFilePermissions(
            path,
            PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
      }
    }
  }
}

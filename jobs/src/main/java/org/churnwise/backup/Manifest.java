package org.churnwise.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Json;
import org.churnwise.table.Migrations;

/**
 * What a backup consists of. It is written last: a folder without one is no backup.
 *
 * @param format of the folder, 1
 * @param product name and version of the program that made it
 * @param schema of the tables
 * @param schemaVersion of the tables
 * @param madeAt when
 * @param files every other file of the folder
 */
record Manifest(
    int format,
    String product,
    String schema,
    long schemaVersion,
    Instant madeAt,
    List<StoredFile> files) {
  /** Its name in the folder. */
  static final String NAME = "manifest.json";

  /** The database in the folder. */
  static final String DATABASE = "churn.duckdb";

  /** The model files in the folder, as they are beside a database. */
  static final String MODELS = DATABASE + "-models";

  static final int FORMAT = 1;

  /**
   * One file.
   *
   * @param path in the folder, with slashes
   * @param bytes its length
   * @param sha256 of its bytes, hexadecimal
   */
  record StoredFile(String path, long bytes, String sha256) {}

  /** The files that stand in a folder now, by name. */
  static List<StoredFile> filesIn(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.filter(Files::isRegularFile).sorted().toList();
    }
    List<StoredFile> files = new ArrayList<>();
    for (Path path : paths) {
      String name = folder.relativize(path).toString().replace('\\', '/');
      if (!name.equals(NAME)) {
        files.add(new StoredFile(name, Files.size(path), sha256(path)));
      }
    }
    return files;
  }

  private static String sha256(Path path) throws IOException {
    try (InputStream bytes = Files.newInputStream(path)) {
      return DigestUtils.sha256Hex(bytes);
    }
  }

  /** Writes it, at once. */
  void writeTo(Path folder) throws IOException {
    Path unfinished = folder.resolve(NAME + ".unfinished");
    Files.writeString(
        unfinished, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this));
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
    Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads the manifest of a backup and holds its files against it.
   *
   * @throws ChurnException exit 3 for a folder that is no backup, or in which a file is missing,
   *     added or changed; exit 4 for a backup of a newer release
   */
  static Manifest verified(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw ChurnException.dataRefused(
          "%s is no backup, or one that was not finished: it has no %s; nothing was changed"
              .formatted(folder, NAME));
    }
    try {
      Manifest manifest = Json.mapper().readValue(file.toFile(), Manifest.class);
      manifest.refuseNewer(folder);
      List<StoredFile> found = filesIn(folder);
      for (StoredFile stored : manifest.files) {
        if (!found.contains(stored)) {
          throw different(folder, stored.path(), "is missing or changed");
        }
      }
      for (StoredFile other : found) {
        if (!manifest.files.contains(other)) {
          throw different(folder, other.path(), "is not part of it");
        }
      }
      return manifest;
    } catch (IOException e) {
      throw ChurnException.dataRefused(
          "backup %s cannot be read: %s; nothing was changed".formatted(folder, e.getMessage()));
    }
  }

  private void refuseNewer(Path folder) {
    if (format > FORMAT || schemaVersion > Migrations.newest()) {
      throw ChurnException.warehouse(
          "backup %s was made by a newer release (%s, tables of version %d; this one knows %d); use that release"
              .formatted(folder, product, schemaVersion, Migrations.newest()),
          null);
    }
  }

  private static ChurnException different(Path folder, String file, String how) {
    return ChurnException.dataRefused(
        "backup %s is damaged: %s %s; nothing was changed. Use another backup"
            .formatted(folder, file, how));
  }
}

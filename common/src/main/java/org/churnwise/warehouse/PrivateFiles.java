package org.churnwise.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files with customers' data are for their owner alone: 600, folders 700, whatever the umask. Where
 * a file system knows no such permissions, its own rules hold.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final boolean KNOWN =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

  private PrivateFiles() {}

  /** The attribute of a file to create. */
  public static FileAttribute<?>[] file() {
    return KNOWN
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
        : new FileAttribute<?>[0];
  }

  /** Creates a folder, and those above it, unless they exist. */
  public static void createFolder(Path folder) throws IOException {
    if (KNOWN) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    } else {
      Files.createDirectories(folder);
    }
  }

  /** Protects a folder and all in it, or a file. */
  static void protect(Path path) {
    try (Stream<Path> all = KNOWN ? Files.walk(path) : Stream.empty()) {
      for (Path each : all.toList()) {
        Files.setPosixFilePermissions(each, Files.isDirectory(each) ? FOLDER : FILE);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the permissions of {} stay as they are", path, e);
    }
  }

  /** Gives a file, if it exists, the permissions of another. */
  static void align(Path file, Path model) {
    try {
      if (KNOWN && Files.exists(file)) {
        Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(model));
      }
    } catch (IOException e) {
      LOG.warn("the permissions of {} stay as they are", file, e);
    }
  }
}

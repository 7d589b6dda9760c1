package org.churnwise.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.churnwise.error.ChurnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders of files under one local root, each written whole or not at all. */
final class FileStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
  private static final String UNFINISHED = ".unfinished";

  private final Path root;

  FileStore(Path root) {
    this.root = root;
  }

  void put(Path folder, String name) {
    Path target = root.resolve(name);
    if (Files.exists(target)) {
      return;
    }
    Path unfinished = root.resolve(name + UNFINISHED);
    deleteTree(unfinished);
    try {
      createFolder(root);
      FileUtils.copyDirectory(folder.toFile(), unfinished.toFile());
      PrivateFiles.protect(unfinished);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure("write", target, e);
    }
  }

  Path fetch(String name) {
    Path folder = root.resolve(name);
    if (!Files.isDirectory(folder)) {
      throw ChurnException.warehouse(
          "model files " + folder + " are missing; restore the folder, or train again", null);
    }
    return folder;
  }

  List<String> names() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw failure("list", root, e);
    }
  }

  void remove(String name) {
    deleteTree(root.resolve(name));
  }

  /** Creates a folder, and those above it, for this user alone, unless it exists. */
  static void createFolder(Path folder) {
    try {
      PrivateFiles.createFolder(folder);
    } catch (IOException e) {
      throw failure("create", folder, e);
    }
  }

  /** A new folder that is removed when the process ends, if not before. */
  static Path temporaryFolder(String prefix) {
    try {
      Path folder =
          Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), prefix);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> removeAtTheEnd(folder)));
      return folder;
    } catch (IOException e) {
      throw failure("create a folder in", Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  /** Other threads may still write to it while the process ends. */
  private static void removeAtTheEnd(Path folder) {
    try {
      deleteTree(folder);
    } catch (ChurnException e) {
      LOG.warn(e.getMessage());
    }
  }

  /** The size of the files in a folder that exists. */
  static long bytesOf(Path folder) {
    return FileUtils.sizeOfDirectory(folder.toFile());
  }

  /** Removes a folder with its content, if it exists; of a link, only the link itself. */
  static void deleteTree(Path folder) {
    try {
      FileUtils.deleteDirectory(folder.toFile());
    } catch (IOException e) {
      throw failure("remove", folder, e);
    }
  }

  private static ChurnException failure(String what, Path path, IOException e) {
    return ChurnException.warehouse(
        "cannot %s %s: %s; check the folder's permissions and free space".formatted(what, path, e),
        e);
  }
}

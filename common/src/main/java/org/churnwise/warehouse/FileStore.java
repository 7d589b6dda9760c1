package org.churnwise.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
      copyTree(folder, unfinished);
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

  static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failure("create", folder, e);
    }
  }

  /** A new folder that is removed when the process ends, if not before. */
  static Path temporaryFolder(String prefix) {
    try {
      Path folder = Files.createTempDirectory(prefix);
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

  static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw failure("remove", folder, e);
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static ChurnException failure(String what, Path path, IOException e) {
    return ChurnException.warehouse(
        "cannot %s %s: %s; check the folder's permissions and free space".formatted(what, path, e),
        e);
  }
}

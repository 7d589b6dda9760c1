package org.churnwise.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * A folder of this process for all that it and its libraries put into the temporary folder: native
 * code unpacked from jars (65 to 80 MB), blocks of Spark, scratch databases. It is removed at the
 * end. What a killed process left is removed by the next one, which knows it by a lock that nobody
 * holds.
 */
final class RunFolder {
  private static final String TEMPORARY = "java.io.tmpdir";
  private static final String LOCK = ".lock";
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** A lock file this young may be about to be locked. */
  private static final Duration YOUNG = Duration.ofSeconds(10);

  /** Threads that still write while the process ends bring a folder back. */
  private static final int ATTEMPTS = 20;

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path lock;
  private final FileChannel held;

  private RunFolder(Path lock, FileChannel held) {
    this.lock = lock;
    this.held = held;
  }

  /**
   * Takes the folder that the launcher made, or makes one before anything uses the temporary
   * folder; Java's own temporary files know only the former. If neither can be had, all stays as it
   * is: whoever needs the temporary folder says why it cannot be used.
   */
  static void use() {
    Path temporary = Path.of(System.getProperty(TEMPORARY)).toAbsolutePath();
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
    try {
      Path given = temporary.resolveSibling(temporary.getFileName() + LOCK);
      RunFolder own =
          Files.exists(given) ? held(given) : claim(temporary.resolve("churnwise-" + user));
      Runtime.getRuntime().addShutdownHook(new Thread(own::remove));
      System.setProperty(TEMPORARY, own.path().toString());
      removeAbandoned(own.path().getParent(), Instant.now());
    } catch (IOException | RuntimeException e) {
      return; // a file system without owners, a folder of somebody else, a full disk
    }
  }

  /** A new folder below a root that only this user may read. */
  static RunFolder claim(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectory(root, PRIVATE);
    }
    Path lock = Files.createFile(root.resolve(UUID.randomUUID() + LOCK));
    boolean mine = Files.getOwner(root, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(lock));
    if (!mine || Files.isSymbolicLink(root)) {
      Files.delete(lock);
      throw new IOException(root + " is not this user's");
    }
    RunFolder own = held(lock);
    Files.createDirectory(own.path(), PRIVATE);
    return own;
  }

  private static RunFolder held(Path lock) throws IOException {
    FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException(lock + " is held by another process");
    }
    return new RunFolder(lock, channel);
  }

  /** The folder. */
  Path path() {
    return folderOf(lock);
  }

  private static Path folderOf(Path lock) {
    String name = lock.getFileName().toString();
    return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  /** Removes the folders of processes that are gone. */
  static void removeAbandoned(Path root, Instant now) throws IOException {
    List<Path> locks;
    try (Stream<Path> files = Files.list(root)) {
      locks = files.filter(file -> file.toString().endsWith(LOCK)).toList();
    }
    for (Path lock : locks) {
      try {
        removeIfAbandoned(lock, now);
      } catch (IOException | OverlappingFileLockException e) {
        continue; // another process is removing it, or it is this one's
      }
    }
  }

  private static void removeIfAbandoned(Path lock, Instant now) throws IOException {
    if (Files.getLastModifiedTime(lock).toInstant().isAfter(now.minus(YOUNG))) {
      return;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        new RunFolder(lock, channel).remove();
      }
    }
  }

  /** Removes the folder; what still comes back is left to the next process. */
  void remove() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        FileUtils.deleteDirectory(path().toFile());
        Files.deleteIfExists(lock);
        held.close();
        return;
      } catch (IOException | IllegalArgumentException e) { // a file vanished meanwhile
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}

package org.churnwise.testkit;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.FileUtils;

/**
 * A folder that takes long to make and that many tests read. Whoever asks first makes it; other
 * threads and processes wait for that. It is kept, and made again once its key is another.
 */
public final class MadeOnce {
  private static final String COMPLETE = "complete";

  private MadeOnce() {}

  /** What fills an empty folder. */
  @FunctionalInterface
  public interface Maker {
    void fill(Path folder) throws Exception;
  }

  /**
   * The folder, filled.
   *
   * @param key what the content depends on, as a hash of it
   */
  public static synchronized Path folder(Path folder, String key, Maker maker) throws Exception {
    Files.createDirectories(folder.getParent());
    Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path complete = folder.resolve(COMPLETE);
      if (lock.isValid() && !(Files.exists(complete) && Files.readString(complete).equals(key))) {
        FileUtils.deleteDirectory(folder.toFile());
        maker.fill(Files.createDirectory(folder));
        Files.writeString(complete, key);
      }
    }
    return folder;
  }

  /**
   * The folder for what outlives a build and serves all clones: churnwise in the cache of the user,
   * which XDG_CACHE_HOME names or which is ~/.cache.
   */
  public static Path cache() {
    String named = System.getenv("XDG_CACHE_HOME");
    Path caches =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    return caches.resolve("churnwise").toAbsolutePath();
  }
}

package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The temporary folder of a process: private, removed at its end, or by the next after a kill. */
class RunFolderTest {
  private static final Instant LATER = Instant.now().plus(Duration.ofMinutes(1));

  @TempDir private Path temporary;

  @Test
  void onlyItsOwnerMayReadItAndNothingOfItStays() throws IOException {
    Path root = temporary.resolve("root");
    RunFolder own = RunFolder.claim(root);
    assertEquals("rwx------", permissions(root));
    assertEquals("rwx------", permissions(own.path()));
    Files.writeString(Files.createDirectory(own.path().resolve("blocks")).resolve("one"), "rows");
    own.remove();
    assertEquals(0, count(root));
  }

  @Test
  void theFolderOfAKilledProcessGoesWithTheNext() throws IOException {
    Path killed = left();
    RunFolder.removeAbandoned(temporary, LATER);
    assertFalse(Files.exists(killed));
    assertEquals(0, count(temporary));
  }

  @Test
  void theFolderOfARunningProcessStays() throws IOException {
    RunFolder running = RunFolder.claim(temporary);
    RunFolder.removeAbandoned(temporary, LATER);
    assertTrue(Files.exists(running.path()));
    running.remove();
  }

  @Test
  void oneThatHasJustBegunStays() throws IOException {
    Path begun = left();
    RunFolder.removeAbandoned(temporary, Instant.now());
    assertTrue(Files.exists(begun));
  }

  /** Somebody else could have placed it in a folder that all may write to. */
  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path root = Files.createSymbolicLink(temporary.resolve("link"), temporary);
    assertThrows(IOException.class, () -> RunFolder.claim(root));
    assertEquals(1, count(temporary));
  }

  /** A lock file that nobody holds, and its folder. */
  private Path left() throws IOException {
    Files.createFile(temporary.resolve("killed.lock"));
    Path folder = Files.createDirectory(temporary.resolve("killed"));
    Files.writeString(folder.resolve("libduckdb.so"), "native code");
    return folder;
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}

package org.churnwise.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes the folder for temporary files that the build gives each of its JVMs, before the first test
 * asks for one. JUnit finds this class by its service file.
 */
public final class TestProcess implements LauncherSessionListener {

  /** The folder of this JVM's log, where other logs of its tests belong too. */
  public static Path logs() {
    String log = System.getProperty("churn.log", "target/test.log");
    return Path.of(log).toAbsolutePath().getParent();
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.churnwise.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.churnwise.run.Hash;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A virtual environment of Python under target/, with the packages that a file of requirements
 * pins. It is made once, and again when that file changes.
 *
 * <p>Where it cannot be made, for want of python3 or of a package index, the test that asks is
 * skipped; with {@code -Dsnowflake.local=required} it fails.
 */
public final class PythonEnvironment {
  private static final Path FOLDER = Path.of("target", "python").toAbsolutePath();
  private static final int LONGEST_INSTALL_MINUTES = 15;
  private static final int HASH_LENGTH = 12; // a script finds its interpreter only by a short path

  private final Path folder;

  private PythonEnvironment(Path folder) {
    this.folder = folder;
  }

  /** The environment of a file of exact versions, as {@code pip install -r} reads it. */
  public static synchronized PythonEnvironment of(Path requirements)
      throws IOException, InterruptedException {
    String hash = Hash.of(Files.readString(requirements));
    Path folder = FOLDER.resolve(requirements.getFileName() + "-" + hash.substring(0, HASH_LENGTH));
    Path complete = folder.resolve("complete");
    if (!Files.exists(complete)) {
      run(List.of("python3", "-m", "venv", "--clear", folder.toString()));
      run(
          List.of(
              folder.resolve("bin/pip").toString(),
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "--no-deps",
              "--no-compile",
              "--only-binary=:all:",
              "--requirement",
              requirements.toString()));
      Files.createFile(complete);
    }
    return new PythonEnvironment(folder);
  }

  /** A program of the environment, as {@code python} or what a package brings. */
  public Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** Runs a step on which the test depends; the test is skipped, or fails, if the step does. */
  public static void run(List<String> command) throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    Path log = Files.createTempFile(FOLDER, "step", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(LONGEST_INSTALL_MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      if (!ended || process.exitValue() != 0) {
        unavailable(
            String.join(" ", command) + ": " + Files.readString(log, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      unavailable(e.getMessage());
    } finally {
      Files.delete(log);
    }
  }

  /** Skips the test, or fails it where everything is required. */
  private static void unavailable(String reason) {
    if ("required".equals(System.getProperty("snowflake.local"))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }
}

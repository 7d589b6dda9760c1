package org.churnwise.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.churnwise.run.Hash;
import org.churnwise.testkit.MadeOnce;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A virtual environment of Python with the packages that a file of requirements pins. It is made
 * once for all builds of a user, see {@link MadeOnce#cache}: a changed file has another.
 *
 * <p>Where it cannot be made, for want of python3 or of a package index, the test that asks is
 * skipped; with {@code -Dsnowflake.local=required} it fails.
 */
public final class PythonEnvironment {
  private static final Path FOLDER = MadeOnce.cache().resolve("python");
  private static final int LONGEST_INSTALL_MINUTES = 15;
  private static final int HASH_LENGTH = 12; // a script finds its interpreter only by a short path

  private final Path folder;

  private PythonEnvironment(Path folder) {
    this.folder = folder;
  }

  /** The environment of a file of exact versions, as {@code pip install -r} reads it. */
  public static PythonEnvironment of(Path requirements) throws Exception {
    String hash = Hash.of(interpreter() + Files.readString(requirements));
    String name = requirements.getFileName() + "-" + hash.substring(0, HASH_LENGTH);
    Path folder = MadeOnce.folder(FOLDER.resolve(name), hash, made -> install(requirements, made));
    return new PythonEnvironment(folder);
  }

  private static void install(Path requirements, Path folder)
      throws IOException, InterruptedException {
    run(List.of("python3", "-m", "venv", folder.toString()));
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
  }

  /** The version of the interpreter and where it lies: an environment works with no other. */
  private static String interpreter() throws IOException, InterruptedException {
    return run(List.of("python3", "-c", "import sys; print(sys.version, sys.base_prefix)"));
  }

  /** A program of the environment, as {@code python} or what a package brings. */
  public Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /**
   * Runs a step on which the test depends; the test is skipped, or fails, if the step does.
   *
   * @return what it printed
   */
  public static String run(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("step", ".log");
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
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return unavailable(e.getMessage());
    } finally {
      Files.delete(log);
    }
  }

  /** Skips the test, or fails it where everything is required. */
  private static <T> T unavailable(String reason) {
    return "required".equals(System.getProperty("snowflake.local"))
        ? Assertions.fail(reason)
        : Assumptions.abort(reason);
  }
}

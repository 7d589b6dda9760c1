package org.churnwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a shell starts it, on the jars that this build has just packed. */
@Slow
class LauncherTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final String VERSION = "churnwise 0.1.0";
  private static final int LONGEST_START_SECONDS = 300;

  @TempDir private Path temporary;
  private Path launcher;

  /** A project in a folder with a blank in its name, whose jars are those of this build. */
  @BeforeEach
  void linkTheProject() throws IOException {
    assertTrue(
        Files.exists(PROJECT.resolve("jobs/target/churn-jobs.jar")),
        "jobs is not packed; run mvn verify, or mvn package first");
    Path home = Files.createDirectories(temporary.resolve("the project"));
    Files.createDirectory(home.resolve("submit"));
    Files.createDirectory(home.resolve("jobs"));
    Files.createSymbolicLink(home.resolve("conf"), PROJECT.resolve("conf"));
    Files.createSymbolicLink(home.resolve("jobs/target"), PROJECT.resolve("jobs/target"));
    launcher = Files.copy(PROJECT.resolve("submit/churn"), home.resolve("submit/churn"));
  }

  @Test
  void theVersionIsPrinted() throws Exception {
    Outcome outcome = run(launcher, "--version");
    assertEquals(new Outcome(0, VERSION + "\n", ""), outcome);
  }

  @Test
  void aSymbolicLinkStartsTheLauncherBehindIt() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("a link"), launcher);
    assertEquals(new Outcome(0, VERSION + "\n", ""), run(link, "--version"));
  }

  @Test
  void anUnknownOptionEndsWithOneLineAndCode2() throws Exception {
    Outcome outcome = run(launcher, "status", "--no such", "option");
    assertEquals(2, outcome.code(), outcome::toString);
    assertTrue(outcome.out().startsWith("{\"command\":\"status\""), outcome.out());
    assertEquals(1, outcome.out().lines().count(), outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("--no such"), outcome.err());
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    Outcome outcome = run(Map.of("JAVA_HOME", "/no/java"), launcher, "--version");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().startsWith("churn: JAVA_HOME is /no/java, which"), outcome.err());
  }

  @Test
  void helpAndVersionLeaveNoFileBehind() throws Exception {
    run(launcher, "--version");
    assertFalse(Files.exists(workingFolder().resolve("ml_pipeline.log")));
  }

  private Path workingFolder() throws IOException {
    return Files.createDirectories(temporary.resolve("elsewhere"));
  }

  private Outcome run(Path program, String... arguments) throws Exception {
    return run(Map.of("JAVA_HOME", System.getProperty("java.home")), program, arguments);
  }

  private Outcome run(Map<String, String> environment, Path program, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", program.toString()));
    command.addAll(List.of(arguments));
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingFolder().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "Asia/Kolkata"));
    builder.environment().put("CHURN_CLASS_ARCHIVE", "no");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertTrue(process.waitFor(LONGEST_START_SECONDS, TimeUnit.SECONDS), "the launcher hangs");
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** What a shell sees of a program. */
  private record Outcome(int code, String out, String err) {}
}

package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.endtoend.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When the launcher makes the archive of classes, and where. A program in place of Java makes an
 * empty archive when it is told to make one, and prints its arguments when it is to run a command.
 */
class ClassArchiveTest {
  private static final String JAVA =
      """
      #!/bin/sh
      for argument in "$@"; do
        case $argument in
          -XX:ArchiveClassesAtExit=*) : >"${argument#*=}"; exit ;;
          -Xshare:on) exit "${REFUSED:-0}" ;;
        esac
      done
      printf '%s\\n' "$@"
      """;
  private static final String MAKING = "preparing a quick start";

  @TempDir private Path temporary;
  private final Map<String, String> environment = new HashMap<>();
  private Path home;
  private Path java;

  @BeforeEach
  void makeReleaseAndJava() throws IOException {
    java = temporary.resolve("java");
    Path program = Files.createDirectories(java.resolve("bin")).resolve("java");
    Files.writeString(program, JAVA);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    environment.put("JAVA_HOME", java.toString());
    environment.put("XDG_CACHE_HOME", temporary.resolve("the cache").toString());
    home = unpack("the release");
  }

  private Path unpack(String name) throws IOException {
    Path folder = temporary.resolve(name);
    for (String jar :
        List.of("churn-jobs.jar", "lib/a.jar", "lib/churn-common-1.jar", "spark/b.jar")) {
      Path file = folder.resolve("jobs").resolve(jar);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    Files.createDirectory(folder.resolve("submit"));
    Files.copy(Project.SUBMIT.resolve("churn"), folder.resolve("submit/churn"));
    return folder;
  }

  private Outcome run() throws Exception {
    return new Shell(temporary.resolve("a run"), environment)
        .run(List.of("bash", home.resolve("submit/churn").toString(), "status"))
        .requireDone();
  }

  private void assertMade(Outcome outcome) {
    assertTrue(outcome.err().contains(MAKING), outcome::toString);
    assertTrue(usesArchiveIn(home.resolve("target"), outcome), outcome::toString);
  }

  private void assertFound(Outcome outcome) {
    assertEquals("", outcome.err());
    assertTrue(usesArchiveIn(home.resolve("target"), outcome), outcome::toString);
  }

  private static boolean usesArchiveIn(Path folder, Outcome outcome) {
    return outcome
        .out()
        .lines()
        .anyMatch(("-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"))::equals);
  }

  @Test
  void itIsMadeAtTheFirstStartOnly() throws Exception {
    assertMade(run());
    assertFound(run());
  }

  @Test
  void aMovedReleaseMakesItAnew() throws Exception {
    run();
    home = Files.move(home, temporary.resolve("moved"));
    assertMade(run());
    assertFound(run());
  }

  @Test
  void aCopyMakesItsOwn() throws Exception {
    run();
    Path copy = unpack("a copy");
    Files.createDirectory(copy.resolve("target"));
    for (String file : List.of("target/classes.jsa", "target/classes.jsa.key")) {
      Files.copy(home.resolve(file), copy.resolve(file));
    }
    Path original = home;
    home = copy;
    assertMade(run());
    home = original;
    assertFound(run());
  }

  @Test
  void anUpdateOfJavaInItsFolderMakesItAnew() throws Exception {
    run();
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
    assertMade(run());
    assertFound(run());
  }

  @Test
  void aReplacedLibraryMakesItAnew() throws Exception {
    run();
    touch("lib/a.jar");
    assertMade(run());
    assertFound(run());
  }

  @Test
  void ourOwnJarsMayChange() throws Exception {
    run();
    touch("churn-jobs.jar");
    touch("lib/churn-common-1.jar");
    assertFound(run());
  }

  private void touch(String jar) throws IOException {
    Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
    Files.setLastModifiedTime(home.resolve("jobs").resolve(jar), FileTime.from(longAgo));
  }

  @Test
  void anArchiveThatTheJvmRefusesIsReportedOnceAndNotUsed() throws Exception {
    environment.put("REFUSED", "1");
    Outcome first = run();
    assertTrue(first.err().contains("cannot create a class archive"), first::toString);
    Outcome second = run();
    assertEquals("", second.err());
    assertFalse(second.out().contains("SharedArchiveFile"), second::toString);
  }

  @Test
  void itGoesToTheCacheOfTheUserWhereTheProjectCannotBeWritten() throws Exception {
    // A file in the folder's place refuses even an administrator.
    Files.createFile(home.resolve("target"));
    run();
    Outcome second = run();
    assertEquals("", second.err());
    try (Stream<Path> folders = Files.list(temporary.resolve("the cache/churnwise"))) {
      assertTrue(usesArchiveIn(folders.findFirst().orElseThrow(), second), second::toString);
    }
  }

  @Test
  void aRunCanDoWithoutIt() throws Exception {
    environment.put("CHURN_CLASS_ARCHIVE", "no");
    Outcome outcome = run();
    assertEquals("", outcome.err());
    assertFalse(outcome.out().contains("SharedArchiveFile"), outcome::toString);
  }

  @Test
  void aReleaseWithoutSparkAsksForAnInstallation() throws Exception {
    Files.delete(home.resolve("jobs/spark/b.jar"));
    Files.delete(home.resolve("jobs/spark"));
    new Shell(temporary.resolve("a run"), environment)
        .run(List.of("bash", home.resolve("submit/churn").toString(), "status"))
        .requireRefusal(1, "comes without Spark", "SPARK_HOME");
  }
}

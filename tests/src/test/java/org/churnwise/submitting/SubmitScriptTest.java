package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.endtoend.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What submit/spark/submit hands to spark-submit; a program in its place prints its arguments. */
class SubmitScriptTest {
  @TempDir private Path temporary;
  private Path home;
  private Shell shell;

  /**
   * A project in a folder with a blank in its name, and an installation whose Spark is a script.
   */
  @BeforeEach
  void makeProjectAndInstallation() throws Exception {
    home = temporary.resolve("the project");
    Path scripts = Files.createDirectories(home.resolve("submit/spark"));
    try (Stream<Path> files = Files.list(Project.SUBMIT.resolve("spark"))) {
      for (Path file : files.toList()) {
        Files.copy(file, scripts.resolve(file.getFileName()));
      }
    }
    Path lib = Files.createDirectories(home.resolve("jobs/target/lib"));
    Files.createFile(home.resolve("jobs/target/churn-jobs.jar"));
    Files.createFile(lib.resolve("a.jar"));
    Files.createFile(lib.resolve("b.jar"));
    Path program = temporary.resolve("spark/bin/spark-submit");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    shell =
        new Shell(
            temporary.resolve("shell"),
            Map.of("SPARK_HOME", temporary.resolve("spark").toString()));
  }

  private Outcome submit(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(home + "/submit/spark/submit"));
    command.addAll(List.of(arguments));
    return shell.run(command);
  }

  private List<String> submitted(String... arguments) throws Exception {
    return submit(arguments).requireDone().out().lines().toList();
  }

  static Stream<String> stages() {
    return Project.STAGES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aStageIsItsMainClassInTheJobsJarWithTheLibraries(String stage) throws Exception {
    List<String> given = submitted(stage);
    Class<?> main = Project.STAGES.get(stage);
    main.getMethod("main", String[].class);
    assertEquals(main.getName(), given.get(given.indexOf("--class") + 1));
    assertEquals(
        home + "/jobs/target/lib/a.jar," + home + "/jobs/target/lib/b.jar",
        given.get(given.indexOf("--jars") + 1));
    assertEquals(home + "/jobs/target/churn-jobs.jar", given.get(given.size() - 1));
  }

  @Test
  void optionsBeforeTheDashesAreOfSparkAndThoseBehindOfTheStage() throws Exception {
    List<String> given =
        submitted("score", "--conf", "spark.executor.memory=1g", "--", "--env", "a b");
    assertEquals(List.of("--env", "a b"), given.subList(given.size() - 2, given.size()));
    // spark-submit takes the last of two values.
    assertTrue(
        given.lastIndexOf("spark.executor.memory=1g") > given.indexOf("spark.executor.memory=4g"),
        given::toString);
    assertTrue(given.contains("spark.executor.memory=4g"), given::toString);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void speculationIsOff(String stage) throws Exception {
    assertTrue(submitted(stage).contains("spark.speculation=false"));
  }

  @Test
  void trainingWaitsForItsExecutorsAndKeepsThem() throws Exception {
    List<String> given = submitted("train");
    assertTrue(given.contains("spark.dynamicAllocation.enabled=false"), given::toString);
    assertTrue(given.contains("spark.scheduler.minRegisteredResourcesRatio=1.0"), given::toString);
  }

  @Test
  void theLogFileIsOfTheDriverThatRunsHere() throws Exception {
    assertTrue(submit("label").out().contains("-Dchurn.log=ml_pipeline.log"));
    for (String[] mode :
        List.of(
            new String[] {"label", "--deploy-mode", "cluster"},
            new String[] {"label", "--deploy-mode=cluster"})) {
      assertFalse(submit(mode).requireDone().out().contains("-Dchurn.log"));
    }
  }

  @Test
  void anUnknownStageEndsWithOneLineAndCode2() throws Exception {
    submit("scores").requireRefusal(2, "unknown stage 'scores'");
  }

  @Test
  void missingJarsAreNamed() throws Exception {
    Files.delete(home.resolve("jobs/target/churn-jobs.jar"));
    submit("score").requireRefusal(1, home + "/jobs/target/churn-jobs.jar", "mvn");
  }
}

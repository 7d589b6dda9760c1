package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.churnwise.endtoend.Outcome;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packed release in a folder with a blank in its name, used by somebody who has Java, no Maven,
 * no local Maven repository and no sources.
 */
class ReleaseTest {
  private static final Pattern IMAGE_SOURCE = Pattern.compile("/churnwise-([0-9.]+)/(\\S*)");

  @TempDir private static Path temporary;
  private static Release release;
  private static Shell shell;

  @BeforeAll
  static void unpack() throws Exception {
    release = Release.unpackedIn(temporary.resolve("another place"));
    Path programs = Files.createDirectory(temporary.resolve("bin"));
    Path maven = programs.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\ntouch '" + temporary + "/maven.started'\nexit 1\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    shell =
        new Shell(
            temporary.resolve("a run"),
            Map.of(
                "PATH",
                programs + ":" + System.getenv("PATH"),
                "HOME",
                Files.createDirectory(temporary.resolve("home")).toString(),
                // Making the archive takes longer than the commands below.
                "CHURN_CLASS_ARCHIVE",
                "no",
                "CHURN_JAVA_OPTIONS",
                "-XX:CompileThresholdScaling=4"));
  }

  private static Outcome churn(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(release.launcher().toString()));
    command.addAll(List.of(arguments));
    return shell.run(command);
  }

  private static String[] withSets(List<String> command, List<String> sets) {
    return Stream.concat(command.stream(), sets.stream().flatMap(set -> Stream.of("--set", set)))
        .toArray(String[]::new);
  }

  @Test
  @Slow
  void aModelIsTrainedOnASample() throws Exception {
    churn("sample", "--customers", "200", "--out", "a sample").requireDone();
    List<String> pipeline = List.of("pipeline", "--mode", "train", "--months", "3");
    List<String> sets = List.of("ingest.source=a sample", "training.rounds=5", "report.when=never");
    Outcome outcome = churn(withSets(pipeline, sets));
    assertEquals(
        "v1", outcome.requireDone().json().at("/counts/champion").asText(), outcome::toString);
    assertFalse(Files.exists(temporary.resolve("maven.started")));
  }

  @Test
  void theVersionIsThatOfItsFolder() throws Exception {
    assertEquals(new Outcome(0, "churnwise " + release.version() + "\n", ""), churn("--version"));
  }

  @Test
  void licencesAndManualAreThereAndSourcesAreNot() throws IOException {
    for (String file :
        List.of(
            "LICENSE", "NOTICE", "README.md", "conf/churn.conf", "sql", "submit/spark/submit")) {
      assertTrue(Files.exists(release.home().resolve(file)), file);
    }
    try (Stream<Path> tree = Files.walk(release.home())) {
      List<Path> sources =
          tree.filter(file -> file.toString().matches(".*(\\.java|pom\\.xml|\\.class)")).toList();
      assertEquals(List.of(), sources);
    }
  }

  @Test
  void theImageTakesFilesThatItHas() throws IOException {
    Matcher source =
        IMAGE_SOURCE.matcher(Files.readString(Project.SUBMIT.resolve("kubernetes/Dockerfile")));
    List<String> taken = new ArrayList<>();
    while (source.find()) {
      assertEquals(release.version(), source.group(1));
      assertTrue(Files.exists(release.home().resolve(source.group(2))), source.group());
      taken.add(source.group(2));
    }
    assertEquals(List.of("jobs/lib/", "jobs/churn-jobs.jar", "LICENSE", "NOTICE"), taken);
  }
}

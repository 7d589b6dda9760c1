package org.churnwise.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.snowflake.NeedsSnowflake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the manual calls unverified is what {@code tests/snowflake-account} can say something of.
 */
class UnverifiedTest {
  private static final String MARK = "*unverified*";
  private static final Path TESTS = Page.PROJECT.resolve("tests/src/test/java");

  /** A line of the script's list: words of the marked line, a bar, and what verifies them. */
  private static List<String> marks() throws IOException {
    List<String> script = Files.readAllLines(Page.PROJECT.resolve("tests/snowflake-account"));
    return script.subList(script.indexOf("  cat <<'MARKS'") + 1, script.indexOf("MARKS"));
  }

  private static List<String> marked() {
    return Page.all().stream()
        .flatMap(page -> page.prose().stream())
        .filter(line -> line.contains(MARK))
        .toList();
  }

  @Test
  void eachMarkOfTheManualIsInTheScriptAndTheOtherWayRound() throws IOException {
    List<String> words = marks().stream().map(mark -> mark.split("\\|")[0]).toList();
    assertTrue(words.size() >= 5, words::toString);
    for (String line : marked()) {
      assertEquals(1, words.stream().filter(line::contains).count(), line);
    }
    for (String word : words) {
      assertTrue(marked().stream().anyMatch(line -> line.contains(word)), word);
    }
  }

  @Test
  void theScriptTellsItsUseInItsOwnFolderToo() throws IOException {
    Process script =
        new ProcessBuilder("./snowflake-account", "--help")
            .directory(Page.PROJECT.resolve("tests").toFile())
            .redirectErrorStream(true)
            .start();
    String told = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(told.startsWith("Runs the tests of the Snowflake warehouse"), told);
  }

  @Test
  void theScriptHasMavenRunTheTestsOfTheWarehouseAndEndsAsItDoes(@TempDir Path programs)
      throws Exception {
    Path maven = Files.writeString(programs.resolve("mvn"), "#!/bin/sh\necho mvn $*\nexit 7\n");
    assertTrue(maven.toFile().setExecutable(true));
    ProcessBuilder builder =
        new ProcessBuilder("./snowflake-account", "--local", "-Dfurther")
            .directory(Page.PROJECT.resolve("tests").toFile())
            .redirectErrorStream(true);
    builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
    Process script = builder.start();
    String told = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String options =
        " -pl tests -am -Dgroups="
            + NeedsSnowflake.TAG
            + " -Dsnowflake.local=required -Dfurther verify";
    assertTrue(told.startsWith("mvn ") && told.lines().findFirst().get().endsWith(options), told);
    assertEquals(7, script.waitFor(), told);
  }

  @Test
  void eachTestOfTheScriptIsThere() throws IOException {
    List<String> classes;
    try (Stream<Path> files = Files.walk(TESTS)) {
      classes = files.map(file -> file.getFileName().toString()).toList();
    }
    for (String mark : marks()) {
      String proof = mark.split("\\|")[1].split(",")[0];
      assertTrue(
          proof.startsWith("a person: ") || classes.contains(proof + ".java"),
          () -> mark + " names no test");
    }
  }
}

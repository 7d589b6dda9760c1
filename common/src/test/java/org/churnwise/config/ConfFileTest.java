package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfFileTest {
  @TempDir Path folder;

  @Test
  void aVariableOfTheGivenEnvironmentIsFilledIn() throws IOException {
    Settings settings = load("report.path = ${?PLACE}\"/report\"", Map.of("PLACE", "/data"));
    assertEquals(Path.of("/data/report"), settings.report().path());
  }

  @Test
  void anUnsetVariableLeavesTheDefaultAndItsOrigin() throws IOException {
    Settings settings = load("ingest.contract = ${?CONTRACT}", Map.of("CONTRACT", ""));
    assertEquals("reference", settings.ingest().contract());
    assertEquals("conf/churn.conf (default)", originOf(settings, "ingest.contract"));
  }

  @Test
  void theEnvironmentOfThisProcessIsNotLookedAt() throws IOException {
    Settings settings = load("ingest.contract = ${?PATH}", Map.of());
    assertEquals("reference", settings.ingest().contract());
  }

  @Test
  void aKeyCanBeBuiltFromAKeyOfAnotherSource() throws IOException {
    Settings settings = load("report.path = ${warehouse.path}\".report\"", Map.of());
    assertEquals(Path.of("churnwise-data/churn.duckdb.report"), settings.report().path());
  }

  @Test
  void aKeyCanAddToItsOwnDefault() throws IOException {
    Settings settings = load("report.path = ${report.path}\"/mine\"", Map.of());
    assertEquals(Path.of("churnwise-data/report/mine"), settings.report().path());
    assertEquals("file " + folder.resolve("my.conf"), originOf(settings, "report.path"));
  }

  @Test
  void anUnresolvedSubstitutionIsRefused() throws IOException {
    String message = refusal("report.path = ${PLACE}");
    assertTrue(message.contains("PLACE"), message);
    assertTrue(message.endsWith("write ${?NAME} for a variable that may be unset"), message);
  }

  @Test
  void brokenSyntaxIsRefusedInOneLineWithTheLineNumber() throws IOException {
    String message = refusal("churn {\n  window-days = 30\n");
    assertTrue(message.startsWith("cannot read file " + folder.resolve("my.conf") + ": "), message);
    assertTrue(message.contains(": 3: "), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void anUnknownKeyNamesFileLineAndTheNearestKey() throws IOException {
    assertEquals(
        "unknown key churn.window_days in file "
            + folder.resolve("my.conf")
            + ", line 2; did you mean churn.window-days?"
            + " churn status --conf-show prints all keys",
        refusal("churn {\n  window_days = 14\n}"));
  }

  @Test
  void anUnknownKeyWithoutAValueIsRefusedToo() throws IOException {
    String question = "did you mean churn.grace-days?";
    assertTrue(refusal("churn.grace-day = null").contains(question));
    assertTrue(refusal("churn.grace-day {}").contains(question));
  }

  @Test
  void aValueWhereASectionStandsIsRefused() throws IOException {
    assertEquals(
        "unknown key churn in file "
            + folder.resolve("my.conf")
            + ", line 1; it is a section, set one of its keys;"
            + " churn status --conf-show prints all keys",
        refusal("churn = 30"));
  }

  @Test
  void aListIsNotASingleValue() throws IOException {
    assertEquals(
        "churn.window-days = [30] is not a single value (from file "
            + folder.resolve("my.conf")
            + "); set it with --set churn.window-days=30 or CHURN_WINDOW",
        refusal("churn.window-days = [30]"));
  }

  @Test
  void nullIsNoValue() throws IOException {
    assertTrue(
        refusal("report.path = null")
            .startsWith("report.path = null is not a value; remove the line to use the default"));
  }

  @Test
  void aWrongTypeNamesTheFile() throws IOException {
    assertTrue(
        refusal("training.rounds = 12.5")
            .startsWith(
                "training.rounds = 12.5 is not a whole number (from file "
                    + folder.resolve("my.conf")));
  }

  @Test
  void aMissingFileIsRefused() {
    Path missing = folder.resolve("none.conf");
    assertEquals("--conf " + missing + " does not exist; name a HOCON file", refusalOf(missing));
  }

  @Test
  void aFolderIsRefused() {
    assertEquals("--conf " + folder + " is a folder; name a HOCON file in it", refusalOf(folder));
  }

  private Settings load(String text, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), text);
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.of(file), List.of(), environment));
  }

  private String refusal(String text) throws IOException {
    return refusalOf(Files.writeString(folder.resolve("my.conf"), text));
  }

  private static String refusalOf(Path file) {
    var sources = new SettingsSources(Optional.empty(), Optional.of(file), List.of(), Map.of());
    var refusal = assertThrows(ChurnException.class, () -> SettingsLoader.load(sources));
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    return refusal.getMessage();
  }

  private static String originOf(Settings settings, String key) {
    return settings.resolved().keys().stream()
        .filter(resolved -> resolved.key().equals(key))
        .findFirst()
        .orElseThrow()
        .origin();
  }
}

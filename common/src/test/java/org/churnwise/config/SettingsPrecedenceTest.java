package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One key, warehouse.schema, which the snowflake overlay sets to PUBLIC, said by more and more
 * sources.
 */
class SettingsPrecedenceTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("my.conf"), "warehouse.schema = of_file");
  }

  @Test
  void theOptionWinsOverEverything() {
    assertSchema("of_option", "--set", of(true, true, true, "of_variable"));
  }

  @Test
  void theVariableWinsOverTheFile() {
    assertSchema("of_variable", "environment ML_SCHEMA", of(true, true, false, "of_variable"));
  }

  @Test
  void theFileWinsOverTheOverlay() {
    assertSchema("of_file", "file " + file, of(true, true, false, ""));
  }

  @Test
  void theOverlayWinsOverTheDefault() {
    assertSchema("PUBLIC", "conf/snowflake.conf", of(true, false, false, ""));
  }

  @Test
  void theDefaultStandsWhereNothingElseDoes() {
    assertSchema("main", "conf/churn.conf (default)", of(false, false, false, ""));
  }

  @Test
  void aBlankVariableCountsAsUnset() {
    assertSchema("main", "conf/churn.conf (default)", of(false, false, false, "  "));
  }

  @Test
  void theLastOfTwoOptionsWins() {
    var sets = List.of("warehouse.schema=one", "warehouse.schema = two ");
    assertSchema(
        "two", "--set", new SettingsSources(Optional.empty(), Optional.empty(), sets, Map.of()));
  }

  private SettingsSources of(boolean overlay, boolean conf, boolean option, String variable) {
    return new SettingsSources(
        overlay ? Optional.of("snowflake") : Optional.empty(),
        conf ? Optional.of(file) : Optional.empty(),
        option ? List.of("warehouse.schema=of_option") : List.of(),
        Map.of("ML_SCHEMA", variable));
  }

  private static void assertSchema(String value, String origin, SettingsSources sources) {
    Settings settings = SettingsLoader.load(sources);
    assertEquals(value, settings.warehouse().schema());
    assertEquals(
        List.of(new ResolvedKey("warehouse.schema", value, origin, false)),
        settings.resolved().keys().stream()
            .filter(key -> key.key().equals("warehouse.schema"))
            .toList());
  }
}

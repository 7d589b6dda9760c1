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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a contract may include, and what a setting may refer to. */
class OnlyFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url(\"file:///etc/hostname\")",
        "\"http://127.0.0.1:1/shop.conf\"",
        "classpath(\"conf/churn.conf\")",
        "\"conf/churn.conf\""
      })
  void nothingButFiles(String include) throws IOException {
    Path contract = Files.writeString(folder.resolve("shop.conf"), "include " + include);
    ChurnException refusal =
        assertThrows(ChurnException.class, () -> ContractFiles.read(contract.toString()));
    assertTrue(refusal.getMessage().contains("is not a file"), refusal.getMessage());
  }

  @Test
  void aFileBesideIsIncluded() throws IOException {
    Files.writeString(folder.resolve("shared.conf"), "a = 1");
    Path contract = Files.writeString(folder.resolve("shop.conf"), "include \"shared.conf\"");
    assertEquals(1, ContractFiles.read(contract.toString()).getInt("a"));
  }

  @Test
  void aSettingMayNotReferToASecret() throws IOException {
    String line = "ingest.source = ${?CHURN_SNOWFLAKE_PASSWORD}";
    Path conf = Files.writeString(folder.resolve("my.conf"), line);
    for (SettingsSources sources :
        List.of(
            new SettingsSources(
                Optional.empty(),
                Optional.of(conf),
                List.of(),
                Map.of("CHURN_SNOWFLAKE_PASSWORD", "hunter2")),
            new SettingsSources(
                Optional.empty(), Optional.empty(), List.of(line.replace(" ", "")), Map.of()))) {
      ChurnException refusal =
          assertThrows(ChurnException.class, () -> SettingsLoader.load(sources));
      assertTrue(
          refusal.getMessage().startsWith(line + " refers to a secret"), refusal.getMessage());
    }
  }
}

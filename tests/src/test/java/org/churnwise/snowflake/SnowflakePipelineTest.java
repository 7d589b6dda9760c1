package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.junit.jupiter.api.Test;

/**
 * {@code pipeline --mode all} of the packed jobs on Snowflake, beside the embedded run of the same
 * files.
 */
abstract class SnowflakePipelineTest {
  @Test
  void theRunEndsWell(FinishedOnSnowflake runs) {
    runs.outcome().requireDone();
  }

  @Test
  void everyCellIsEqualToTheEmbeddedRun(FinishedOnSnowflake runs) {
    runs.outcome().requireDone();
    Map<String, List<String>> expected;
    try (EmbeddedWarehouse warehouse =
        new EmbeddedWarehouse(runs.embedded().settings().warehouse())) {
      expected = TableText.of(warehouse);
    }
    TableText.requireEqual(expected, runs.tables());
  }

  @Test
  void nothingWaitsInALandingTable(FinishedOnSnowflake runs) {
    for (String landing : List.of("landing_rows", "landing_predictions", "landing_scores")) {
      assertEquals(List.of(), runs.landed(landing), landing);
    }
  }

  @Test
  void aSecondRunWritesNothing(FinishedOnSnowflake runs) {
    runs.secondOutcome().requireDone();
    assertEquals(
        0,
        runs.secondOutcome().json().get("counts").get("slices_written").asInt(),
        () -> runs.secondOutcome().toString());
  }

  @Test
  void noSecretIsWrittenAnywhere(FinishedOnSnowflake runs) throws Exception {
    runs.outcome().requireDone();
    runs.secondOutcome().requireDone();
    List<Path> files;
    try (Stream<Path> tree = Files.walk(runs.folder())) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    assertTrue(files.stream().anyMatch(file -> file.startsWith(runs.folder().resolve("events"))));
    assertEquals(2, files.stream().filter(file -> file.endsWith("ml_pipeline.log")).count());
    assertEquals(2, files.stream().filter(file -> file.endsWith("out")).count());
    assertEquals(2, files.stream().filter(file -> file.endsWith("err")).count());
    for (String secret : runs.secrets().texts()) {
      for (Path file : files) {
        assertFalse(read(file).contains(secret), () -> "a secret in " + file);
      }
      runs.tables()
          .forEach((table, rows) -> rows.forEach(row -> assertFalse(row.contains(secret), table)));
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}

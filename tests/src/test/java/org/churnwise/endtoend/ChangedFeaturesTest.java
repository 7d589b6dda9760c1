package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.churnwise.features.FeaturesJob;
import org.churnwise.scoring.ScoreJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program with other SQL than the one that filled the database. What was registered as V1 is
 * altered, so that for this program its own SQL is new.
 */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class ChangedFeaturesTest {
  private static final String VERSIONS =
      "select input_slice, count(distinct output_slice) from lineage_edges"
          + " where input_name = 'feature_views' group by 1 order by 1";

  @TempDir private Path temporary;
  private final FinishedPipeline pipeline;
  private Workplace place;
  private WarehouseContent content;

  ChangedFeaturesTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @BeforeEach
  void alterWhatWasRegistered() throws Exception {
    place = pipeline.place().copyTo(temporary.resolve("copy"));
    content = new WarehouseContent(place.database());
    assertEquals(List.of("CUSTOMER_FEATURES V1 | 13"), content.query(VERSIONS));
    execute("update feature_views set sql_hash = 'older', statement = 'select 1'");
  }

  @Test
  void stageByStageTheOldModelIsRefusedByName() throws Exception {
    place.run(new ScoreJob()).requireDone(); // V1 scores what V1 computed
    place.run(new FeaturesJob()).requireDone();
    assertEquals(
        List.of("CUSTOMER_FEATURES V1 | 13", "CUSTOMER_FEATURES V2 | 13"), content.query(VERSIONS));
    place
        .run(new ScoreJob())
        .requireRefusal(
            5,
            "was fitted on feature view CUSTOMER_FEATURES V1, snapshot 2025-06-01 was computed by V2 (changed: SQL)");
  }

  @Test
  void thePipelineTrainsAModelOfTheNewVersion() throws Exception {
    List<String> before = content.query("select model_version from model_versions");
    Outcome outcome = place.pipeline("--mode", "all").requireDone();
    String champion = outcome.json().get("counts").get("champion").asText();
    assertFalse(before.contains(champion), champion);
    assertEquals(
        List.of("V2"),
        content.query(
            "select json_extract_string(card, '$.features.view.version') from model_versions"
                + " where model_version = '"
                + champion
                + "'"));
    assertEquals(
        1,
        content.number(
            "select count(*) from training_datasets where view_version = 'V2' and model_version = '"
                + champion
                + "'"));
  }

  private void execute(String sql) throws SQLException {
    String file = place.database().toString().replace("'", "''");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("attach '" + file + "' as warehouse");
      statement.execute("use warehouse.main");
      statement.execute(sql);
    }
  }
}

package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.PackedJobs;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on Snowflake is replayed in a schema of its own, which is gone afterwards. */
class ReplayOnSnowflakeTest {
  @TempDir private Path folder;
  private TestSchema schema;
  private PackedJobs jobs;

  @BeforeEach
  void makeSample() throws Exception {
    schema = SnowflakeAccount.forTests().newSchema();
    jobs = PackedJobs.runIn(folder.resolve("shell"));
    new SampleGenerator(new SampleOptions(150, 7, folder.resolve("sample"))).generate();
  }

  @AfterEach
  void dropSchema() {
    schema.close();
  }

  @Test
  void theRunIsEqualAndNoSchemaIsLeft() throws Exception {
    run("pipeline", "--mode", "train");
    List<String> before = schemas();
    Outcome replay = run("replay");
    assertEquals("EQUAL", replay.json().get("counts").get("verdict").asText(), replay::out);
    assertEquals(before, schemas());
  }

  private Outcome run(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--set", "ingest.source=" + folder.resolve("sample")));
    all.addAll(List.of("--set", "monitoring.min-rows=20", "--set", "monitoring.min-positives=2"));
    schema.sets().forEach(set -> all.addAll(List.of("--set", set)));
    ProcessBuilder process = jobs.churn(all);
    process.environment().putAll(schema.environment());
    return jobs.run(process).requireDone();
  }

  private List<String> schemas() {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      String text = "select schema_name from information_schema.schemata order by schema_name";
      return warehouse.query(new Sql("test", text, Map.of())).stream()
          .map(row -> row.string("schema_name"))
          .toList();
    }
  }
}

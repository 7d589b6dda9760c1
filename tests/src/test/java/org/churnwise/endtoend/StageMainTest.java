package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.scoring.ScoreJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stage is a main class that plain spark-submit runs from the packed jar, on the embedded
 * warehouse. Every stage is run on a cluster too.
 */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class StageMainTest {
  @TempDir private Path temporary;
  private final FinishedPipeline pipeline;
  private Workplace place;
  private PackedJobs jobs;

  StageMainTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @BeforeEach
  void copyTheDatabase() throws Exception {
    place = pipeline.place().copyTo(temporary.resolve("copy"));
    jobs = PackedJobs.runIn(temporary.resolve("shell"));
  }

  private Outcome submit(Class<?> main, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(place.options());
    return jobs.run(jobs.sparkSubmit(main, all));
  }

  @Test
  void scoresThatSparkComputes() throws Exception {
    WarehouseContent content = new WarehouseContent(place.database());
    String newest =
        "select customer_id, churn_probability from churn_predictions"
            + " where snapshot_date = date '2025-06-01' order by 1";
    List<String> before = content.query(newest);
    submit(ScoreJob.class, "--snapshot-date", "2025-06-01", "--force").requireDone();
    assertEquals(before, content.query(newest));
  }
}

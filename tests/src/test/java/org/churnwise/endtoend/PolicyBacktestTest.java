package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.churnwise.backtest.PolicyCommand;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The months of a pipeline run again under each policy, beside what it recorded. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class PolicyBacktestTest {
  private static final String RECORDED =
      "from model_performance where segment = 'all' and snapshot_date in ('2024-09-01', '2024-10-01')";

  @TempDir private Path temporary;
  private final FinishedPipeline pipeline;

  PolicyBacktestTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  private static Outcome backtest(Workplace place, String testFrom, String testTo) {
    return place.run(
        new PolicyCommand(),
        "backtest",
        "--from=2024-06-01",
        "--test-from=" + testFrom,
        "--test-to=" + testTo,
        "--detail");
  }

  /** The pipeline ran under the same policy, breach, and its champions scored both months. */
  @Test
  void thePolicyOfThePipelineComesToWhatThePipelineRecorded() throws Exception {
    Workplace place = pipeline.place().copyTo(temporary);
    WarehouseContent content = new WarehouseContent(place.database());
    List<String> before = registry(content);
    Outcome outcome = backtest(place, "2024-09-01", "2024-10-01").requireDone();
    assertEquals(
        List.of("never", "breach", "challenge", "always"),
        outcome.json().at("/counts/policies").findValuesAsText("policy"));
    JsonNode breach = outcome.json().at("/counts/policies/1");
    for (String metric : List.of("auc", "brier", "log_loss", "f1", "calibration_slope")) {
      assertEquals(
          content.query(
              "select round(avg(value), 9) " + RECORDED + " and metric = '" + metric + "'"),
          List.of(String.valueOf(Math.rint(breach.path("mean_" + metric).asDouble() * 1e9) / 1e9)),
          metric);
    }
    assertEquals(2, outcome.json().at("/counts/policies/3/trainings").asInt());
    assertEquals(2, outcome.json().at("/counts/policies/3/near_fresh").asInt());
    assertTrue(outcome.out().contains("first champion"), outcome::toString);
    assertEquals(before, registry(content));
  }

  private static List<String> registry(WarehouseContent content) throws Exception {
    return content.query(
        "select (select count(*) from model_versions) || ' ' || (select count(*) from model_decisions)"
            + " || ' ' || (select count(*) from churn_predictions)");
  }

  @Test
  void aFirstTestSnapshotBeforeAnyTrainingIsRefused() throws Exception {
    backtest(pipeline.place().copyTo(temporary), "2024-07-01", "2024-10-01")
        .requireRefusal(5, "2024-07-01", "--test-from");
  }
}

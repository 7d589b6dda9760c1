package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.churnwise.testkit.Slow;
import org.churnwise.training.TrainJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No model learns from a label that is not known yet. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class MaturityTest {
  @TempDir private Path temporary;
  private final FinishedPipeline pipeline;

  MaturityTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** With the default policy: a challenger whenever a snapshot became FINAL. */
  private Workplace fresh() {
    return new Workplace(pipeline.place().source(), temporary.resolve("fresh.duckdb"))
        .withSmallModels();
  }

  @Test
  void trainingAfterOneMonthIsRefusedWithWatermarkAndDayOfMaturity() throws Exception {
    Workplace place = fresh();
    // The only snapshot, 2024-06-01, matures 30 days later.
    place
        .pipeline("--mode", "train", "--months", "1")
        .requireRefusal(5, "2024-06-01", "2024-07-01");
    place.run(new TrainJob()).requireRefusal(5, "watermark 2024-06-01", "2024-07-01");
    assertEquals(
        0, new WarehouseContent(place.database()).number("select count(*) from model_versions"));
  }

  @Test
  void noTrainingUsedALabelThatWasNotFinalAtItsWatermark() throws Exception {
    WarehouseContent content = pipeline.content();
    String used =
        "from lineage_edges where stage = 'train' and input_name = 'customer_labels'"
            + " and cast(input_slice as date) + 30 ";
    assertEquals(0, content.number("select count(*) " + used + "> cast(output_slice as date)"));
    assertTrue(content.number("select count(*) " + used + "<= cast(output_slice as date)") > 0);
  }

  @Test
  void theFirstModelIsFittedOnTwoSnapshotsAndJudgedOnTheNext() throws Exception {
    WarehouseContent content = pipeline.content();
    assertEquals(
        List.of("2024-06-01", "2024-07-01", "2024-08-01"), labelsUsedAt(content, "2024-09-01"));
    assertEquals(
        List.of("2024-09-01"),
        content.query(
            "select min(snapshot_date) from churn_predictions where model_version = 'v1'"));
  }

  /**
   * February has 28 days: 2025-02-01 + 30 days is 2025-03-03, so nothing matures at 2025-03-01, and
   * the label of 2025-02-01 overlaps that of 2025-03-01, which is held out at 2025-04-01. A model
   * is trained whenever a snapshot became FINAL.
   */
  @Test
  void theShortMonthMaturesLateAndDoesNotTrain() throws Exception {
    Workplace place =
        fresh().withSomeMonths("2024_(10|11|12)|2025_0[123]", temporary.resolve("files"));
    Outcome outcome = place.pipeline("--mode", "all", "--months", "3").requireDone();
    WarehouseContent content = new WarehouseContent(place.database());
    assertTrue(
        outcome
            .out()
            .lines()
            .anyMatch(line -> line.matches(" *retrain +2025-03-01 .*NO_EVIDENCE.*")),
        outcome.out());
    assertEquals(List.of(), labelsUsedAt(content, "2025-03-01"));
    assertEquals(
        List.of("2025-01-01", "2025-02-01", "2025-04-01"),
        content.query("select distinct watermark from model_decisions order by 1"));
    assertEquals(
        List.of("2024-11-01", "2024-12-01", "2025-01-01", "2025-03-01"),
        labelsUsedAt(content, "2025-04-01"));
  }

  private static List<String> labelsUsedAt(WarehouseContent content, String watermark)
      throws Exception {
    return content.query(
        "select input_slice from lineage_edges where stage = 'train'"
            + (" and input_name = 'customer_labels' and output_slice = '" + watermark + "'")
            + " order by 1");
  }
}

package org.churnwise.recomputation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.Workplace;
import org.churnwise.features.FeaturesJob;
import org.churnwise.labels.LabelJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Features and labels of a sample, cell by cell, against plain Java. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class RecomputationTest {
  /** Not at the start of a month: one month before it is clamped to 2025-02-28. */
  private static final String WITHIN_A_MONTH = "2025-03-31";

  @TempDir private Path temporary;
  private final FinishedPipeline pipeline;
  private Workplace place;

  RecomputationTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @BeforeEach
  void copyTheDatabase() throws Exception {
    pipeline.outcome().requireDone();
    place = pipeline.place().copyTo(temporary.resolve("copy"));
  }

  private Recomputation recompute(String... snapshots) throws Exception {
    List<LocalDate> dates = Stream.of(snapshots).map(LocalDate::parse).toList();
    return Recomputation.compare(place.source(), place.database(), dates);
  }

  @Test
  void everyCellOfEveryMonthIsEqual() throws Exception {
    assertEqual(recompute());
  }

  @Test
  void everyCellOfSnapshotsWithinAMonthIsEqual() throws Exception {
    String[] options = {"--snapshot-date", WITHIN_A_MONTH, "--snapshot-date", "2024-08-17"};
    place.run(new FeaturesJob(), options).requireDone();
    place.run(new LabelJob(), options).requireDone();
    assertEqual(recompute(WITHIN_A_MONTH, "2024-08-17"));
  }

  @Test
  void labelsAreFinalFromTheDayOnWhichTheWindowIsOver() throws Exception {
    // 2025-05-02 + 30 days is the watermark 2025-06-01.
    String[] options = {"--snapshot-date", "2025-05-02", "--snapshot-date", "2025-05-03"};
    place.run(new FeaturesJob(), options).requireDone();
    place.run(new LabelJob(), options).requireDone();
    assertEqual(recompute("2025-05-02", "2025-05-03"));
  }

  @Test
  void aWrongCellIsNamed() throws Exception {
    String where = " where customer_id = 'C000001' and snapshot_date = date '2025-06-01'";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + place.database());
        Statement statement = connection.createStatement()) {
      statement.execute("update customer_features set age = age + 100" + where);
    }
    Recomputation result = recompute("2025-06-01");
    assertEquals(1, result.differences().size(), result::toString);
    assertLinesMatch(
        List.of(
            "customer_features: customer C000001, snapshot 2025-06-01, column age:"
                + " expected \\d+, but the warehouse has 1\\d+"),
        List.of(result.differences().get(0).toString()));
  }

  private static void assertEqual(Recomputation result) {
    assertTrue(result.cells() > 0, "nothing was compared");
    assertEquals(List.of(), result.differences(), result::toString);
  }
}

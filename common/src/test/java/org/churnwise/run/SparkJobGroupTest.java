package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.SparkContext;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Spark UI says of the jobs of a stage. */
@Slow
class SparkJobGroupTest {
  private static final StageSlice JUNE =
      new StageSlice(
          Stage.FEATURES,
          "customer_features",
          new SliceId.Snapshot(LocalDate.of(2025, 6, 1)),
          "key",
          List.of());

  @TempDir Path folder;

  private final SparkContext spark = TestSpark.session().sparkContext();
  private TemporaryWarehouse temporary;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void closeWarehouse() {
    spark.clearJobGroup();
    temporary.close();
  }

  @Test
  void jobsOfACommitAreDescribedByStageAndSlice() {
    String description =
        temporary
            .ledger()
            .commit(
                List.of(JUNE),
                this::description,
                seen -> Written.of(seen, JUNE, new StageCounts(0, 0)));
    assertEquals("features 2025-06-01", description);
    assertNull(description());
  }

  @Test
  void linesThatTasksLogNameStageAndSlice() {
    temporary
        .ledger()
        .prepare(
            List.of(JUNE),
            () -> {
              assertEquals("features", spark.getLocalProperty("mdc.stage"));
              assertEquals("2025-06-01", spark.getLocalProperty("mdc.slice"));
              return null;
            });
    assertNull(spark.getLocalProperty("mdc.stage"));
  }

  @Test
  void theGroupOfTheCallerIsBackAfterwards() {
    spark.setJobGroup("mine", "my jobs", false);
    temporary.ledger().prepare(List.of(JUNE), this::description);
    assertEquals("my jobs", description());
  }

  @Test
  void theGroupIsRestoredAfterAFailureToo() {
    spark.setJobGroup("mine", "my jobs", false);
    assertThrows(
        IllegalStateException.class,
        () ->
            temporary
                .ledger()
                .prepare(
                    List.of(JUNE),
                    () -> {
                      throw new IllegalStateException("broken");
                    }));
    assertEquals("my jobs", description());
  }

  private String description() {
    return spark.getLocalProperty("spark.job.description");
  }
}

package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same files give the same tables, however often and in whatever steps they are run. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class RepeatedRunTest {
  @TempDir private Path temporary;
  private final FinishedPipeline pipeline;

  RepeatedRunTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  void aSecondRunWritesNothing() throws Exception {
    Workplace copy = pipeline.place().copyTo(temporary.resolve("copy"));
    Outcome second = copy.pipeline("--mode", "all").requireDone();
    assertTrue(second.out().contains("nothing to do"), second.out());
    assertEquals(0, second.json().get("counts").get("slices_written").asInt());
    assertEqualTables(pipeline.content().data(), new WarehouseContent(copy.database()).data());
  }

  @Test
  @Tag("full")
  void theModesOneAfterTheOtherGiveTheTablesOfAll() throws Exception {
    Workplace steps = pipeline.place().withDatabase(temporary.resolve("steps.duckdb"));
    steps.pipeline("--mode", "train").requireDone();
    steps.pipeline("--mode", "continuous", "--max-iterations", "2").requireDone();
    steps.pipeline("--mode", "drift").requireDone();
    assertEqualsFinishedPipeline(steps);
  }

  private void assertEqualsFinishedPipeline(Workplace other) throws Exception {
    assertEqualTables(
        pipeline.content().dataOfAnyOrder(),
        new WarehouseContent(other.database()).dataOfAnyOrder());
  }

  static void assertEqualTables(
      Map<String, List<String>> expected, Map<String, List<String>> actual) {
    // Table by table, so that a failure shows the rows of one table only.
    expected.forEach((table, rows) -> assertSameRows(table, rows, actual.get(table)));
  }

  private static void assertSameRows(String table, List<String> expected, List<String> actual) {
    Set<String> found = new HashSet<>(actual);
    List<String> missing = expected.stream().filter(row -> !found.contains(row)).limit(3).toList();
    assertEquals(List.of(), missing, () -> "rows of " + table + " that are missing");
    assertEquals(expected, actual, table);
  }
}

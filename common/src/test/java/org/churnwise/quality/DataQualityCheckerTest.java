package org.churnwise.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.churnwise.run.Stage;
import org.churnwise.stats.Verdict;
import org.junit.jupiter.api.Test;

class DataQualityCheckerTest {
  private final DataQualityChecker checker = new DataQualityChecker(0.05, 0.1);

  private List<QualityCheck> check(long records, long quarantined, long rows, long duplicates) {
    return checker.check(
        new DataQualityChecker.FileCounts(
            Stage.INGEST, "sales.csv", records, quarantined, rows, duplicates));
  }

  @Test
  void aShareUpToItsBoundIsOk() {
    List<QualityCheck> checks = check(100, 5, 95, 9);
    assertEquals(OptionalDouble.of(0.05), checks.get(0).value());
    assertEquals(Verdict.OK, checks.get(0).verdict());
    assertEquals(Verdict.OK, checks.get(1).verdict());
  }

  @Test
  void aShareBeyondItsBoundIsABreach() {
    assertEquals(Verdict.BREACH, check(100, 6, 94, 0).get(0).verdict());
    assertEquals(Verdict.BREACH, check(100, 0, 100, 11).get(1).verdict());
  }

  @Test
  void aFileWithoutRecordsIsNoEvidence() {
    for (QualityCheck check : check(0, 0, 0, 0)) {
      assertEquals(Verdict.NO_EVIDENCE, check.verdict());
      assertEquals(OptionalDouble.empty(), check.value());
    }
  }
}

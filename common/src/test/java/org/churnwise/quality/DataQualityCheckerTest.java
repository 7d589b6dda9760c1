package org.churnwise.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            Stage.INGEST,
            "sales.csv",
            records,
            quarantined,
            rows,
            duplicates,
            DataQualityChecker.LeftOut.none(records)));
  }

  @Test
  void recordsThatBecomeNoRowAreSharesOfThoseRead() {
    List<QualityCheck> checks =
        checker.check(
            new DataQualityChecker.FileCounts(
                Stage.INGEST, "f", 60, 54, 6, 0, new DataQualityChecker.LeftOut(200, 20, 120, 10)));
    assertEquals(
        List.of(
            "quarantined_share 0.9",
            "duplicate_share 0.0",
            "dropped_share 0.1",
            "folded_share 0.6",
            "forgotten_share 0.05"),
        checks.stream().map(check -> check.name() + " " + check.value().orElseThrow()).toList());
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

  /** They may be rows of the same file. */
  @Test
  void duplicatesNeedNotBeOfAnotherFile() {
    String spoken = DataQualityChecker.spoken(check(100, 0, 100, 11).get(1));
    assertTrue(
        spoken.startsWith(
            "sales.csv: 11.0 % (bound 10.0 %) of its rows repeat others, of the same file or loaded before;"),
        spoken);
  }

  @Test
  void aFileWithoutRecordsIsNoEvidence() {
    for (QualityCheck check : check(0, 0, 0, 0)) {
      assertEquals(Verdict.NO_EVIDENCE, check.verdict());
      assertEquals(OptionalDouble.empty(), check.value());
    }
  }
}

package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.stats.MetricStatus;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which F1 decides on retraining: that of the newest snapshot that matured after one watermark and
 * up to the next.
 */
class NewestRealisedTest extends MonitoringRows {
  private static final LocalDate MARCH = LocalDate.of(2025, 3, 1);
  private static final LocalDate APRIL = LocalDate.of(2025, 4, 1);

  /** 01-01 matured on 01-31; 02-01 on 03-03; 03-01 on 03-31: between 03-01 and 04-01 two did. */
  @BeforeEach
  void threeSnapshots() {
    temporary.insert(
        Tables.CUSTOMER_LABELS,
        """
        snapshot_date | customer_id | churned | label_state | matures_on
        2025-01-01    | A           | 1       | FINAL       | 2025-01-31
        2025-02-01    | A           | 1       | FINAL       | 2025-03-03
        2025-03-01    | A           | 1       | FINAL       | 2025-03-31
        2025-04-01    | A           | null    | PENDING     | 2025-05-01
        """);
    performance("2025-01-01 | v1 | 0.1");
    performance("2025-02-01 | v1 | 0.2");
    performance("2025-03-01 | v1 | 0.3");
  }

  @Test
  void theNewestOfTwoThatMaturedIsTaken() {
    assertEquals(Optional.of(f1("2025-03-01", "v1", 0.3)), newest(MARCH, APRIL));
  }

  @Test
  void maturingOnTheLaterWatermarkCounts() {
    assertEquals(Optional.of(f1("2025-02-01", "v1", 0.2)), newest(MARCH, LocalDate.of(2025, 3, 3)));
  }

  @Test
  void maturingOnTheEarlierWatermarkDoesNotCount() {
    assertEquals(Optional.empty(), newest(LocalDate.of(2025, 3, 31), APRIL));
  }

  @Test
  void nothingMaturedIsNoScore() {
    assertEquals(Optional.empty(), newest(LocalDate.of(2025, 2, 1), MARCH));
  }

  @Test
  void aSnapshotThatWasNotJudgedIsNoScore() {
    temporary.insert(
        Tables.CUSTOMER_LABELS,
        """
        snapshot_date | customer_id | churned | label_state | matures_on
        2025-05-01    | A           | 1       | FINAL       | 2025-05-31
        """);
    assertEquals(Optional.empty(), newest(LocalDate.of(2025, 5, 1), JUNE));
  }

  /** As text v9 is after v10. */
  @Test
  void theNewestModelThatScoredIsTaken() {
    performance("2025-03-01 | v9  | 0.4");
    performance("2025-03-01 | v10 | 0.5");
    assertEquals(Optional.of(f1("2025-03-01", "v10", 0.5)), newest(MARCH, APRIL));
  }

  @Test
  void aBacktestIsNotWhatProductionRealised() {
    performance("2025-03-01 | backtest | 0.9");
    assertEquals(Optional.of(f1("2025-03-01", "v1", 0.3)), newest(MARCH, APRIL));
  }

  /** v3 was promoted and rolled back, and scores as shadow from 2025-03-01 on; v2 is champion. */
  @Test
  void aShadowIsNotWhatProductionRealised() {
    performance("2025-03-01 | v2 | 0.4");
    performance("2025-03-01 | v3 | 0.5");
    decided("2025-02-01 | v3 | PROMOTED | 2026-01-01T00:00:00Z");
    decided("2025-03-01 | v2 | PROMOTED | 2026-01-01T00:00:01Z");
    decided("2025-03-01 | v3 | SHADOWED | 2026-01-01T00:00:02Z");
    assertEquals(Optional.of(f1("2025-03-01", "v2", 0.4)), newest(MARCH, APRIL));
  }

  /** v3 was promoted and rolled back, both have scored the snapshot. */
  @Test
  void aModelThatWasRolledBackIsNotWhatProductionRealised() {
    performance("2025-03-01 | v2 | 0.4");
    performance("2025-03-01 | v3 | 0.5");
    decided("2025-03-01 | v3 | PROMOTED | 2026-01-01T00:00:00Z");
    decided("2025-03-01 | v2 | PROMOTED | 2026-01-01T00:00:01Z");
    assertEquals(Optional.of(f1("2025-03-01", "v2", 0.4)), newest(MARCH, APRIL));
  }

  @Test
  void aModelThatBecameShadowLaterCountsWhereItWasProduction() {
    performance("2025-03-01 | v3 | 0.5");
    decided("2025-03-01 | v3 | PROMOTED | 2026-01-01T00:00:00Z");
    decided("2025-04-01 | v3 | SHADOWED | 2026-01-01T00:00:01Z");
    assertEquals(Optional.of(f1("2025-03-01", "v3", 0.5)), newest(MARCH, APRIL));
  }

  private void decided(String watermarkModelOutcomeAndTime) {
    temporary.insert(
        Tables.MODEL_DECISIONS,
        """
        watermark | challenger | outcome | decided_at | decision_id | reason | evidence | run_id
        %s | d1 | why | {} | r0
        """
            .formatted(watermarkModelOutcomeAndTime));
  }

  private Optional<RealisedScore> newest(LocalDate after, LocalDate upTo) {
    return monitor("r1").newestRealised(after, upTo);
  }

  private void performance(String snapshotModelAndValue) {
    temporary.insert(
        Tables.MODEL_PERFORMANCE,
        """
        snapshot_date | model_version | value | constant_value | metric | segment | status | row_count | positives | computed_at          | run_id
        %s | 0.5            | f1     | all     | OK     | 100       | 50        | 2026-01-01T00:00:00Z | r0
        """
            .formatted(snapshotModelAndValue));
  }

  private static RealisedScore f1(String snapshot, String version, double value) {
    return new RealisedScore(
        LocalDate.parse(snapshot),
        version,
        MetricStatus.OK,
        OptionalDouble.of(value),
        OptionalDouble.of(0.5));
  }
}

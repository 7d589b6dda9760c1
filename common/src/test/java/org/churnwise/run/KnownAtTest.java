package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownAtTest {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2025, 7, 1);

  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  private KnownAt knownAt(String text) {
    return KnownAt.of(temporary.warehouse(), text, Instant.parse("2025-09-01T00:00:00Z"));
  }

  /** May was written twice, July failed, and another run wrote June again. */
  private void runs() {
    temporary.insert(
        Tables.PIPELINE_RUNS,
        """
        run_id | command  | arguments | config_hash | code_version | started_at           | ended_at             | status
        r1     | features | none      | c           | v            | 2025-08-01T09:00:00Z | 2025-08-01T12:00:00Z | DONE
        """);
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage    | slice      | stage_key  | started_at           | ended_at             | seconds | status
        r1     | features | 2025-05-01 | k          | 2025-08-01T09:00:00Z | 2025-08-01T09:10:00Z | 0       | DONE
        r1     | features | 2025-05-01 | k          | 2025-08-01T09:00:00Z | 2025-08-01T09:30:00Z | 0       | DONE
        r1     | features | 2025-06-01 | k          | 2025-08-01T09:00:00Z | 2025-08-01T09:20:00Z | 0       | DONE
        r1     | features | 2025-07-01 | k          | 2025-08-01T09:00:00Z | 2025-08-01T10:00:00Z | 0       | FAILED
        r1     | label    | 2025-05-01 | taken back | 2025-08-01T09:00:00Z | 2025-08-01T11:00:00Z | 0       | DONE
        r2     | features | 2025-06-01 | k          | 2025-08-02T09:00:00Z | 2025-08-02T09:00:00Z | 0       | DONE
        """);
  }

  @Test
  void aRunKnewOfEachSliceWhatWasLoadedWhenItWroteIt() {
    runs();
    KnownAt known = knownAt("r1");
    assertEquals(Optional.of("r1"), known.run());
    assertEquals(List.of(MAY, JUNE), known.snapshots(Stage.FEATURES));
    assertEquals(Instant.parse("2025-08-01T09:30:00Z"), known.moment(Stage.FEATURES, MAY));
    assertEquals(Instant.parse("2025-08-01T09:20:00Z"), known.moment(Stage.FEATURES, JUNE));
  }

  @Test
  void ofWhatItDidNotWriteARunKnewAllThatWasLoadedAtItsEnd() {
    runs();
    KnownAt known = knownAt("r1");
    Instant end = Instant.parse("2025-08-01T12:00:00Z");
    assertEquals(end, known.moment(Stage.FEATURES, JULY));
    assertEquals(end, known.moment(Stage.LABEL, MAY));
    assertEquals(List.of(), known.snapshots(Stage.LABEL));
  }

  @Test
  void aDayStandsForItsFirstMomentAndATimeForItself() {
    assertEquals(
        Instant.parse("2025-08-01T00:00:00Z"), knownAt("2025-08-01").moment(Stage.LABEL, MAY));
    KnownAt time = knownAt("2025-08-01T09:15:00Z");
    assertEquals(Instant.parse("2025-08-01T09:15:00Z"), time.moment(Stage.FEATURES, MAY));
    assertEquals(Optional.empty(), time.run());
    assertEquals(List.of(), time.snapshots(Stage.FEATURES));
  }

  @Test
  void whatIsNeitherARunNorATimeIsRefused() {
    ChurnException refused = assertThrows(ChurnException.class, () -> knownAt("r9"));
    assertTrue(refused.getMessage().startsWith("--known-at r9 is neither"), refused.getMessage());
  }

  @Test
  void aTimeThatIsStillToComeIsRefused() {
    ChurnException refusal =
        assertThrows(ChurnException.class, () -> knownAt("2025-09-01T00:00:01Z"));
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("2025-09-01T00:00:01Z is still to come"));
  }
}

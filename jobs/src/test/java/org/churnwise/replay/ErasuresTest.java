package org.churnwise.replay;

import static org.churnwise.replay.RecordedRuns.run;
import static org.churnwise.replay.RecordedRuns.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.run.ErasedContent;
import org.churnwise.run.SliceRows;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;

/** What a replay says of rows that were erased since. */
class ErasuresTest {
  private static final SliceRows MAY =
      new SliceRows(Tables.CUSTOMER_FEATURES, Map.of("snapshot_date", LocalDate.of(2025, 5, 1)));

  /** r3 took 2 rows of 10, r5 one more. */
  private static final Erasures ERASURES =
      new Erasures(
          List.of(
              new ErasedContent("r3", "customer_features", MAY.filter(), 10, "h1", "h2", 10, 8),
              new ErasedContent("r5", "customer_features", MAY.filter(), 10, "h2", "h3", 8, 7)));

  private static RecordedContent content(String runId, SliceRows rows, String hash) {
    return new RecordedContent(runId, slice("features", "2025-05-01"), rows, hash, 10, 7);
  }

  private static SliceRows all(Table table) {
    return new SliceRows(table, Map.of());
  }

  @Test
  void rowsOfAllErasuresAreCounted() {
    assertEquals(
        Optional.of("3 rows were erased by forget r3, r5"), ERASURES.of(content("r1", MAY, "h3")));
  }

  @Test
  void anErasureThatCameBeforeTheRunTookNothingFromIt() {
    assertEquals(Optional.empty(), ERASURES.of(content("r6", MAY, "other")));
  }

  @Test
  void countsOfLoadsCannotBeCompared() {
    assertTrue(
        ERASURES
            .incomparable(content("r1", all(Tables.FILES_INGESTED), "x"), "r1", Optional.empty())
            .isPresent());
    assertTrue(ERASURES.incomparable(Tables.FILES_INGESTED).isPresent());
    assertTrue(Erasures.none().incomparable(Tables.FILES_INGESTED).isEmpty());
  }

  /** A release wrote the counts of the load anew, which the erasure had left as they were. */
  @Test
  void countsOfALoadThatAReleaseWroteAfterTheErasureCannotBeComparedEither() {
    RecordedContent counts = content("r6", all(Tables.FILES_INGESTED), "x");
    assertTrue(ERASURES.incomparable(counts, "r1", Optional.empty()).isPresent());
    assertTrue(ERASURES.incomparable(counts, "r6", Optional.empty()).isEmpty());
  }

  @Test
  void rowsThatWereRewrittenBeforeTheErasureCannotBeCompared() {
    assertTrue(ERASURES.incomparable(content("r1", MAY, "x"), "r1", Optional.of("r2")).isPresent());
    assertTrue(ERASURES.incomparable(content("r1", MAY, "x"), "r1", Optional.empty()).isEmpty());
    assertTrue(ERASURES.incomparable(content("r6", MAY, "x"), "r6", Optional.of("r7")).isEmpty());
  }

  /** A release had judged the rows anew: they were erased from superseded_quarantine. */
  @Test
  void rowsThatWereMovedBeforeTheErasureCannotBeComparedWhereTheyStoodFirst() {
    Erasures moved =
        new Erasures(
            List.of(new ErasedContent("r3", "superseded_quarantine", "{}", 11, "h1", "h2", 2, 1)));
    RecordedContent quarantined = content("r1", all(Tables.QUARANTINE), "x");
    assertTrue(moved.incomparable(quarantined, "r1", Optional.of("r2")).isPresent());
    assertTrue(moved.incomparable(quarantined, "r1", Optional.empty()).isEmpty());
    assertTrue(
        moved
            .incomparable(
                content("r2", all(Tables.QUARANTINE_RELEASES), "x"), "r2", Optional.empty())
            .isPresent());
  }

  @Test
  void whatIsMadeOfAllCustomersIsTakenOver() {
    assertTrue(ERASURES.takenOver(run("r1"), slice("train", "2025-05-01")).isPresent());
    assertTrue(ERASURES.takenOver(run("r1"), slice("features", "2025-05-01")).isEmpty());
    assertTrue(ERASURES.takenOver(run("r6"), slice("train", "2025-05-01")).isEmpty());
  }
}

package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** As many snapshots at once as memory holds. */
class SnapshotBatchesTest extends FeatureRows {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2025, 7, 1);

  private static List<List<LocalDate>> batches(long mostRows) {
    return SnapshotBatches.of(new TreeMap<>(Map.of(MAY, 30L, JUNE, 40L, JULY, 31L)), mostRows);
  }

  @Test
  void allThatFitAreOneBatch() {
    assertEquals(List.of(List.of(MAY, JUNE, JULY)), batches(101));
  }

  @Test
  void oneRowTooManyStartsAnother() {
    assertEquals(List.of(List.of(MAY, JUNE), List.of(JULY)), batches(100));
    assertEquals(List.of(List.of(MAY, JUNE), List.of(JULY)), batches(70));
    assertEquals(List.of(List.of(MAY), List.of(JUNE), List.of(JULY)), batches(69));
  }

  @Test
  void aSnapshotThatDoesNotFitIsOne() {
    assertEquals(List.of(List.of(MAY), List.of(JUNE), List.of(JULY)), batches(0));
  }

  @Test
  void snapshotsWithoutCustomersAreAmongThem() {
    sales("C1 2025-05-20");
    assertEquals(
        List.of(List.of(MAY, JUNE, JULY)),
        SnapshotBatches.of(temporary.warehouse(), List.of(MAY, JUNE, JULY)));
  }
}

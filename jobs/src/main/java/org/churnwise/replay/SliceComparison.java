package org.churnwise.replay;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The verdict on one slice of a run.
 *
 * @param stage that wrote it
 * @param slice its name in the ledger
 * @param detail why it is not EQUAL, and how many rows of it were erased; empty if there is nothing
 *     to say
 */
record SliceComparison(String stage, String slice, Equality verdict, String detail) {

  static SliceComparison equal(RecordedSlice slice) {
    return new SliceComparison(slice.stage(), slice.name(), Equality.EQUAL, "");
  }

  static SliceComparison different(RecordedSlice slice, String detail) {
    return new SliceComparison(slice.stage(), slice.name(), Equality.DIFFERENT, detail);
  }

  static SliceComparison notCompared(RecordedSlice slice, String detail) {
    return new SliceComparison(slice.stage(), slice.name(), Equality.NOT_COMPARED, detail);
  }

  /** The same with something to say beside it. */
  SliceComparison with(String note) {
    return new SliceComparison(
        stage, slice, verdict, detail.isEmpty() ? note : detail + " (" + note + ")");
  }

  /** Combines the parts of a slice: the worst verdict and all details. */
  static SliceComparison worst(RecordedSlice slice, List<SliceComparison> parts) {
    Equality worst =
        parts.stream()
            .map(SliceComparison::verdict)
            .max(Comparator.naturalOrder())
            .orElse(Equality.EQUAL);
    String details =
        parts.stream()
            .map(SliceComparison::detail)
            .filter(detail -> !detail.isEmpty())
            .collect(Collectors.joining("; "));
    return new SliceComparison(slice.stage(), slice.name(), worst, details);
  }
}

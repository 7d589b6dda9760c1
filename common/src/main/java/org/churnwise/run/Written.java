package org.churnwise.run;

import java.util.List;
import java.util.Map;

/**
 * What the writes of a commit give back.
 *
 * @param result for the caller
 * @param counts rows of each slice, for the ledger; a slice that is missing read and wrote none
 */
public record Written<T>(T result, Map<SliceId, StageCounts> counts) {
  public Written {
    counts = Map.copyOf(counts);
  }

  /** One slice and its rows. */
  public static <T> Written<T> of(T result, StageSlice slice, StageCounts counts) {
    return new Written<>(result, Map.of(slice.id(), counts));
  }

  StageCounts counts(StageSlice slice) {
    return counts.getOrDefault(slice.id(), new StageCounts(0, 0, List.of()));
  }
}

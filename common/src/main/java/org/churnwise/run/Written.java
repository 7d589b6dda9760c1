package org.churnwise.run;

import java.util.List;
import java.util.Map;

/**
 * What the writes of a commit give back.
 *
 * @param result for the caller
 * @param counts rows of each slice, for the ledger; a slice that is missing read and wrote none
 * @param takenBack slices of later stages that the writes took back
 * @param made of a slice: what later stages name as their inputs, where that is not the slice by
 *     its key; each made from the one before
 */
public record Written<T>(
    T result,
    Map<SliceId, StageCounts> counts,
    List<TakenBack> takenBack,
    Map<SliceId, List<Input>> made) {

  /**
   * A slice that was taken back.
   *
   * @param rows where its rows stood
   */
  public record TakenBack(StageSlice slice, SliceRows rows) {}

  public Written {
    counts = Map.copyOf(counts);
    takenBack = List.copyOf(takenBack);
    made = Map.copyOf(made);
  }

  /** Writes of slices that later stages name by their keys. */
  public Written(T result, Map<SliceId, StageCounts> counts, List<TakenBack> takenBack) {
    this(result, counts, takenBack, Map.of());
  }

  /** Writes that take back no slice of a later stage. */
  public Written(T result, Map<SliceId, StageCounts> counts) {
    this(result, counts, List.of());
  }

  /** One slice and its rows. */
  public static <T> Written<T> of(T result, StageSlice slice, StageCounts counts) {
    return new Written<>(result, Map.of(slice.id(), counts));
  }

  /** The same, with what was made; see the parameter. */
  public Written<T> making(Map<SliceId, List<Input>> products) {
    return new Written<>(result, counts, takenBack, products);
  }

  /** What later stages name as their inputs; each made from the one before. */
  public List<Input> made(StageSlice slice) {
    return made.getOrDefault(slice.id(), List.of(slice.asInput()));
  }

  /** What was read and written for a slice. */
  public StageCounts counts(StageSlice slice) {
    for (TakenBack gone : takenBack) {
      if (gone.slice().equals(slice)) {
        return new StageCounts(0, 0, gone.rows());
      }
    }
    return counts.getOrDefault(slice.id(), new StageCounts(0, 0, List.of()));
  }
}

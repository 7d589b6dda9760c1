package org.churnwise.run;

import java.util.List;
import java.util.Optional;

/**
 * What has just become of a run, or of slices that one of its stages writes together.
 *
 * @param slices none: the event is of the run itself
 * @param written what was committed; empty unless slices are complete
 * @param error one line; empty unless it failed or was aborted
 */
public record StageEvent(
    Change change, List<StageSlice> slices, Optional<Written<?>> written, Optional<String> error) {
  /** Each work starts, and then has one of the others, unless the process is killed. */
  public enum Change {
    START,
    COMPLETE,
    /** It was refused, or failed. */
    FAIL,
    /** A signal has stopped it. */
    ABORT
  }

  public StageEvent {
    slices = List.copyOf(slices);
  }

  static StageEvent started(List<StageSlice> slices) {
    return new StageEvent(Change.START, slices, Optional.empty(), Optional.empty());
  }

  static StageEvent complete(List<StageSlice> slices, Written<?> written) {
    return new StageEvent(Change.COMPLETE, slices, Optional.of(written), Optional.empty());
  }

  /** The end of slices that were not written, or of a run. */
  static StageEvent ended(List<StageSlice> slices, String status, Optional<String> error) {
    Change change =
        switch (status) {
          case "DONE" -> Change.COMPLETE;
          case "INTERRUPTED" -> Change.ABORT;
          default -> Change.FAIL;
        };
    return new StageEvent(change, slices, Optional.empty(), error);
  }
}

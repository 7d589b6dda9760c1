package org.churnwise.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on a run.
 *
 * @param comparisons one per slice that it wrote
 * @param refusal why it could not be rebuilt; empty if it could
 * @param note printed below the run; empty if there is none
 */
record RunVerdict(
    RecordedRun run, List<SliceComparison> comparisons, Optional<String> refusal, String note) {

  /** A run that could not be rebuilt. */
  static RunVerdict refused(RecordedRun run, String why) {
    return new RunVerdict(run, List.of(), Optional.of(why), "");
  }

  /** The worst verdict of its slices; DIFFERENT if it could not be built. */
  Equality verdict() {
    if (refusal.isPresent()) {
      return Equality.DIFFERENT;
    }
    return comparisons.stream()
        .map(SliceComparison::verdict)
        .max(Comparator.naturalOrder())
        .orElse(Equality.EQUAL);
  }

  /** The first difference. */
  Optional<String> firstDifference() {
    return refusal.or(
        () ->
            comparisons.stream()
                .filter(comparison -> comparison.verdict() == Equality.DIFFERENT)
                .map(
                    comparison ->
                        comparison.stage() + " " + comparison.slice() + ": " + comparison.detail())
                .findFirst());
  }
}

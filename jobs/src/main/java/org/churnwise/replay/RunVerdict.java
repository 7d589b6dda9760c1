package org.churnwise.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is said of a run.
 *
 * @param judgements one a slice that it wrote
 * @param refusal why nothing of it could be built again; empty if it could
 * @param note what else a person should know
 */
record RunVerdict(
    RecordedRun run, List<SliceComparison> judgements, Optional<String> refusal, String note) {

  /** A run of which nothing was built. */
  static RunVerdict refused(RecordedRun run, String why) {
    return new RunVerdict(run, List.of(), Optional.of(why), "");
  }

  /** The worst verdict of its slices; DIFFERENT if it could not be built. */
  Equality verdict() {
    if (refusal.isPresent()) {
      return Equality.DIFFERENT;
    }
    return judgements.stream()
        .map(SliceComparison::verdict)
        .max(Comparator.naturalOrder())
        .orElse(Equality.EQUAL);
  }

  /** The first thing that makes it DIFFERENT. */
  Optional<String> firstDifference() {
    return refusal.or(
        () ->
            judgements.stream()
                .filter(judgement -> judgement.verdict() == Equality.DIFFERENT)
                .map(
                    judgement ->
                        judgement.stage() + " " + judgement.slice() + ": " + judgement.detail())
                .findFirst());
  }
}

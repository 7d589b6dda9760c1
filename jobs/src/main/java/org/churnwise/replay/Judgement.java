package org.churnwise.replay;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is said of one slice of a run.
 *
 * @param stage that wrote it
 * @param slice its name in the ledger
 * @param detail why it is not EQUAL; empty if it is
 */
record Judgement(String stage, String slice, Verdict verdict, String detail) {

  static Judgement equal(RecordedSlice slice) {
    return new Judgement(slice.stage(), slice.name(), Verdict.EQUAL, "");
  }

  static Judgement different(RecordedSlice slice, String detail) {
    return new Judgement(slice.stage(), slice.name(), Verdict.DIFFERENT, detail);
  }

  static Judgement notCompared(RecordedSlice slice, String detail) {
    return new Judgement(slice.stage(), slice.name(), Verdict.NOT_COMPARED, detail);
  }

  /** One judgement of the parts of a slice: the worst verdict, and all that is said. */
  static Judgement worst(RecordedSlice slice, List<Judgement> parts) {
    Verdict worst =
        parts.stream().map(Judgement::verdict).max(Comparator.naturalOrder()).orElse(Verdict.EQUAL);
    String details =
        parts.stream()
            .map(Judgement::detail)
            .filter(detail -> !detail.isEmpty())
            .collect(Collectors.joining("; "));
    return new Judgement(slice.stage(), slice.name(), worst, details);
  }
}

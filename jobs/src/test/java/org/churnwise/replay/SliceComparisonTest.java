package org.churnwise.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceComparisonTest {
  private static final RecordedSlice SLICE = RecordedRuns.slice("label", "2025-05-01");

  @Test
  void aSliceWithoutPartsIsEqual() {
    assertEquals(SliceComparison.equal(SLICE), SliceComparison.worst(SLICE, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "EQUAL,        EQUAL_WITHIN, EQUAL_WITHIN",
    "EQUAL_WITHIN, NOT_COMPARED, NOT_COMPARED",
    "DIFFERENT,    NOT_COMPARED, DIFFERENT",
    "DIFFERENT,    EQUAL,        DIFFERENT"
  })
  void theWorstPartDecides(Equality one, Equality other, Equality worst) {
    List<SliceComparison> parts = Stream.of(one, other).map(verdict -> part(verdict, "")).toList();
    assertEquals(worst, SliceComparison.worst(SLICE, parts).verdict());
  }

  @Test
  void allThatIsSaidOfThePartsIsKeptInOrder() {
    SliceComparison worst =
        SliceComparison.worst(
            SLICE,
            List.of(
                part(Equality.DIFFERENT, "rows differ"),
                part(Equality.EQUAL, ""),
                part(Equality.EQUAL_WITHIN, "numbers differ")));
    assertEquals(
        new SliceComparison(
            "label", "2025-05-01", Equality.DIFFERENT, "rows differ; numbers differ"),
        worst);
  }

  private static SliceComparison part(Equality verdict, String detail) {
    return new SliceComparison(SLICE.stage(), SLICE.name(), verdict, detail);
  }
}

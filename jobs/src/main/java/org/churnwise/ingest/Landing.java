package org.churnwise.ingest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.ingest.evidence.SalesEvidence;
import org.churnwise.warehouse.ResultRow;

/**
 * What is known of the rows that a load has landed.
 *
 * @param files in their order
 * @param counts of them and of what is loaded
 * @param isComplete whether these hold the rare levels too
 * @param salesAreNew whether it is certain that all sales are new, see {@link LandedSales}
 */
record Landing(
    List<LandedFile> files, SalesEvidence counts, boolean isComplete, boolean salesAreNew) {

  /** From the rows of both, each of which has the columns of one. */
  static Landing of(List<ResultRow> rows, boolean salesAreNew) {
    Map<Boolean, List<ResultRow>> parts =
        rows.stream()
            .collect(Collectors.partitioningBy(row -> row.optionalString("subject").isPresent()));
    return new Landing(
        LandedFile.of(parts.get(false)),
        SalesEvidence.of(parts.get(true)),
        SalesEvidence.areComplete(parts.get(true)),
        salesAreNew);
  }

  /** The same evidence with files as they count. */
  Landing with(List<LandedFile> counted) {
    return new Landing(counted, counts, isComplete, salesAreNew);
  }

  /** With the months that are known from before, and of which nothing has landed. */
  Landing besides(SalesEvidence known) {
    return new Landing(files, known.with(counts), isComplete, salesAreNew);
  }

  /** What the load is judged by. */
  SalesEvidence evidence() {
    return counts.withoutRareLevels();
  }
}

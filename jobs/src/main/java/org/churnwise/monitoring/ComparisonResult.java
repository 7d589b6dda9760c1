package org.churnwise.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.monitoring.DriftDetector.Detected;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.StageCounts;
import org.churnwise.table.Tables;

/**
 * What a comparison has found and written.
 *
 * @param estimates of the compared predictions; none of features
 */
record ComparisonResult(SliceId.Drift drift, Detected detected, List<Estimate> estimates) {

  /** Its rows, for the ledger. */
  StageCounts counts() {
    List<SliceRows> rows = new ArrayList<>();
    rows.add(
        new SliceRows(
            Tables.FEATURE_DRIFT,
            Map.of("snapshot_date", drift.snapshot(), "subject", drift.subject().toString())));
    if (!estimates.isEmpty()) {
      rows.add(
          new SliceRows(Tables.ESTIMATED_PERFORMANCE, Map.of("snapshot_date", drift.snapshot())));
    }
    long count = detected.findings().size() + estimates.size();
    return new StageCounts(count, count, rows);
  }
}

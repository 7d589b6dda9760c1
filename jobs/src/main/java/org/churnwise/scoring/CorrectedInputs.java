package org.churnwise.scoring;

import java.util.List;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * The stored predictions whose features have been written again, with other content, since they
 * were scored. They stand as they were made: what went out is history.
 */
public final class CorrectedInputs {
  private CorrectedInputs() {}

  /** Snapshot and model of each, in order; one query over the ledger. */
  public static List<SliceId.Predictions> predictions(Warehouse warehouse) {
    return warehouse.query(Sql.named("scoring/corrected_since")).stream()
        .map(row -> (SliceId.Predictions) SliceId.of(Stage.SCORE, row.string("predictions")))
        .toList();
  }
}

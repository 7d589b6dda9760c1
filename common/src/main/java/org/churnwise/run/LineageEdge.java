package org.churnwise.run;

import org.churnwise.table.Tables;

/** A row of lineage_edges: an input of a slice that was written. */
record LineageEdge(
    String runId,
    Stage stage,
    String inputName,
    String inputSlice,
    String inputHash,
    String outputName,
    SliceId outputSlice,
    String outputHash) {
  static final RecordRows<LineageEdge> ROWS =
      new RecordRows<>(Tables.LINEAGE_EDGES, LineageEdge.class);

  static LineageEdge of(Run run, StageSlice slice, Input input) {
    return new LineageEdge(
        run.id(),
        slice.stage(),
        input.name(),
        input.slice(),
        input.hash(),
        slice.table(),
        slice.id(),
        slice.key());
  }
}

package org.churnwise.run;

import java.util.ArrayList;
import java.util.List;
import org.churnwise.table.Tables;

/**
 * A row of lineage_edges. Each input of an edge is a file, or the output of another edge: the same
 * name, slice and hash.
 */
record LineageEdge(
    Stage stage,
    String inputName,
    String inputSlice,
    String inputHash,
    String outputName,
    String outputSlice,
    String outputHash) {
  static final RecordRows<LineageEdge> ROWS =
      new RecordRows<>(Tables.LINEAGE_EDGES, LineageEdge.class, "run_id");

  /**
   * The edges of a slice: from its inputs to the first thing made of them, and on to each next.
   *
   * @param made see {@link Written#made}
   */
  static List<LineageEdge> of(StageSlice slice, List<Input> made) {
    List<LineageEdge> edges = new ArrayList<>();
    List<Input> from = slice.inputs();
    for (Input product : made) {
      for (Input input : from) {
        edges.add(between(slice.stage(), input, product));
      }
      from = List.of(product);
    }
    return edges;
  }

  private static LineageEdge between(Stage stage, Input input, Input product) {
    return new LineageEdge(
        stage,
        input.name(),
        input.slice(),
        input.hash(),
        product.name(),
        product.slice(),
        product.hash());
  }
}

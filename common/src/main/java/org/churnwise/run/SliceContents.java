package org.churnwise.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * The content hashes of slices as they were written, so that a replay can judge them after later
 * runs have rewritten the rows.
 */
final class SliceContents {
  private final Warehouse warehouse;
  private final Run run;
  private final long hashVersion;

  SliceContents(Warehouse warehouse, Run run, long hashVersion) {
    this.warehouse = warehouse;
    this.run = run;
    this.hashVersion = hashVersion;
  }

  /**
   * Records what the slices hold now, in the caller's transaction: one statement for all of them.
   */
  void record(List<StageSlice> slices, Written<?> written) {
    List<Sql> hashes = new ArrayList<>();
    for (StageSlice slice : slices) {
      for (SliceRows part : written.counts(slice).rows()) {
        if (!Migrations.hasTable(hashVersion, part.table())) {
          continue; // a replay of an older release, which did not write such rows
        }
        hashes.add(ContentHash.beside(columns(slice, part), part, hashVersion));
      }
    }
    if (!hashes.isEmpty()) {
      warehouse.concludeWith(Tables.SLICE_CONTENTS, Sql.unionAll("content hash", hashes));
    }
  }

  private Map<String, String> columns(StageSlice slice, SliceRows part) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("run_id", run.id());
    columns.put("stage", slice.stage().toString());
    columns.put("slice", slice.id().toString());
    columns.put("stage_key", slice.key());
    columns.put("table_name", part.table().name());
    columns.put("row_filter", part.filter());
    return columns;
  }
}

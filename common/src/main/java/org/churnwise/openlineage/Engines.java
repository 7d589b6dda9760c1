package org.churnwise.openlineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.ProcessingEngineRunFacet;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Stage;
import org.churnwise.run.StageSlice;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What computes.
 *
 * @param dialect of the statements
 * @param warehouse name of what runs them
 * @param release of it
 * @param product version of this program
 */
record Engines(String dialect, String warehouse, String release, String product) {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

  /** The stages whose rows Spark makes; the others are SQL in the warehouse. */
  private static final Set<Stage> OF_SPARK = Set.of(Stage.INGEST, Stage.TRAIN, Stage.SCORE);

  /** Asks a warehouse for its version, by one statement. */
  static Engines of(Warehouse warehouse, boolean snowflake, String product) {
    Sql version =
        snowflake
            ? Sql.named("warehouse/snowflake/engine_version")
            : Sql.named("warehouse/duckdb/engine_version");
    String release = release(warehouse, version);
    return snowflake
        ? new Engines("snowflake", "Snowflake", release, product)
        : new Engines("duckdb", "DuckDB", release, product);
  }

  private static String release(Warehouse warehouse, Sql version) {
    try {
      return warehouse.query(version).get(0).string("version");
    } catch (ChurnException e) {
      LOG.warn("no version of the warehouse for OpenLineage", e);
      return "unknown";
    }
  }

  ProcessingEngineRunFacet of(StageSlice slice, OpenLineage lineage) {
    return OF_SPARK.contains(slice.stage())
        ? lineage.newProcessingEngineRunFacet(
            org.apache.spark.package$.MODULE$.SPARK_VERSION(), "Spark", product)
        : ofWarehouse(lineage);
  }

  ProcessingEngineRunFacet ofWarehouse(OpenLineage lineage) {
    return lineage.newProcessingEngineRunFacet(release, warehouse, product);
  }
}

package org.churnwise.warehouse;

import java.util.List;
import org.churnwise.sql.Sql;

/**
 * What shows customer_features to Snowflake's feature store: tags and a view of one version, in the
 * layout that snowflake-ml-python 2.6.0 reads. That layout is internal to Snowflake and this is our
 * reading of it; no account has seen it.
 */
final class SnowflakeFeatureStore {
  /** What the tags mark must exist before what they are set on. */
  private static final List<Sql> OBJECTS =
      List.of(
          Sql.named("warehouse/snowflake/feature_store_object_tag"),
          Sql.named("warehouse/snowflake/feature_view_metadata_tag"),
          Sql.named("warehouse/snowflake/customer_entity"),
          Sql.named("warehouse/snowflake/customer_features_v1"));

  private SnowflakeFeatureStore() {}

  /** Creates what is missing; needs the right to create tags. */
  static void createMissing(JdbcSession session) {
    OBJECTS.forEach(session::execute);
  }

  /** Removes the view; the tags stay, since other feature views of the schema may carry them. */
  static void reset(JdbcSession session) {
    session.run("reset", "drop view if exists customer_features$v1");
  }
}

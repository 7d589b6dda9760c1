package org.churnwise.warehouse;

import java.util.List;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;

/**
 * Registers customer_features in Snowflake's feature store: tags and a view of one version, in the
 * layout that snowflake-ml-python 2.6.0 reads. That layout is internal to Snowflake; this is our
 * reading of it, never tested with an account.
 */
final class SnowflakeFeatureStore {
  /** The view of the one version, lower case. */
  static final String VIEW = "customer_features$v1";

  private static final List<Sql> TAGS =
      List.of(
          Sql.named("warehouse/snowflake/feature_store_object_tag"),
          Sql.named("warehouse/snowflake/feature_view_metadata_tag"),
          Sql.named("warehouse/snowflake/customer_entity"));

  private SnowflakeFeatureStore() {}

  /** Creates missing tags, before the view; needs the privilege for that. */
  static void createTags(SnowflakeSessions session) {
    TAGS.forEach(session::execute);
  }

  /** Creates the view with the current columns of the DDL of customer_features. */
  static void createView(SnowflakeSessions session) {
    session.execute(FeatureColumns.in(Sql.named("warehouse/snowflake/customer_features_v1")));
  }

  /** Removes the view; the tags stay, since other feature views of the schema may carry them. */
  static void reset(SnowflakeSessions session) {
    session.run("reset", "drop view if exists " + VIEW);
  }
}

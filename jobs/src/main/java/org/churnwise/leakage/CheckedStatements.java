package org.churnwise.leakage;

import org.churnwise.sql.Sql;

/**
 * The two statements that the harness checks.
 *
 * @param features fills customer_features for the requested snapshots
 * @param labels fills customer_labels for them
 */
public record CheckedStatements(Sql features, Sql labels) {
  /** The statements that the jobs run. */
  public static CheckedStatements ofTheJobs() {
    return new CheckedStatements(
        Sql.named("features/customer_features"), Sql.named("labels/customer_labels"));
  }
}

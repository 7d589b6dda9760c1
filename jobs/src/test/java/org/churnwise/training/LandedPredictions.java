package org.churnwise.training;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.model.scoring.PlantedLanding;
import org.churnwise.scoring.PlantedScores;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;

/**
 * Predictions that have landed for customers with features, a label and a spend. Those of the
 * challenger are given; another scorer thinks the opposite, and of other customers left out.
 */
final class LandedPredictions {
  private static final String CHALLENGER = "challenger";

  private static final String OTHER = "another";
  private final TemporaryWarehouse temporary;

  LandedPredictions(TemporaryWarehouse temporary) {
    this.temporary = temporary;
    temporary.warehouse().execute(Tables.LANDING_PREDICTIONS.ddl());
  }

  /**
   * One more customer.
   *
   * @param spend of the 30 days in which the customer was seen
   */
  void customer(LocalDate snapshot, String id, double probability, long churned, double spend) {
    customer(snapshot, id, probability, churned, spend, true);
  }

  /** One more customer, left out of the fit or not. */
  void customer(
      LocalDate snapshot,
      String id,
      double probability,
      long churned,
      double spend,
      boolean leftOut) {
    new PlantedScores(temporary, snapshot).with(id, probability, spend).land();
    temporary
        .warehouse()
        .insert(
            Tables.LANDING_PREDICTIONS,
            List.of(
                prediction(CHALLENGER, snapshot, id, probability, leftOut, churned),
                prediction(OTHER, snapshot, id, 1 - probability, !leftOut, churned)));
  }

  /** The challenger's. */
  LandedScores scores() {
    return PlantedLanding.of(temporary.warehouse(), Tables.LANDING_PREDICTIONS, CHALLENGER);
  }

  /** Those of another scorer, for whom the probability is the other way round. */
  LandedScores others() {
    return PlantedLanding.of(temporary.warehouse(), Tables.LANDING_PREDICTIONS, OTHER);
  }

  private static Map<String, Object> prediction(
      String scorer,
      LocalDate snapshot,
      String id,
      double probability,
      boolean leftOut,
      long churned) {
    return Map.of(
        "scorer", scorer,
        "snapshot_date", snapshot,
        "customer_id", id,
        "churn_probability", probability,
        "left_out", leftOut,
        "churned", churned);
  }
}

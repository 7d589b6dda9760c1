package org.churnwise.training;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.scoring.LandedScores;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;

/** Predictions that have landed for customers with features, a label and a spend. */
final class LandedPredictions {
  private final TemporaryWarehouse temporary;

  LandedPredictions(TemporaryWarehouse temporary) {
    this.temporary = temporary;
    temporary.warehouse().execute(Tables.LANDING_PREDICTIONS.ddl());
  }

  /**
   * One more customer.
   *
   * @param churned null as long as the label is PENDING
   * @param spend of the 30 days in which the customer was seen
   */
  void customer(LocalDate snapshot, String id, double probability, Long churned, double spend) {
    new LandedScores(temporary, snapshot).with(id, probability, spend).land();
    temporary
        .warehouse()
        .insert(
            Tables.LANDING_PREDICTIONS,
            List.of(
                Map.of(
                    "snapshot_date", snapshot,
                    "customer_id", id,
                    "churn_probability", probability)));
    Map<String, Object> label = new HashMap<>();
    label.put("snapshot_date", snapshot);
    label.put("customer_id", id);
    label.put("churned", churned);
    label.put("label_state", churned == null ? "PENDING" : "FINAL");
    label.put("matures_on", snapshot.plusDays(30));
    temporary.warehouse().insert(Tables.CUSTOMER_LABELS, List.of(label));
  }
}

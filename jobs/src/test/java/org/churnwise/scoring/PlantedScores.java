package org.churnwise.scoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.config.ScoringSettings;
import org.churnwise.config.ValueSettings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.model.scoring.PlantedLanding;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;

/**
 * Scores that have landed for customers whose margin is what they have spent in their 30 days: the
 * margin share is 1, the horizon a month. Those of v1 are given; v2 thinks the opposite.
 */
public final class PlantedScores {
  /** Nobody's files were loaded, so the days seen are those of the tenure. */
  private static final long TENURE_DAYS = 30;

  private final TemporaryWarehouse temporary;
  private final LocalDate snapshot;
  private final List<Map<String, Object>> features = new ArrayList<>();
  private final List<Map<String, Object>> scores = new ArrayList<>();

  public PlantedScores(TemporaryWarehouse temporary, LocalDate snapshot) {
    this.temporary = temporary;
    this.snapshot = snapshot;
    temporary.warehouse().execute(Tables.LANDING_SCORES.ddl());
  }

  /** Settings whose margin is the spend of 30 days. */
  public static ValueSettings value(
      double saveRate, double cost, double budget, double holdoutShare, long seed) {
    return new ValueSettings(saveRate, 1, 1, cost, budget, holdoutShare, seed);
  }

  /** One more customer. */
  public PlantedScores with(String customer, double probability, double spend) {
    Map<String, Object> row = new HashMap<>();
    for (Column column : Tables.CUSTOMER_FEATURES.columns()) {
      switch (column.type()) {
        case "bigint" -> row.put(column.name(), 1L);
        case "double" -> row.put(column.name(), 0.0);
        case "date" -> row.put(column.name(), snapshot.minusDays(1));
        default -> {}
      }
    }
    row.put("snapshot_date", snapshot);
    row.put("customer_id", customer);
    row.put("tenure_days", TENURE_DAYS);
    row.put("sum_total_amount_total", spend);
    features.add(row);
    scores.add(score("v1", customer, probability));
    scores.add(score("v2", customer, 1 - probability));
    return this;
  }

  private Map<String, Object> score(String scorer, String customer, double probability) {
    return Map.of(
        "scorer", scorer,
        "snapshot_date", snapshot,
        "customer_id", customer,
        "churn_probability", probability);
  }

  /** Writes features and scores. */
  public PlantedScores land() {
    temporary.warehouse().insert(Tables.CUSTOMER_FEATURES, features);
    temporary.warehouse().insert(Tables.LANDING_SCORES, scores);
    return this;
  }

  /** Moves the scores into churn_predictions as those of v1, at threshold 0.5. */
  public void score(ValueSettings value) {
    score(value, true);
  }

  void score(ValueSettings value, boolean inProduction) {
    LandedScores scores = PlantedLanding.of(temporary.warehouse(), Tables.LANDING_SCORES, "v1");
    temporary
        .warehouse()
        .insertFrom(
            Tables.CHURN_PREDICTIONS,
            new ScoringRules(
                    FeatureCatalogue.load(), new ScoringSettings("none", "none", 90), value)
                .predictions(scores, 0.5, inProduction));
  }
}

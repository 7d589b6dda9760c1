package org.churnwise.scoring;

import java.util.List;
import org.churnwise.config.ScoringSettings;
import org.churnwise.config.Settings;
import org.churnwise.config.ValueSettings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.CustomerMargins;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.sql.Sql;

/**
 * The settings that, besides model and features, determine what a scoring writes.
 *
 * @param catalogue the features that are scored, and their texts in reasons
 * @param scoring which customers are explained
 * @param value the value of a contact, and the holdout
 */
public record ScoringRules(
    FeatureCatalogue catalogue, ScoringSettings scoring, ValueSettings value) {
  static final Sql PREDICTIONS = CustomerMargins.readBy("scoring/churn_predictions");

  /** The rules of a run. */
  public static ScoringRules of(Settings settings, FeatureCatalogue catalogue) {
    return new ScoringRules(catalogue, settings.scoring(), settings.value());
  }

  /**
   * The statement that makes rows of churn_predictions of a model's landed scores.
   *
   * @param threshold the model's
   * @param leadsToContacts whether customers are contacted by what this model says; without it
   *     nobody is a candidate
   */
  Sql predictions(LandedScores scores, double threshold, boolean leadsToContacts) {
    return CustomerMargins.bind(scores.bind(PREDICTIONS), value)
        .with("threshold", threshold)
        .with("save_rate", value.saveRate())
        .with("contact_cost", value.contactCostUsd())
        .with("most_candidates", leadsToContacts ? value.mostCandidates() : 0)
        .with("most_contacts", value.mostContacts())
        .with("holdout_share", value.holdoutShare())
        .with("seed", value.seed())
        .with("min_history_days", (long) scoring.minHistoryDays());
  }

  /**
   * The part of these rules in a slice's key. It includes the texts of reasons, because they are
   * stored in the rows.
   */
  String configuration(ModelVersion version, boolean leadsToContacts) {
    return String.join(
        " ",
        List.of(
            "threshold " + version.card().threshold(),
            "reasons " + scoring.reasons(),
            "min history " + scoring.minHistoryDays(),
            "value " + value,
            "in production " + leadsToContacts,
            catalogue.inputs().toString()));
  }
}

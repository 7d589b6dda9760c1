package org.churnwise.training;

import org.churnwise.model.ModelCard;
import org.churnwise.stats.MetricPolicy;

/**
 * How a model did on the rows that it was fitted on, on the same snapshots' customers that were
 * left out of the fit, and on the held-out snapshot.
 */
public record ScoredParts(ScoredPart fitted, ScoredPart leftOut, ScoredPart heldOut) {

  ModelCard.Evaluation evaluation(MetricPolicy policy) {
    return new ModelCard.Evaluation(
        fitted.cardMetrics(policy), leftOut.cardMetrics(policy), heldOut.cardMetrics(policy));
  }
}

package org.churnwise.training;

import org.churnwise.model.scoring.LandedScores;

/**
 * A scorer whose probabilities have landed, with the threshold that is its own.
 *
 * @param threshold churn probability from which it predicts churn
 */
record Contender(LandedScores scores, double threshold) {}

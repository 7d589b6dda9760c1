package org.churnwise.training;

import org.churnwise.model.scoring.LandedScores;

/**
 * A model whose scores have landed, with its own threshold.
 *
 * @param threshold churn probability from which it predicts churn
 */
record Contender(LandedScores scores, double threshold) {}

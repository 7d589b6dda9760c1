package org.churnwise.training;

import org.churnwise.model.scoring.LandedScores;

/**
 * A model whose scores have landed, with its own threshold.
 *
 * @param threshold churn probability from which it predicts churn
 * @param bySegment whether its segments are evaluated, too
 */
record Contender(LandedScores scores, double threshold, boolean bySegment) {}

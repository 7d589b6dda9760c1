/**
 * The scoring stage: {@link org.churnwise.scoring.ChurnScorer}, the champion's probabilities as
 * slices of churn_predictions.
 */
package org.churnwise.scoring;

/**
 * The scoring stage: {@link org.churnwise.scoring.ChurnScorer}, the champion's probabilities and
 * reasons as slices of churn_predictions, and {@link org.churnwise.scoring.ContributionFiles},
 * every contribution as Parquet.
 */
package org.churnwise.scoring;

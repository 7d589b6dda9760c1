/**
 * The scoring stage: {@link org.churnwise.scoring.ChurnScorer}, the champion's probabilities,
 * reasons and contact groups as slices of churn_predictions, {@link
 * org.churnwise.scoring.ContactList}, whom to contact as a file, and {@link
 * org.churnwise.scoring.ContributionFiles}, every contribution as Parquet.
 */
package org.churnwise.scoring;

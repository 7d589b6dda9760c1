package org.churnwise.scoring;

/**
 * What a scoring did.
 *
 * @param modelVersion the champion
 * @param snapshotsWritten slices replaced
 * @param snapshotsUpToDate slices that stood already with the same key
 * @param customers rows written
 * @param flagged of them predicted to churn
 */
public record ScoreResult(
    String modelVersion,
    int snapshotsWritten,
    int snapshotsUpToDate,
    long customers,
    long flagged) {}

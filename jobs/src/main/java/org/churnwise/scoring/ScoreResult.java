package org.churnwise.scoring;

import java.util.Map;

/**
 * What a scoring did.
 *
 * @param modelVersion the champion
 * @param snapshotsWritten slices replaced
 * @param snapshotsUpToDate slices that stood already with the same key
 * @param customers rows written
 * @param flagged of them predicted to churn
 * @param firstReasons explained customers by the concept that moved the answer most, the commonest
 *     first
 */
public record ScoreResult(
    String modelVersion,
    int snapshotsWritten,
    int snapshotsUpToDate,
    long customers,
    long flagged,
    Map<String, Long> firstReasons) {}

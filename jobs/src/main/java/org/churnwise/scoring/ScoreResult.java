package org.churnwise.scoring;

import java.util.Map;

/**
 * The result of a scoring.
 *
 * @param modelVersion the champion
 * @param snapshotsWritten slices replaced
 * @param snapshotsUpToDate slices already present with the same key
 * @param customers rows written
 * @param flagged those predicted to churn
 * @param contacts those to contact
 * @param heldOut those worth a contact, but in the holdout
 * @param listed rows of the contact list written to a file
 * @param firstReasons number of explained customers by the concept of their first reason, the most
 *     frequent first
 */
public record ScoreResult(
    String modelVersion,
    int snapshotsWritten,
    int snapshotsUpToDate,
    long customers,
    long flagged,
    long contacts,
    long heldOut,
    long listed,
    Map<String, Long> firstReasons) {

  static ScoreResult upToDate(String modelVersion, int snapshots) {
    return new ScoreResult(modelVersion, 0, snapshots, 0, 0, 0, 0, 0, Map.of());
  }

  ScoreResult withListed(long rows) {
    return new ScoreResult(
        modelVersion,
        snapshotsWritten,
        snapshotsUpToDate,
        customers,
        flagged,
        contacts,
        heldOut,
        rows,
        firstReasons);
  }
}

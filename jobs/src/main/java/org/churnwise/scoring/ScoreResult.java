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
 * @param contacts of them to be contacted
 * @param heldOut of them worth a contact, but held out
 * @param listed rows of the contact list that was written as a file
 * @param firstReasons explained customers by the concept that moved the answer most, the commonest
 *     first
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

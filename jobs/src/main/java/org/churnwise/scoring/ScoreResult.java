package org.churnwise.scoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a scoring.
 *
 * @param modelVersion the champion
 * @param snapshotsWritten slices replaced
 * @param snapshotsUpToDate slices already present with the same key
 * @param snapshotsStanding slices that stand as they were made, though their inputs have changed
 * @param customers rows written
 * @param flagged those predicted to churn
 * @param contacts those to contact
 * @param heldOut those worth a contact, but in the holdout
 * @param shortHistory those of whom little is known, see scoring.min-history-days
 * @param listed rows of the contact list written to a file
 * @param firstReasons number of explained customers by the concept of their first reason, the most
 *     frequent first
 * @param feedFaults broken feeds that the scores rest on, a text for each snapshot
 * @param stopped why nobody is contacted by the champion's predictions; null if somebody is
 * @param listedBy who made the list: the champion, or {@code recency}; null without a list
 */
public record ScoreResult(
    String modelVersion,
    int snapshotsWritten,
    int snapshotsUpToDate,
    int snapshotsStanding,
    long customers,
    long flagged,
    long contacts,
    long heldOut,
    long shortHistory,
    long listed,
    Map<String, Long> firstReasons,
    List<String> feedFaults,
    String stopped,
    String listedBy) {

  public ScoreResult {
    feedFaults = List.copyOf(feedFaults);
  }

  /** A result on sound data, with enough known of everybody. */
  public ScoreResult(
      String modelVersion,
      int snapshotsWritten,
      int snapshotsUpToDate,
      int snapshotsStanding,
      long customers,
      long flagged,
      long contacts,
      long heldOut,
      long listed,
      Map<String, Long> firstReasons) {
    this(
        modelVersion,
        snapshotsWritten,
        snapshotsUpToDate,
        snapshotsStanding,
        customers,
        flagged,
        contacts,
        heldOut,
        0,
        listed,
        firstReasons,
        List.of(),
        null,
        null);
  }

  /** Nothing was written. */
  static ScoreResult kept(String modelVersion, int upToDate, int standing) {
    return new ScoreResult(modelVersion, 0, upToDate, standing, 0, 0, 0, 0, 0, Map.of());
  }

  /** What to tell of predictions that were not renewed; empty if all agree with their inputs. */
  public Optional<String> standing() {
    return snapshotsStanding == 0
        ? Optional.empty()
        : Optional.of(
            "%d of %d snapshots keep the predictions as they were made, though inputs or settings have changed since; score --force replaces them"
                .formatted(
                    snapshotsStanding, snapshotsWritten + snapshotsUpToDate + snapshotsStanding));
  }

  /**
   * With a contact list.
   *
   * @param by the model, or {@code recency}
   */
  ScoreResult withListed(long rows, String by) {
    return new ScoreResult(
        modelVersion,
        snapshotsWritten,
        snapshotsUpToDate,
        snapshotsStanding,
        customers,
        flagged,
        contacts,
        heldOut,
        shortHistory,
        rows,
        firstReasons,
        feedFaults,
        stopped,
        by);
  }

  ScoreResult withFeedFaults(List<String> faults) {
    return with(faults, stopped);
  }

  /** The same where nobody is contacted by the predictions. */
  public ScoreResult withStopped(String why) {
    return with(feedFaults, why);
  }

  private ScoreResult with(List<String> faults, String why) {
    return new ScoreResult(
        modelVersion,
        snapshotsWritten,
        snapshotsUpToDate,
        snapshotsStanding,
        customers,
        flagged,
        contacts,
        heldOut,
        shortHistory,
        listed,
        firstReasons,
        faults,
        why,
        listedBy);
  }
}

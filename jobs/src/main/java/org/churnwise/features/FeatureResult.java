package org.churnwise.features;

/**
 * The result of the feature stage.
 *
 * @param snapshotsWritten snapshots that were computed
 * @param snapshotsUpToDate snapshots already present with the same key
 * @param rowsWritten rows of all computed snapshots
 */
public record FeatureResult(int snapshotsWritten, int snapshotsUpToDate, long rowsWritten) {}

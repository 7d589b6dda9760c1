package org.churnwise.features;

/**
 * What the feature stage did.
 *
 * @param snapshotsWritten snapshots that were computed
 * @param snapshotsUpToDate snapshots that stood already with the same key
 * @param rowsWritten rows of all computed snapshots
 */
public record FeatureResult(int snapshotsWritten, int snapshotsUpToDate, long rowsWritten) {}

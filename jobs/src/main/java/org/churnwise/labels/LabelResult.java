package org.churnwise.labels;

/**
 * The result of the label stage.
 *
 * @param becameFinal snapshots written with known labels
 * @param pending snapshots written whose labels are not known yet
 * @param noEvidence snapshots written without labels, because sales are missing in their windows
 * @param upToDate snapshots already present with the same key
 */
public record LabelResult(int becameFinal, int pending, int noEvidence, int upToDate) {}

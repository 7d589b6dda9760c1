package org.churnwise.labels;

/**
 * What the label stage did.
 *
 * @param becameFinal snapshots written with known labels
 * @param pending snapshots written that cannot be known yet
 * @param upToDate snapshots that stood already with the same key
 */
public record LabelResult(int becameFinal, int pending, int upToDate) {}

package org.churnwise.stats;

/**
 * Labelled rows whose probabilities lie close together.
 *
 * @param lowest probability among them
 * @param highest probability among them
 * @param rows at least one
 * @param positives of them churned
 */
public record ScoreCell(double lowest, double highest, long rows, long positives) {}

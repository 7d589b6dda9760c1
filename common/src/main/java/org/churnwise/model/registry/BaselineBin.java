package org.churnwise.model.registry;

/**
 * One bin of how a model's training rows are spread. A number is in the bin if it is above the
 * lower and at or below the upper bound.
 *
 * @param subject feature, prediction, or held_out: the predictions for the held-out snapshot
 * @param name of the feature, or churn_probability
 * @param bin 1-based
 * @param lowerBound exclusive; null = no bound
 * @param upperBound inclusive; null = no bound
 * @param category of a categorical feature; null for a number and for the bin of null and unseen
 *     categories
 * @param expectedCount training rows in the bin, or rows of the held-out snapshot
 */
public record BaselineBin(
    String subject,
    String name,
    long bin,
    Double lowerBound,
    Double upperBound,
    String category,
    long expectedCount) {}

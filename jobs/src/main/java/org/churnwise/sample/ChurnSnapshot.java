package org.churnwise.sample;

/**
 * The customers who have bought before a snapshot, and how likely each was to stay away.
 *
 * @param customers in rising order
 * @param probabilities of staying away, in the same order
 */
record ChurnSnapshot(int[] customers, double[] probabilities) {}

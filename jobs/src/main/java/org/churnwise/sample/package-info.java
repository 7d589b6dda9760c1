/**
 * Sample data in the layout of the incoming files, from a churn process with known probabilities.
 *
 * <p>{@link org.churnwise.sample.SampleGenerator} is the entry: it turns {@link
 * org.churnwise.sample.SampleOptions} into a folder of CSV files and {@code truth.csv}. Behind it,
 * {@code ChurnProcess} decides who stays away, {@code MonthSimulator} simulates a month, and the
 * file classes write it. No Spark; the same options give the same bytes on every machine.
 */
package org.churnwise.sample;

package org.churnwise.sample;

import java.nio.file.Path;

/**
 * The contents of a generated sample.
 *
 * @param folder where it is
 * @param customers rows of customers.csv
 * @param newCustomers rows of new_customers.csv
 * @param salesRows rows of all sales files
 * @param feedbackRows rows of all feedback files
 * @param truthRows rows of truth.csv: customers of all snapshots
 * @param files files written, including truth.csv
 */
public record SampleResult(
    Path folder,
    int customers,
    int newCustomers,
    long salesRows,
    long feedbackRows,
    long truthRows,
    int files) {}

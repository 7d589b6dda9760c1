package org.churnwise.config;

/**
 * Who decides which model goes into production.
 *
 * @param approvalRequired whether a challenger that won waits for a person's {@code models approve}
 */
public record ModelsSettings(boolean approvalRequired) {}

/**
 * Metrics of a warehouse for Prometheus: {@link org.churnwise.metrics.Metrics} reads the tables,
 * {@link org.churnwise.metrics.Family} names what is exposed, and {@link
 * org.churnwise.metrics.MetricsFile} writes the file that a node exporter collects.
 */
package org.churnwise.metrics;

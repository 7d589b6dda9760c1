/**
 * The report: one self-contained HTML page about the state of model and data. {@link
 * org.churnwise.report.Report} reads views, makes a {@link org.churnwise.report.ReportPage} of
 * their rows, and writes it through a template. It starts no Spark session and writes no table.
 */
package org.churnwise.report;

/**
 * How commands are run: options, console, failures, exit codes, Spark session: {@link
 * org.churnwise.cli.JobCommand}.
 */
package org.churnwise.cli;

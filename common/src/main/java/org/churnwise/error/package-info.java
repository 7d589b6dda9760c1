/**
 * Failures that a person can act on: {@link org.churnwise.error.ChurnException} and the {@link
 * org.churnwise.error.ExitCode} it ends with.
 */
package org.churnwise.error;

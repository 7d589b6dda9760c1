/**
 * The monitor stage: {@link org.churnwise.monitoring.ModelMonitor}; verdicts are OK, BREACH or
 * NO_EVIDENCE.
 */
package org.churnwise.monitoring;

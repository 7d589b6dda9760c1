package org.churnwise.stats;

/**
 * How much better a challenger is than a champion on the same rows; positive is better, also for
 * metrics where less is better.
 *
 * @param metric one of {@link MetricName#all}, or {@link MetricName#PROFIT}
 * @param segment {@code all}, or the segment
 * @param challenger the challenger's value, as the metric is usually written
 * @param champion the champion's value
 * @param gain their difference on the rows as they are
 * @param interval two-sided percentile interval over the draws, with 95 % unless another confidence
 *     was asked for
 * @param worse one-sided p-value of "the challenger is not worse": small = significantly worse
 */
public record PairedDifference(
    String metric,
    String segment,
    double challenger,
    double champion,
    double gain,
    Interval interval,
    double worse) {}

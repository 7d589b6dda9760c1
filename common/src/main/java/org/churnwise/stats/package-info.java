/**
 * Statistics in plain Java, without Spark and without I/O. {@link org.churnwise.stats.ScoreSums}
 * holds what the metrics need of scored and labelled rows; {@link
 * org.churnwise.stats.ClassificationMetrics} compares a model with the best constant prediction and
 * the recency rule, each metric with its interval; {@link org.churnwise.stats.SegmentGaps} looks
 * for segments that a model ranks worse; {@link org.churnwise.stats.ProfitCurve} is the profit of
 * contacting by a threshold, and {@link org.churnwise.stats.Uplift} the effect of contacting;
 * {@link org.churnwise.stats.PopulationStability} compares two distributions; {@link
 * org.churnwise.stats.Verdict} is the result of a check. Missing evidence is a value of its own and
 * never counts as good.
 */
package org.churnwise.stats;

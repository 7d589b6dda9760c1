/**
 * Statistics in plain Java, without Spark and without I/O. {@link org.churnwise.stats.ScoreSums}
 * holds what the metrics need of scored and labelled rows; {@link
 * org.churnwise.stats.ClassificationMetrics} sets a model beside the best constant answer and the
 * recency rule, each metric with its interval; {@link org.churnwise.stats.SegmentGaps} looks for
 * segments that a model ranks worse; {@link org.churnwise.stats.ProfitCurve} tells what contacting
 * by a threshold earns, and {@link org.churnwise.stats.Uplift} what it has changed; {@link
 * org.churnwise.stats.PopulationStability} compares two distributions; {@link
 * org.churnwise.stats.Verdict} is what a gate says. No evidence is a value here and never reads as
 * good news.
 */
package org.churnwise.stats;

package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.Verdict;

/**
 * How the predictions of a snapshot rank who buys within its first days, beside earlier snapshots:
 * a row of interim_performance. It warns; it is no label.
 *
 * @param modelVersion that was in production for the snapshot
 * @param knownOn the first watermark on which these days are known
 * @param positives customers without a purchase on these days
 * @param low ends of the 95 % interval of the AUC
 * @param earlierSnapshots how many snapshots it was compared with
 * @param earlierAuc mean of their AUC over as many days; empty without any
 * @param pValue see {@link org.churnwise.stats.AucDecline}
 * @param reason why there is no evidence
 */
public record Interim(
    LocalDate snapshotDate,
    long days,
    String modelVersion,
    LocalDate knownOn,
    long rowCount,
    long positives,
    OptionalDouble auc,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble recencyAuc,
    MetricStatus status,
    long earlierSnapshots,
    OptionalDouble earlierAuc,
    OptionalDouble earlierLowest,
    OptionalDouble pValue,
    Verdict verdict,
    Optional<String> reason) {}

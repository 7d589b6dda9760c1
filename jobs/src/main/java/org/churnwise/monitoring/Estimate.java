package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is expected of a model's predictions for a snapshot before there are labels: a row of
 * estimated_performance.
 *
 * @param metric auc or brier
 * @param low bounds of the 95 % band; absent unless the status is OK
 * @param reason why the status is not OK
 * @param answersOf the estimate holds if customers still answer as on this snapshot
 * @param heldOut whether that is the snapshot held out from the model's training
 * @param slope of the recalibration line; absent without evidence, as is the intercept
 * @param rowCount customers scored
 */
public record Estimate(
    LocalDate snapshotDate,
    String modelVersion,
    String metric,
    OptionalDouble value,
    OptionalDouble low,
    OptionalDouble high,
    EstimateStatus status,
    Optional<String> reason,
    LocalDate answersOf,
    boolean heldOut,
    OptionalDouble slope,
    OptionalDouble intercept,
    long rowCount) {}

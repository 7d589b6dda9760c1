package org.churnwise.training;

import java.time.LocalDate;

/**
 * What a training did.
 *
 * @param upToDate whether the watermark was trained before from the same data and settings, so that
 *     nothing was done
 * @param modelVersion the challenger
 * @param heldOutSnapshot judged on
 * @param fitSnapshots fitted on
 * @param rowsFitted rows fitted on
 * @param rowsHeldOut rows judged on
 * @param outcome PROMOTED, KEPT or REFUSED
 * @param reason one line
 * @param auc of the challenger on the held-out snapshot; null without evidence
 * @param championAuc of the champion on the same rows; null if there was none to compare with
 * @param brier of the challenger on the held-out snapshot; null without evidence
 * @param search how its hyperparameters were chosen, one line; null if they are as configured
 */
public record TrainingResult(
    boolean upToDate,
    LocalDate watermark,
    String modelVersion,
    LocalDate heldOutSnapshot,
    int fitSnapshots,
    long rowsFitted,
    long rowsHeldOut,
    String outcome,
    String reason,
    Double auc,
    Double championAuc,
    Double brier,
    String search) {}

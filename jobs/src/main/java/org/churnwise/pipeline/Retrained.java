package org.churnwise.pipeline;

import org.churnwise.training.TrainingResult;

/**
 * A training after the first one.
 *
 * @param model the challenger
 * @param outcome PROMOTED, PROPOSED, KEPT or REFUSED
 * @param recalibrationOf the model whose booster it has; null if its own was fitted
 * @param because why there was a retraining
 */
record Retrained(
    String watermark, String model, String outcome, String recalibrationOf, String because) {
  static Retrained of(TrainingResult result, String because) {
    return new Retrained(
        result.watermark().toString(),
        result.modelVersion(),
        result.outcome(),
        result.recalibrationOf(),
        because);
  }
}

package org.churnwise.training;

import java.time.LocalDate;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.training.ModelValidator.Validation;

/**
 * A model as a training at a past watermark would have made it; stored nowhere.
 *
 * @param version named after the watermark, with the card
 * @param validation whether it is sound, whoever it meets
 * @param first what the training decides where there is no champion
 */
public record PastModel(
    ModelVersion version, FittedModel model, Validation validation, Comparison first) {

  /** First day that was not loaded then. */
  public LocalDate watermark() {
    return version.trainedOnWatermark();
  }

  /** The snapshot that was held out of its training. */
  public LocalDate heldOut() {
    return version.card().data().heldOutSnapshot();
  }
}

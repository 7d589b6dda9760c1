package org.churnwise.training;

import java.util.List;
import org.churnwise.model.registry.BaselineBin;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.TrainingDataset;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.training.ModelValidator.Validation;

/**
 * The results of a training before they are written.
 *
 * @param validation whether the model is sound, whoever it meets
 */
record Challenge(
    FittedModel model,
    ModelVersion version,
    List<BaselineBin> baselines,
    ModelDecision decision,
    TrainingDataset dataset,
    Validation validation,
    TrainingResult result) {}

package org.churnwise.training;

import java.util.List;
import org.churnwise.model.BaselineBin;
import org.churnwise.model.FittedModel;
import org.churnwise.model.ModelDecision;
import org.churnwise.model.ModelVersion;

/** Everything that a training has computed and is about to write. */
record Challenge(
    FittedModel model,
    ModelVersion version,
    List<BaselineBin> baselines,
    ModelDecision decision,
    TrainingResult result) {}

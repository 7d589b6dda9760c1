package org.churnwise.monitoring;

import java.util.List;
import java.util.Optional;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.SliceId;
import org.churnwise.run.StageSlice;

/**
 * A snapshot's features or predictions, to be compared.
 *
 * @param model champion when the snapshot was first compared; empty if there was none
 * @param references of each feature; none if the snapshot is not judged
 * @param terms on which the predictions are estimated; empty if they are not
 */
record DriftComparison(
    StageSlice slice,
    SliceId.Drift drift,
    Optional<ModelVersion> model,
    List<DriftReference> references,
    Optional<EstimateTerms> terms) {

  /** The model's version, or a text where there is none. */
  String version(String otherwise) {
    return model.map(ModelVersion::version).orElse(otherwise);
  }
}

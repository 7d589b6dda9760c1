package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.Optional;
import org.churnwise.model.features.FeatureKind;

/**
 * What a feature of a snapshot, or its prediction, is compared with.
 *
 * @param name of the feature, or churn_probability
 * @param snapshot whose customers it is compared with; empty for held-out scores, and if there is
 *     no valid reference
 * @param isHeldOutScores whether it is compared with the model's scores of its held-out snapshot
 * @param breachSince first snapshot of a change that this reference has been through, and that no
 *     model has been evaluated on
 * @param previousBreach the same of the finding before, whatever it is compared with
 * @param words for a person
 */
record DriftReference(
    String name,
    FeatureKind kind,
    Optional<LocalDate> snapshot,
    boolean isHeldOutScores,
    Optional<LocalDate> breachSince,
    Optional<LocalDate> previousBreach,
    String words) {

  /** Whether there is anything to compare with. */
  boolean exists() {
    return snapshot.isPresent() || isHeldOutScores;
  }
}

package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.config.MonitoringSettings;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.run.SliceId;
import org.churnwise.stats.BinnedDrift;
import org.churnwise.stats.Verdict;

/** The counts of one part of the customers, to be judged. */
record DriftJudgement(
    MonitoringSettings settings,
    SliceId.Drift drift,
    DriftReference reference,
    String segment,
    DriftBins bins) {
  private static final String NEWCOMERS = "customers=new";

  /**
   * The finding.
   *
   * @param sinceTraining population stability index against the champion's training rows
   * @param importance share of the champion's importance
   */
  DriftFinding finding(OptionalDouble sinceTraining, OptionalDouble importance) {
    Optional<BinnedDrift> difference = bins.drift(settings.psiFloor());
    Verdict verdict = difference.map(this::verdict).orElse(Verdict.NO_EVIDENCE);
    return new DriftFinding(
        drift.subject().toString(),
        reference.name(),
        reference.words(),
        number(difference.map(BinnedDrift::excess)),
        threshold(),
        verdict,
        segment,
        reference.kind(),
        reference.snapshot(),
        difference.map(known -> known.stability().value()).orElse(OptionalDouble.empty()),
        number(difference.map(BinnedDrift::jensenShannon)),
        bins.meanDifference(),
        bins.referenceRows(),
        bins.snapshotRows(),
        Optional.of(bins.newCategories()).filter(known -> !known.isEmpty()),
        sinceTraining,
        segment.equals(DriftFinding.ALL) ? breachSince(verdict) : Optional.empty(),
        importance);
  }

  private double threshold() {
    return reference.kind() == FeatureKind.ATTRIBUTE
        ? settings.attributePsiThreshold()
        : settings.psiThreshold();
  }

  /** What a newcomer does is young by nature; one open bin of stored scores holds any score. */
  private Verdict verdict(BinnedDrift difference) {
    boolean isYoung = segment.equals(NEWCOMERS) && reference.kind() == FeatureKind.BEHAVIOUR;
    boolean isBlind = reference.isHeldOutScores() && bins.isOneBin();
    if (isYoung
        || isBlind
        || Math.min(bins.referenceRows(), bins.snapshotRows()) < settings.minRows()) {
      return Verdict.NO_EVIDENCE;
    }
    return bins.isLost() || difference.excess() > threshold() ? Verdict.BREACH : Verdict.OK;
  }

  private Optional<LocalDate> breachSince(Verdict verdict) {
    return switch (verdict) {
      case BREACH -> reference.previousBreach().or(() -> Optional.of(drift.snapshot()));
      case OK -> reference.breachSince();
      case NO_EVIDENCE -> reference.previousBreach();
    };
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}

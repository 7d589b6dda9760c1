package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.monitoring.DriftDetector.Detected;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.Diagnoses;
import org.churnwise.quality.Diagnosis;
import org.churnwise.quality.Diagnosis.Evidence;
import org.churnwise.quality.WorthAlert;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.stats.Verdict;
import org.churnwise.warehouse.Warehouse;

/** The alerts of a monitoring, in the transaction of what it found. */
final class MonitorAlerts {
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final ModelRegistry registry;
  private final AlertManager alerts;
  private final double retrainThreshold;

  MonitorAlerts(Warehouse warehouse, Ledger ledger, double retrainThreshold) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.registry = new ModelRegistry(warehouse, ledger);
    this.alerts = new AlertManager(warehouse, ledger);
    this.retrainThreshold = retrainThreshold;
  }

  /** Opens, changes and closes what the results say. */
  void make(
      List<LocalDate> evaluated, Map<DriftComparison, Detected> compared, Diagnoses diagnoses) {
    List<AlertChange> changes = new ArrayList<>();
    if (!evaluated.isEmpty()) {
      changes.addAll(ofPerformance(evaluated, diagnoses));
    }
    compared.forEach((one, found) -> changes.addAll(ofDrift(one.drift(), found, diagnoses)));
    alerts.make(changes);
  }

  private List<AlertChange> ofPerformance(List<LocalDate> snapshots, Diagnoses diagnoses) {
    List<LocalDate> withdrawn =
        snapshots.stream()
            .filter(
                snapshot ->
                    ledger.view().labels().ofFinal().stream()
                        .noneMatch(labels -> labels.date().equals(snapshot)))
            .toList();
    List<AlertChange> changes = new ArrayList<>(List.of(RealisedScore.withdrawal(withdrawn)));
    RealisedMetrics realised = RealisedMetrics.of(ledger.view(), warehouse);
    for (LocalDate snapshot : snapshots) {
      List<LocalDate> upToNow = labelledUpTo(snapshot);
      if (!withdrawn.contains(snapshot)) {
        changes.add(InterimAlerts.answered(upToNow));
      }
      Optional<Diagnosis> diagnosis = diagnoses.of(snapshot, Evidence.LABELS);
      Optional<RealisedScore> score = realised.score(snapshot, registry);
      score.ifPresent(f1 -> changes.addAll(f1.alerts(retrainThreshold, upToNow, diagnosis)));
      boolean isTold =
          score.filter(f1 -> f1.verdict(retrainThreshold) == Verdict.BREACH).isPresent();
      diagnosis.ifPresent(
          known -> changes.addAll(DiagnosisAlerts.ofLabels(known, isTold, upToNow)));
    }
    changes.addAll(WorthAlert.of(registry.champion(), warehouse));
    return changes;
  }

  /** Only the evaluation of one of these can have opened an alert by now. */
  private List<LocalDate> labelledUpTo(LocalDate snapshot) {
    return ledger.view().labels().all().stream()
        .map(LabelledSnapshot::date)
        .filter(labelled -> !labelled.isAfter(snapshot))
        .toList();
  }

  private List<AlertChange> ofDrift(SliceId.Drift drift, Detected found, Diagnoses diagnoses) {
    List<LocalDate> compared = compared(drift);
    Optional<Diagnosis> diagnosis = diagnoses.of(drift.snapshot(), Evidence.DATA);
    List<AlertChange> changes =
        new ArrayList<>(DriftAlerts.of(drift, found.ofAll(), compared, diagnosis));
    if (diagnosis.isPresent() && drift.subject() == SliceId.DriftSubject.FEATURE) {
      changes.addAll(
          DiagnosisAlerts.ofData(
              diagnosis.get(),
              ledger.view().faults().near(drift.snapshot()),
              alerts.active(),
              compared.stream().filter(day -> !day.isAfter(drift.snapshot())).toList(),
              compared.stream().noneMatch(drift.snapshot()::isBefore)));
    }
    return changes;
  }

  /** The snapshots that were compared in the same subject, this one among them. */
  private List<LocalDate> compared(SliceId.Drift drift) {
    Set<SliceId> monitored = ledger.view().keys(Stage.MONITOR).keySet();
    return monitored.stream()
        .filter(SliceId.Drift.class::isInstance)
        .map(SliceId.Drift.class::cast)
        .filter(compared -> compared.subject() == drift.subject())
        .map(SliceId.Drift::snapshot)
        .toList();
  }
}

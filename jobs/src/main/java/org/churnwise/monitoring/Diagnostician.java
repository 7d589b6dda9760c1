package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.config.Settings;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.monitoring.DiagnosisRule.Answer;
import org.churnwise.monitoring.DriftDetector.Detected;
import org.churnwise.quality.Diagnoses;
import org.churnwise.quality.Diagnosis;
import org.churnwise.quality.Diagnosis.Evidence;
import org.churnwise.run.DataFault;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.SliceId.DriftSubject;
import org.churnwise.warehouse.Warehouse;

/**
 * Says what has changed at snapshots: first by faults and drift, and again, as a row of its own,
 * when their labels are final. It judges by what was found already and asks the warehouse for
 * nothing more.
 */
final class Diagnostician {
  private static final String MOOD = "mood";

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Settings settings;
  private final ModelRegistry registry;
  private final DiagnosisRule rule;
  private final Set<String> moods;

  Diagnostician(Warehouse warehouse, Ledger ledger, Settings settings) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.settings = settings;
    this.registry = new ModelRegistry(warehouse, ledger);
    this.rule = new DiagnosisRule(settings.diagnosis(), settings.monitoring().minRows());
    this.moods =
        FeatureCatalogue.load().monitored().stream()
            .filter(feature -> MOOD.equals(feature.concept()))
            .map(Feature::name)
            .collect(Collectors.toSet());
  }

  /**
   * Judges the snapshots whose features were compared, and every snapshot that predictions were
   * evaluated on; writes what is new, in the caller's transaction.
   */
  Diagnoses judge(Map<DriftComparison, Detected> compared) {
    LedgerView view = ledger.view();
    List<Diagnosis> ofData = new ArrayList<>();
    compared.forEach(
        (comparison, found) -> {
          if (comparison.drift().subject() == DriftSubject.FEATURE) {
            ofData.add(ofData(comparison, found));
          }
        });
    Diagnoses known = Diagnoses.of(view, warehouse).with(ofData);
    List<Diagnosis> judged = new ArrayList<>(ofData);
    Map<LocalDate, LocalDate> matured = matured();
    Map<LocalDate, String> inProduction = inProduction();
    matured.forEach(
        (snapshot, day) ->
            Optional.ofNullable(inProduction.get(snapshot))
                .ifPresent(
                    version -> judged.add(ofLabels(snapshot, day, version, known, inProduction))));
    List<LocalDate> withdrawn =
        known.all().stream()
            .filter(one -> one.evidence() == Evidence.LABELS)
            .map(Diagnosis::snapshotDate)
            .filter(snapshot -> !matured.containsKey(snapshot))
            .toList();
    return Diagnoses.record(judged, withdrawn, view, warehouse, ledger.run());
  }

  /** Snapshot with final labels to the day of their maturity. */
  private Map<LocalDate, LocalDate> matured() {
    return ledger.view().labels().ofFinal().stream()
        .collect(
            Collectors.toMap(
                LabelledSnapshot::date,
                LabelledSnapshot::maturesOn,
                (one, other) -> one,
                TreeMap::new));
  }

  private Diagnosis ofData(DriftComparison comparison, Detected found) {
    LocalDate snapshot = comparison.drift().snapshot();
    DriftedParts parts = new DriftedParts(found.findings());
    Optional<String> dead = deadFeed(found);
    List<String> faults =
        Stream.concat(
                ledger.view().faults().near(snapshot).stream().map(DataFault::withAcceptance),
                dead.stream())
            .toList();
    Answer answer = rule.ofData(faults, parts);
    List<String> drifted = parts.drifted().stream().map(DriftFinding::name).toList();
    return diagnosis(
        snapshot, Evidence.DATA, snapshot, comparison.version("none"), answer, drifted, dead);
  }

  /** Moods that moved while a month's comments all sound the same: nobody listens to them. */
  private Optional<String> deadFeed(Detected found) {
    boolean moved =
        found.ofAll().stream()
            .anyMatch(one -> moods.contains(one.name()) && one.breachSince().isPresent());
    return found.months().stream()
        .filter(
            month ->
                month.isOfOneValue(
                    settings.diagnosis().oneValueShare(), settings.monitoring().minRows()))
        .filter(month -> moved)
        .map(SentimentMonth::spoken)
        .reduce((one, other) -> one + ", " + other);
  }

  /** Evaluated snapshot to the model that was in production for it, if any was. */
  private Map<LocalDate, String> inProduction() {
    RealisedMetrics realised = RealisedMetrics.of(ledger.view(), warehouse);
    Map<LocalDate, String> versions = new TreeMap<>();
    for (LocalDate snapshot : realised.snapshots()) {
      realised
          .inProduction(snapshot, registry)
          .filter(version -> !version.equals(PerformanceTable.NOTHING_PREDICTED))
          .ifPresent(version -> versions.put(snapshot, version));
    }
    return versions;
  }

  private Diagnosis ofLabels(
      LocalDate snapshot,
      LocalDate matured,
      String version,
      Diagnoses known,
      Map<LocalDate, String> inProduction) {
    Optional<Diagnosis> first = known.of(snapshot, Evidence.DATA);
    Optional<LocalDate> before =
        inProduction.entrySet().stream()
            .filter(one -> one.getValue().equals(version) && one.getKey().isBefore(snapshot))
            .map(Map.Entry::getKey)
            .findFirst();
    return diagnosis(
        snapshot,
        Evidence.LABELS,
        matured,
        version,
        rule.ofLabels(first, change(snapshot, version, before)),
        first.map(Diagnosis::drifted).orElse(List.of()),
        first.flatMap(Diagnosis::deadFeed));
  }

  /** What the model came to, beside the better of its held-out and its first evaluated snapshot. */
  private Optional<ModelChange> change(
      LocalDate snapshot, String version, Optional<LocalDate> before) {
    RealisedMetrics realised = RealisedMetrics.of(ledger.view(), warehouse);
    return ModelChange.of(
        registry.versions().stream().filter(known -> known.version().equals(version)).findFirst(),
        before.map(day -> realised.on(day, version)).orElse(new RealisedMetrics(List.of())),
        realised.on(snapshot, version));
  }

  private Diagnosis diagnosis(
      LocalDate snapshot,
      Evidence evidence,
      LocalDate knownOn,
      String version,
      Answer answer,
      List<String> drifted,
      Optional<String> deadFeed) {
    LocalDate watermark = ledger.view().loaded().watermark().orElse(knownOn);
    return new Diagnosis(
        snapshot,
        evidence,
        knownOn,
        watermark,
        version,
        answer.cause(),
        answer.action(),
        answer.confidence(),
        answer.reason(),
        drifted,
        deadFeed);
  }
}

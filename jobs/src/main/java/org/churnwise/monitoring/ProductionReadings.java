package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.churnwise.config.Settings;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.monitoring.DiagnosisRule.Answer;
import org.churnwise.quality.Diagnosis;
import org.churnwise.quality.Diagnosis.Evidence;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricStatus;

/**
 * What the month loop would have gone by, had a model been in production: the readings of {@link
 * ModelMonitor} from metrics that are in no table. Drift is not among them: a snapshot is diagnosed
 * by its labels alone.
 */
public final class ProductionReadings {
  private final DiagnosisRule rule;

  public ProductionReadings(Settings settings) {
    this.rule = new DiagnosisRule(settings.diagnosis(), settings.monitoring().minRows());
  }

  /** The F1 that a model realised on a snapshot. */
  public static RealisedScore score(LocalDate snapshot, String version, List<Metric> metrics) {
    return RealisedMetrics.of(snapshot, version, metrics).named(MetricName.F1).asScore();
  }

  /** A snapshot that no model was in production for. */
  public static RealisedScore nothing(LocalDate snapshot) {
    return new RealisedScore(
        snapshot,
        PerformanceTable.NOTHING_PREDICTED,
        MetricStatus.NO_DATA,
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /**
   * What else is wrong with the predictions of a champion for a snapshot, in words; empty without
   * evidence.
   *
   * @param realised its metrics over all customers on each snapshot that it was in production for,
   *     the last of which is the one in question
   */
  public List<String> changes(ModelVersion model, SortedMap<LocalDate, List<Metric>> realised) {
    LocalDate snapshot = realised.lastKey();
    RealisedMetrics now = on(model, snapshot, realised);
    RealisedMetrics first =
        realised.size() == 1
            ? new RealisedMetrics(List.of())
            : on(model, realised.firstKey(), realised);
    Answer answer = rule.ofLabels(Optional.empty(), ModelChange.of(Optional.of(model), first, now));
    return new RealisedChanges(now, Optional.of(diagnosis(model, snapshot, answer)))
        .of(model, snapshot);
  }

  private static RealisedMetrics on(
      ModelVersion model, LocalDate snapshot, SortedMap<LocalDate, List<Metric>> realised) {
    return RealisedMetrics.of(snapshot, model.version(), realised.get(snapshot));
  }

  private static Diagnosis diagnosis(ModelVersion model, LocalDate snapshot, Answer answer) {
    return new Diagnosis(
        snapshot,
        Evidence.LABELS,
        snapshot,
        snapshot,
        model.version(),
        answer.cause(),
        answer.action(),
        answer.confidence(),
        answer.reason(),
        List.of(),
        Optional.empty());
  }
}

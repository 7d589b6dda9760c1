package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.monitoring.DriftHistory.Compared;
import org.churnwise.quality.FeedFaults;
import org.churnwise.run.Input;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.LedgerView;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceId.DriftSubject;
import org.churnwise.run.Stage;
import org.churnwise.stats.Verdict;

/**
 * On what terms the predictions for a snapshot are estimated: only by what was known on its day, so
 * that an estimate that is made again is the same. Costs no statement beyond facts that a run has
 * read.
 *
 * @param feeds those that are broken, also by a fault that a person accepted: it is loaded, and
 *     wrong all the same
 * @param history with what was found of the snapshot's features
 */
record EstimatePlan(
    LedgerView view, FeedFaults feeds, DriftHistory history, FeatureCatalogue catalogue) {

  /** The terms for a model's predictions; empty if it has none for the snapshot. */
  Optional<EstimateTerms> terms(LocalDate snapshot, ModelVersion model) {
    if (view.key(Stage.SCORE, new SliceId.Predictions(snapshot, model.version())).isEmpty()) {
      return Optional.empty();
    }
    Optional<LocalDate> known =
        view.labels().ofFinal().stream()
            .filter(labels -> !labels.maturesOn().isAfter(snapshot))
            .map(LabelledSnapshot::date)
            .filter(day -> !model.card().data().fitSnapshots().contains(day))
            .filter(day -> isEvaluated(day, model.version()))
            .max(Comparator.naturalOrder());
    return Optional.of(
        new EstimateTerms(
            known.orElse(model.card().data().heldOutSnapshot()), known.isEmpty(), doubt(snapshot)));
  }

  private boolean isEvaluated(LocalDate day, String version) {
    return view.key(Stage.SCORE, new SliceId.Predictions(day, version)).isPresent()
        && view.key(Stage.MONITOR, new SliceId.Performance(day)).isPresent();
  }

  /** What terms are made from; of held-out labels the model itself is the proof. */
  List<Input> inputs(EstimateTerms terms) {
    return terms.isHeldOut()
        ? List.of()
        : view.input(
            Stage.MONITOR, "model_performance", new SliceId.Performance(terms.answersOf()));
  }

  private Optional<String> doubt(LocalDate snapshot) {
    List<String> doubts = new ArrayList<>(feeds.behindFeatures(snapshot));
    List<Compared> found = history.at(new SliceId.Drift(DriftSubject.FEATURE, snapshot));
    if (found.stream().allMatch(one -> one.verdict() == Verdict.NO_EVIDENCE)) {
      doubts.add("drift of the customers was not judged");
    }
    List<String> moved =
        found.stream()
            .filter(Compared::isBreach)
            .map(Compared::name)
            .filter(this::isAttribute)
            .toList();
    if (!moved.isEmpty()) {
      doubts.add(String.join(", ", moved) + " drifted");
    }
    return doubts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", doubts));
  }

  private boolean isAttribute(String name) {
    return catalogue.monitored().stream()
        .filter(feature -> feature.kind() == FeatureKind.ATTRIBUTE)
        .map(Feature::name)
        .anyMatch(name::equals);
  }
}

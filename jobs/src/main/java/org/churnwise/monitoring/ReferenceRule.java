package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.monitoring.DriftHistory.Compared;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceId.DriftSubject;

/**
 * Which snapshot a feature is compared with. While history is short, tenure, recency, spend and
 * moods move by themselves, so that one fixed reference finds ageing in every month.
 *
 * <ul>
 *   <li>Attributes: the champion's held-out snapshot.
 *   <li>Behaviour: the newest earlier snapshot in which the feature was no breach. Valid is also
 *       the champion's held-out snapshot, and a snapshot that is at least the third breach in a
 *       row.
 *   <li>Predictions: the same among the snapshots that the same model scored; before there is one,
 *       the model's own scores of its held-out snapshot.
 * </ul>
 *
 * @param firstChampion watermark of the first promotion; later snapshots are judged
 * @param settled first day that behaviour may be compared with
 * @param model champion when the snapshot was first compared
 * @param heldOut its held-out snapshot
 * @param computed snapshots that have features, or those that the model scored
 */
record ReferenceRule(
    DriftHistory history,
    LocalDate firstChampion,
    LocalDate settled,
    String model,
    LocalDate heldOut,
    List<LocalDate> computed) {
  static final String PREDICTION = "churn_probability";

  private static final int BREACHES_IN_A_ROW = 3;

  /** The references of features of a snapshot. */
  List<DriftReference> ofFeatures(LocalDate snapshot, List<Feature> features) {
    return features.stream()
        .map(
            feature ->
                feature.kind() == FeatureKind.ATTRIBUTE
                    ? ofAttribute(snapshot, feature.name())
                    : ofBehaviour(snapshot, feature.name()))
        .toList();
  }

  private DriftReference ofAttribute(LocalDate snapshot, String name) {
    Optional<LocalDate> reference =
        Optional.of(heldOut).filter(day -> day.isBefore(snapshot) && computed.contains(day));
    return new DriftReference(
        name,
        FeatureKind.ATTRIBUTE,
        reference,
        false,
        Optional.empty(),
        previousBreach(DriftSubject.FEATURE, name, snapshot),
        reference.map(day -> words(day) + ", held out by " + model).orElse("none"));
  }

  private DriftReference ofBehaviour(LocalDate snapshot, String name) {
    Stream<LocalDate> candidates =
        computed.stream()
            .filter(day -> day.isBefore(snapshot))
            .filter(
                day ->
                    !day.isAfter(firstChampion)
                        || day.equals(heldOut)
                        || !history.at(drift(DriftSubject.FEATURE, day)).isEmpty());
    Optional<LocalDate> reference =
        newest(
            candidates.filter(
                day -> day.equals(heldOut) || isValid(DriftSubject.FEATURE, name, day)));
    return new DriftReference(
        name,
        FeatureKind.BEHAVIOUR,
        reference,
        false,
        carried(DriftSubject.FEATURE, name, reference),
        previousBreach(DriftSubject.FEATURE, name, snapshot),
        reference.map(ReferenceRule::words).orElse("none"));
  }

  /** The reference of a snapshot's predictions. */
  DriftReference ofPredictions(LocalDate snapshot) {
    Optional<LocalDate> reference =
        newest(
            computed.stream()
                .filter(day -> day.isBefore(snapshot))
                .filter(
                    day ->
                        history.champion(drift(DriftSubject.PREDICTION, day)).stream()
                            .anyMatch(model::equals))
                .filter(day -> isValid(DriftSubject.PREDICTION, PREDICTION, day)));
    boolean isFirst = reference.isEmpty() && !heldOut.isBefore(settled);
    return new DriftReference(
        PREDICTION,
        FeatureKind.BEHAVIOUR,
        reference,
        isFirst,
        carried(DriftSubject.PREDICTION, PREDICTION, reference),
        previousBreach(DriftSubject.PREDICTION, PREDICTION, snapshot),
        isFirst
            ? "scores of %s on its held-out snapshot %s".formatted(model, heldOut)
            : reference.map(ReferenceRule::words).orElse("none"));
  }

  private Optional<LocalDate> newest(Stream<LocalDate> valid) {
    return valid.max(Comparator.naturalOrder()).filter(day -> !day.isBefore(settled));
  }

  private boolean isValid(DriftSubject subject, String name, LocalDate day) {
    if (!isBreach(subject, name, day)) {
      return true;
    }
    List<LocalDate> before = history.before(day, subject);
    return before.size() >= BREACHES_IN_A_ROW - 1
        && before.stream()
            .limit(BREACHES_IN_A_ROW - 1)
            .allMatch(earlier -> isBreach(subject, name, earlier));
  }

  /** Of predictions, another model's breach is none in this row. */
  private boolean isBreach(DriftSubject subject, String name, LocalDate day) {
    return history
        .found(subject, name, day)
        .filter(Compared::isBreach)
        .filter(found -> subject == DriftSubject.FEATURE || found.modelVersion().equals(model))
        .isPresent();
  }

  /** A change that a model was evaluated on, or that the reference lies before, is over. */
  private Optional<LocalDate> carried(
      DriftSubject subject, String name, Optional<LocalDate> reference) {
    return reference
        .flatMap(day -> history.found(subject, name, day))
        .flatMap(Compared::breachSince)
        .filter(heldOut::isBefore);
  }

  private Optional<LocalDate> previousBreach(
      DriftSubject subject, String name, LocalDate snapshot) {
    return history.before(snapshot, subject).stream()
        .findFirst()
        .flatMap(day -> history.found(subject, name, day))
        .flatMap(Compared::breachSince)
        .filter(heldOut::isBefore);
  }

  private static SliceId.Drift drift(DriftSubject subject, LocalDate day) {
    return new SliceId.Drift(subject, day);
  }

  private static String words(LocalDate day) {
    return "snapshot " + day;
  }
}

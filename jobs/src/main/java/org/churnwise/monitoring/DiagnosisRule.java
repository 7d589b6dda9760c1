package org.churnwise.monitoring;

import java.util.List;
import java.util.Optional;
import org.churnwise.cli.Console;
import org.churnwise.config.DiagnosisSettings;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.quality.Diagnosis;
import org.churnwise.quality.Diagnosis.Action;
import org.churnwise.quality.Diagnosis.Cause;
import org.churnwise.quality.Diagnosis.Confidence;

/**
 * What has changed: questions in a fixed order, of which the first that is answered with yes
 * decides.
 *
 * <ol>
 *   <li>Is a feed broken? Then nothing is known of the world.
 *   <li>Did any feature drift? If one behaviour alone is a little above its bound, no.
 *   <li>Do newcomers differ in an attribute in which earlier customers have not moved?
 *   <li>Did earlier customers move?
 *   <li>Once labels are final: does the model rank worse than it had shown, or are its
 *       probabilities off in another way? Where the customers changed, this decides what to do;
 *       where they did not, it is the cause.
 * </ol>
 *
 * @param minRows fewer newcomers are no evidence
 */
record DiagnosisRule(DiagnosisSettings bounds, int minRows) {
  private static final double CLEAR = 2;

  /** What a question was answered with. */
  record Answer(Cause cause, Action action, Confidence confidence, String reason) {}

  /**
   * The answer before there are labels.
   *
   * @param faults what is wrong with feeds, in words
   */
  Answer ofData(List<String> faults, DriftedParts parts) {
    List<DriftFinding> drifted = parts.drifted();
    if (!faults.isEmpty()) {
      return new Answer(
          Cause.FEED_FAULT,
          Action.STOP,
          drifted.isEmpty() ? Confidence.MEDIUM : Confidence.HIGH,
          String.join(", ", faults) + "; " + drift(parts));
    }
    if (parts.compared() == 0) {
      return new Answer(
          Cause.NO_EVIDENCE, Action.HOLD, Confidence.LOW, "no feature could be compared");
    }
    if (drifted.isEmpty()) {
      Confidence all = parts.withoutEvidence() == 0 ? Confidence.HIGH : Confidence.MEDIUM;
      return new Answer(Cause.NONE, Action.HOLD, all, drift(parts));
    }
    return isLone(drifted) ? lone(drifted.get(0)) : ofChange(parts);
  }

  /** Ageing alone brings a behaviour near its bound; a cause shows in more than one place. */
  private boolean isLone(List<DriftFinding> drifted) {
    DriftFinding first = drifted.get(0);
    return drifted.size() == 1
        && first.kind() == FeatureKind.BEHAVIOUR
        && first.size() < bounds.loneFactor();
  }

  private Answer lone(DriftFinding one) {
    return new Answer(
        Cause.NONE,
        Action.HOLD,
        Confidence.LOW,
        "%s drifted alone, less than %s times its bound %s"
            .formatted(DriftedParts.inWords(List.of(one)), bounds.loneFactor(), one.threshold()));
  }

  private Answer ofChange(DriftedParts parts) {
    List<DriftFinding> brought = parts.broughtByNewcomers(minRows);
    List<DriftFinding> moved = parts.movedByEarlier();
    boolean isByAttribute = brought.stream().anyMatch(one -> one.kind() == FeatureKind.ATTRIBUTE);
    if (isByAttribute || moved.isEmpty() && !brought.isEmpty()) {
      return ofPopulation(parts, brought, moved, isByAttribute);
    }
    List<DriftFinding> shown = moved.isEmpty() ? parts.drifted() : moved;
    return new Answer(
        Cause.COVARIATE_CHANGE,
        Action.ALERT,
        confidence(parts, shown.get(0)),
        "%s moved in %s; %s"
            .formatted(
                moved.isEmpty() ? "customers" : "earlier customers",
                DriftedParts.inWords(shown),
                counted(parts)));
  }

  private Answer ofPopulation(
      DriftedParts parts,
      List<DriftFinding> brought,
      List<DriftFinding> moved,
      boolean isByAttribute) {
    String earlier =
        moved.isEmpty()
            ? "earlier ones have not moved"
            : "earlier ones moved in " + DriftedParts.inWords(moved);
    Confidence how = moved.isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
    List<DriftFinding> attributes =
        brought.stream().filter(one -> one.kind() == FeatureKind.ATTRIBUTE).toList();
    String newcomers =
        isByAttribute
            ? "%s newcomers differ in %s"
                .formatted(Console.count(parts.newcomers()), DriftedParts.inWords(attributes))
            : Console.count(parts.newcomers()) + " newcomers";
    return new Answer(
        Cause.POPULATION_CHANGE,
        Action.ALERT,
        isByAttribute ? how : Confidence.LOW,
        "%s, %s; %s".formatted(newcomers, earlier, counted(parts)));
  }

  private Confidence confidence(DriftedParts parts, DriftFinding farthest) {
    if (!parts.areEarlierJudged()) {
      return Confidence.LOW;
    }
    return farthest.size() >= CLEAR ? Confidence.HIGH : Confidence.MEDIUM;
  }

  private static String drift(DriftedParts parts) {
    List<DriftFinding> drifted = parts.drifted();
    return drifted.isEmpty()
        ? counted(parts)
        : counted(parts) + ": " + DriftedParts.inWords(drifted);
  }

  private static String counted(DriftedParts parts) {
    return "%d of %d features drifted".formatted(parts.drifted().size(), parts.compared());
  }

  /**
   * The answer once labels are final.
   *
   * @param first the answer before, if the snapshot was judged then
   * @param change what the model came to; empty if nothing was predicted
   */
  Answer ofLabels(Optional<Diagnosis> first, Optional<ModelChange> change) {
    Optional<ModelChange> known = change.filter(ModelChange::isEvidence);
    Cause before = first.map(Diagnosis::cause).orElse(Cause.NO_EVIDENCE);
    if (known.isEmpty() || before == Cause.FEED_FAULT) {
      String came = known.map(ModelChange::ranking).orElse("what the model came to is not known");
      return new Answer(
          before,
          first.map(Diagnosis::action).orElse(Action.HOLD),
          first.map(Diagnosis::confidence).orElse(Confidence.LOW),
          with(first, came));
    }
    return before.isChange()
        ? ofChangedCustomers(first.orElseThrow(), known.get())
        : ofModel(before == Cause.NONE ? "the customers have not changed, and " : "", known.get());
  }

  /** The customers changed, as was known; the labels say whether the model suffers. */
  private Answer ofChangedCustomers(Diagnosis first, ModelChange change) {
    boolean isLoss = change.isLoss(bounds);
    boolean isShift = change.isShift(bounds);
    Action action = isLoss ? Action.RETRAIN : isShift ? Action.RECALIBRATE : Action.HOLD;
    String came =
        isLoss || !isShift ? change.ranking() : change.ranking() + "; " + change.calibration();
    String verdict = isLoss ? "the model ranks worse" : isShift ? "" : "the model holds";
    return new Answer(
        first.cause(),
        action,
        first.confidence(),
        with(Optional.of(first), verdict.isEmpty() ? came : verdict + ": " + came));
  }

  private Answer ofModel(String customers, ModelChange change) {
    if (change.isLoss(bounds)) {
      return new Answer(
          Cause.CONCEPT_CHANGE,
          Action.RETRAIN,
          change.loss() >= CLEAR * bounds.aucLoss() ? Confidence.HIGH : Confidence.MEDIUM,
          customers + "the model ranks worse: " + change.ranking());
    }
    if (change.isShift(bounds)) {
      return new Answer(
          Cause.CALIBRATION_CHANGE,
          Action.RECALIBRATE,
          change.shift() >= CLEAR * bounds.calibrationShift() ? Confidence.HIGH : Confidence.MEDIUM,
          "the model ranks as before (%s), and its probabilities are off: %s"
              .formatted(change.ranking(), change.calibration()));
    }
    return new Answer(
        Cause.NONE, Action.HOLD, Confidence.HIGH, "the model holds: " + change.ranking());
  }

  private static String with(Optional<Diagnosis> first, String came) {
    return first.map(one -> one.reason() + "; " + came).orElse(came);
  }
}

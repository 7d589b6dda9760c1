package org.churnwise.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelCard.Recalibration;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.run.Input;
import org.churnwise.run.SliceId;

/**
 * How a challenger is made: a booster is fitted, or that of a model gets a new calibration.
 *
 * @param plan of a recalibration: the snapshots that the booster was fitted on
 * @param recalibrated the model that the booster was fitted for; empty if one is fitted
 */
record Recipe(TrainingPlan plan, Optional<ModelVersion> recalibrated) {

  static Recipe fit(TrainingPlan plan) {
    return new Recipe(plan, Optional.empty());
  }

  boolean isRecalibration() {
    return recalibrated.isPresent();
  }

  /** Several recalibrations of one booster at a watermark are one slice. */
  SliceId slice() {
    return recalibrated
        .<SliceId>map(model -> new SliceId.Recalibration(plan.watermark(), model.version()))
        .orElseGet(() -> new SliceId.Training(plan.watermark()));
  }

  /** What is made from a model has it among its inputs. */
  List<Input> models() {
    return recalibrated.map(ModelVersion::asInput).stream().toList();
  }

  /** A calibration is learned from the newest labels, those of customers that are not compared. */
  RowPart part() {
    return isRecalibration() ? RowPart.split(plan.heldOut()) : RowPart.of(plan.heldOut());
  }

  /** Ranking is equal by construction, so that the gate of a recalibration compares log loss. */
  TrainingRules rules(TrainingRules rules) {
    return isRecalibration() ? rules.byLogLoss() : rules;
  }

  /** Whether it made a model. */
  boolean made(ModelVersion model) {
    return recalibrated.map(ModelVersion::version).equals(model.recalibrationOf());
  }

  /** What the card says of the booster's origin; null if it was fitted. */
  Recalibration origin(FittedModel model) {
    return recalibrated
        .map(of -> new Recalibration(of.version(), plan.heldOut(), model.boosterSha256()))
        .orElse(null);
  }

  /** The reason of a decision. */
  String reason(String decided) {
    return recalibrated
        .map(of -> "recalibration of %s on %s, ".formatted(of.version(), plan.heldOut()) + decided)
        .orElse(decided);
  }

  /**
   * The booster of the recalibrated model, without its calibration.
   *
   * @param model as it is stored
   * @param rules by which calibration and threshold are learned now
   * @param census of the rows that it would be fitted on now
   */
  static Boosted booster(
      ModelVersion version, FittedModel model, TrainingRules rules, RowCensus census) {
    ModelCard card = version.card();
    Map<String, Object> parameters = new LinkedHashMap<>(card.parameters());
    parameters.putAll(ModelCard.parametersOfAnswers(rules.training()));
    return new Boosted(
        model.calibratedBy(Calibration.NONE),
        card.features(),
        parameters,
        census,
        Optional.empty(),
        null);
  }
}

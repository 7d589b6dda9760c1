package org.churnwise.training;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.model.registry.FeatureViewCheck;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
import org.churnwise.warehouse.Warehouse;

/**
 * Whether and how the champion is recalibrated. A recalibration of a recalibration is one of the
 * model that the booster was fitted for: nothing else of the former is used.
 */
final class Recalibrations {
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final TrainingRules rules;
  private final ModelRegistry registry;

  Recalibrations(Warehouse warehouse, Ledger ledger, TrainingRules rules) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.rules = rules;
    this.registry = new ModelRegistry(warehouse, ledger);
  }

  /**
   * Why the champion cannot be recalibrated; empty if it can.
   *
   * @param plan of a fit at the same watermark
   */
  Optional<String> refusal(TrainingPlan plan) {
    if (registry.champion().isEmpty()) {
      return Optional.of("there is no champion to recalibrate");
    }
    if (rules.training().answers().calibration().equals("off")) {
      return Optional.of("training.calibration = off, so there is nothing to recalibrate");
    }
    ModelVersion fitted = fitted();
    TrainingPlan own = recipe(plan).plan();
    String name = "champion %s cannot be recalibrated: ".formatted(fitted.version());
    if (own.fit().contains(own.heldOut())) {
      return Optional.of(name + "it was fitted on the newest matured snapshot " + own.heldOut());
    }
    List<LocalDate> gone = own.fit().stream().filter(day -> !finals().contains(day)).toList();
    if (!gone.isEmpty()) {
      return Optional.of(name + "it was fitted on %s, whose labels are not FINAL".formatted(gone));
    }
    if (!leftOut(fitted).equals(Optional.of(LeftOutShare.of(rules.training())))) {
      return Optional.of(
          name + "its fit left out other customers (training.seed, training.test-size)");
    }
    return new FeatureViewCheck(new FeatureViews(warehouse, ledger))
        .refusal(fitted, own.snapshots());
  }

  private Set<LocalDate> finals() {
    return ledger.view().labels().ofFinal().stream()
        .map(LabelledSnapshot::date)
        .collect(Collectors.toSet());
  }

  /** Which customers a fit left out; empty for a model whose dataset was not recorded. */
  private Optional<LeftOutShare> leftOut(ModelVersion model) {
    return new TrainingDatasets(warehouse, ledger.run())
        .all().stream()
            .filter(dataset -> dataset.model().equals(model.version()))
            .map(TrainingDatasets.Frozen::leftOut)
            .findFirst();
  }

  /** How the champion, which there has to be, is recalibrated. */
  Recipe recipe(TrainingPlan plan) {
    ModelVersion fitted = fitted();
    return new Recipe(
        new TrainingPlan(plan.watermark(), plan.heldOut(), fitted.card().data().fitSnapshots()),
        Optional.of(fitted));
  }

  /** The model that the champion's booster was fitted for. */
  private ModelVersion fitted() {
    ModelVersion champion = registry.champion().orElseThrow();
    return champion.recalibrationOf().map(registry::version).orElse(champion);
  }

  /** What was decided, at an earlier watermark, on the same booster and snapshot. */
  Optional<ModelDecision> earlier(Recipe recipe) {
    LocalDate watermark = recipe.plan().watermark();
    return registry.decisions().stream()
        .filter(made -> made.isByTraining() && made.watermark().isBefore(watermark))
        .filter(
            made -> {
              ModelVersion model = registry.version(made.challenger());
              return recipe.made(model)
                  && model.card().data().heldOutSnapshot().equals(recipe.plan().heldOut());
            })
        .reduce((older, newer) -> newer);
  }
}

package org.churnwise.scoring;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.model.registry.FeatureViewCheck;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.run.Ledger;
import org.churnwise.warehouse.Warehouse;

/** The model in production and its shadow, if they can be used. Caches the models that it loads. */
final class Champion {
  private final FeatureCatalogue catalogue;
  private final FeatureViewCheck views;
  private final ModelRegistry registry;
  private final ModelStore store;
  private final Map<String, FittedModel> loaded = new HashMap<>();

  Champion(Warehouse warehouse, Ledger ledger, FeatureCatalogue catalogue) {
    this.catalogue = catalogue;
    this.views = new FeatureViewCheck(new FeatureViews(warehouse, ledger));
    this.registry = new ModelRegistry(warehouse, ledger);
    this.store = new ModelStore(warehouse);
  }

  /**
   * The champion now, to score snapshots with; refused with exit code 5 if there is none, or if it
   * was fitted on other features than the snapshots or the catalogue have.
   */
  ModelVersion version(List<LocalDate> snapshots) {
    ModelVersion champion =
        registry
            .champion()
            .orElseThrow(
                () ->
                    ChurnException.modelRefused(
                        "there is no champion to score with; run 'submit/churn train' first"));
    refusal(champion, snapshots)
        .ifPresent(
            why -> {
              throw ChurnException.modelRefused(why);
            });
    return champion;
  }

  /** Why the champion cannot score snapshots; empty if it can, or if there is none. */
  Optional<String> refusal(List<LocalDate> snapshots) {
    return registry.champion().flatMap(champion -> refusal(champion, snapshots));
  }

  /** The model that scores beside the champion; empty if there is none or it has other features. */
  Optional<ModelVersion> shadow(List<LocalDate> snapshots) {
    return registry.shadow().filter(shadow -> refusal(shadow, snapshots).isEmpty());
  }

  private Optional<String> refusal(ModelVersion model, List<LocalDate> snapshots) {
    return views.refusal(model, snapshots).or(() -> otherColumns(model));
  }

  private Optional<String> otherColumns(ModelVersion model) {
    FeatureSet fitted = model.card().features();
    FeatureSet now =
        new FeatureSet(catalogue.hash(), FeatureSet.of(catalogue).inputs(), fitted.view());
    return fitted
        .differenceTo(now)
        .map(
            difference ->
                "model %s was fitted on feature view %s, but conf/features.conf has other columns: %s; run 'submit/churn features' and train again, or restore conf/features.conf"
                    .formatted(model.version(), fitted.viewTitle(), difference));
  }

  /** The model of a version; refused with exit code 4 if its files are missing or altered. */
  FittedModel model(ModelVersion version) {
    return loaded.computeIfAbsent(version.artifactSha256(), sha256 -> store.load(version));
  }
}

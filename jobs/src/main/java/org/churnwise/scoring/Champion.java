package org.churnwise.scoring;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.model.FeatureCatalogue;
import org.churnwise.model.FeatureSet;
import org.churnwise.model.FittedModel;
import org.churnwise.model.ModelRegistry;
import org.churnwise.model.ModelStore;
import org.churnwise.model.ModelVersion;
import org.churnwise.run.Run;
import org.churnwise.warehouse.Warehouse;

/**
 * The model in production and its shadow, if they can be used. Keeps the models that it has loaded.
 */
final class Champion {
  private final FeatureCatalogue catalogue;
  private final ModelRegistry registry;
  private final ModelStore store;
  private final Map<String, FittedModel> loaded = new HashMap<>();

  Champion(Warehouse warehouse, Run run, FeatureCatalogue catalogue) {
    this.catalogue = catalogue;
    this.registry = new ModelRegistry(warehouse, run);
    this.store = new ModelStore(warehouse);
  }

  /** The champion now; refused with exit code 5 if there is none or it has other features. */
  ModelVersion version() {
    ModelVersion champion =
        registry
            .champion()
            .orElseThrow(
                () ->
                    ChurnException.modelRefused(
                        "there is no champion to score with; run 'submit/churn train' first"));
    Optional<String> difference = champion.card().features().differenceTo(FeatureSet.of(catalogue));
    if (difference.isPresent()) {
      throw ChurnException.modelRefused(
          "champion "
              + champion.version()
              + " was fitted on other features than conf/features.conf has: "
              + difference.get()
              + "; train again, or restore conf/features.conf");
    }
    return champion;
  }

  /** The model that scores beside the champion; empty if there is none or it has other features. */
  Optional<ModelVersion> shadow() {
    FeatureSet features = FeatureSet.of(catalogue);
    return registry.shadow().filter(shadow -> shadow.card().features().equals(features));
  }

  /** The model of a version; refused with exit code 4 if its files are missing or altered. */
  FittedModel model(ModelVersion version) {
    return loaded.computeIfAbsent(version.artifactSha256(), sha256 -> store.load(version));
  }
}

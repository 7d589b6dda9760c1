package org.churnwise.pipeline;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.model.ModelDecision;
import org.churnwise.model.ModelDecision.Outcome;
import org.churnwise.model.ModelRegistry;
import org.churnwise.model.ModelVersion;
import org.churnwise.run.Run;
import org.churnwise.warehouse.Warehouse;

/**
 * What a person decides about models. Each change moves the aliases in one transaction with a row
 * of model_decisions that says why.
 */
final class AliasChanges {
  private final Warehouse warehouse;
  private final Run run;
  private final LocalDate watermark;
  private final ModelRegistry registry;

  /**
   * @param watermark from whose snapshot on the change counts
   */
  AliasChanges(Warehouse warehouse, Run run, LocalDate watermark) {
    this.warehouse = warehouse;
    this.run = run;
    this.watermark = watermark;
    this.registry = new ModelRegistry(warehouse, run);
  }

  /**
   * Makes a proposed model champion.
   *
   * @throws ChurnException exit 2 for an unknown model, exit 5 if the newest decision on it is no
   *     proposal
   */
  ModelDecision approve(String version, String why) {
    ModelVersion model = registry.version(version);
    ModelDecision newest = newestOn(model);
    if (newest.outcome() != Outcome.PROPOSED) {
      throw ChurnException.modelRefused(
          "model "
              + version
              + " is not waiting for approval, it is "
              + newest.outcome()
              + ": "
              + newest.reason()
              + "; see 'submit/churn models list'");
    }
    return decide("approve", model, "approved: " + why, newest.evidence());
  }

  /**
   * Makes a model champion that a training did not refuse, whatever the comparison said.
   *
   * @throws ChurnException exit 2 for an unknown model or the champion itself, exit 5 for a model
   *     that was refused as unsound
   */
  ModelDecision promote(String version, String why) {
    ModelVersion model = registry.version(version);
    ModelDecision newest = newestOn(model);
    if (newest.outcome() == Outcome.REFUSED) {
      throw ChurnException.modelRefused(
          "model " + version + " was refused: " + newest.reason() + "; promote another one");
    }
    return decide("promote", model, "promoted by hand: " + why, newest.evidence());
  }

  /**
   * Makes the previous champion champion again.
   *
   * @throws ChurnException exit 5 if there is none
   */
  ModelDecision rollback(String why) {
    String previous = registry.aliases().get("previous");
    if (previous == null) {
      throw ChurnException.modelRefused(
          "there is no previous champion to go back to; see 'submit/churn models list'");
    }
    ModelVersion model = registry.version(previous);
    return decide("rollback", model, "rolled back: " + why, newestOn(model).evidence());
  }

  private ModelDecision newestOn(ModelVersion model) {
    List<ModelDecision> on =
        registry.decisions().stream()
            .filter(decision -> decision.challenger().equals(model.version()))
            .toList();
    return on.get(on.size() - 1);
  }

  private ModelDecision decide(String action, ModelVersion model, String reason, String evidence) {
    Optional<String> champion = registry.champion().map(ModelVersion::version);
    if (champion.equals(Optional.of(model.version()))) {
      throw ChurnException.usage("model " + model.version() + " is champion already");
    }
    ModelDecision decision =
        new ModelDecision(
            String.join("-", watermark.toString(), model.version(), action, run.id()),
            watermark,
            model.version(),
            champion,
            Outcome.PROMOTED,
            reason,
            evidence);
    warehouse.transaction(() -> registry.add(decision));
    return decision;
  }
}

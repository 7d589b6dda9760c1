package org.churnwise.models;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.WorthAlert;
import org.churnwise.run.Ledger;
import org.churnwise.run.Run;
import org.churnwise.warehouse.Warehouse;

/**
 * Manual decisions on models. Each change moves the aliases and adds a row with the reason to
 * model_decisions, in one transaction.
 */
final class AliasChanges {
  private static final String NO_EVIDENCE = "{}"; // JSON; a shadow runs to collect evidence

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Run run;
  private final LocalDate watermark;
  private final ModelRegistry registry;

  /**
   * @param watermark the change applies from its snapshot on
   */
  AliasChanges(Warehouse warehouse, Ledger ledger, LocalDate watermark) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.run = ledger.run();
    this.watermark = watermark;
    this.registry = new ModelRegistry(warehouse, ledger);
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
          "model %s is not waiting for approval, it is %s: %s; see 'submit/churn models list'"
              .formatted(version, newest.outcome(), newest.reason()));
    }
    return decide("approve", model, "approved: " + why, newest.evidence());
  }

  /**
   * Makes a model champion that training did not refuse, whatever the result of its comparison.
   *
   * @throws ChurnException exit 2 for an unknown model or the champion itself, exit 5 for a model
   *     that was refused as unsound
   */
  ModelDecision promote(String version, String why) {
    ModelVersion model = registry.version(version);
    ModelDecision newest = newestOn(model);
    if (newest.outcome() == Outcome.REFUSED) {
      throw ChurnException.modelRefused(
          "model %s was refused: %s; promote another one".formatted(version, newest.reason()));
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
          "there is no previous champion; see 'submit/churn models list'");
    }
    ModelVersion model = registry.version(previous);
    return decide("rollback", model, "rolled back: " + why, newestOn(model).evidence());
  }

  /**
   * Starts shadow scoring: the model scores beside the champion and is evaluated, but not used.
   * There is one shadow at a time.
   *
   * @throws ChurnException exit 2 for an unknown model, the champion or the shadow itself, exit 5
   *     for a model that was refused as unsound
   */
  ModelDecision shadow(String version, String why) {
    ModelVersion model = registry.version(version);
    if (newestOn(model).outcome() == Outcome.REFUSED) {
      throw ChurnException.modelRefused(
          "model %s was refused: %s; choose another shadow"
              .formatted(version, newestOn(model).reason()));
    }
    for (String alias : List.of("champion", "shadow")) {
      if (version.equals(registry.aliases().get(alias))) {
        throw ChurnException.usage("model " + version + " is already the " + alias);
      }
    }
    return record("shadow", model, Outcome.SHADOWED, "shadow: " + why, NO_EVIDENCE);
  }

  /**
   * Stops shadow scoring.
   *
   * @throws ChurnException exit 5 if there is no shadow
   */
  ModelDecision clearShadow(String why) {
    ModelVersion model =
        registry
            .shadow()
            .orElseThrow(
                () ->
                    ChurnException.modelRefused(
                        "there is no shadow; see 'submit/churn models list'"));
    return record("unshadow", model, Outcome.UNSHADOWED, "no longer shadow: " + why, NO_EVIDENCE);
  }

  private ModelDecision newestOn(ModelVersion model) {
    List<ModelDecision> on =
        registry.decisions().stream()
            .filter(decision -> decision.challenger().equals(model.version()))
            .filter(decision -> decision.outcome().isVerdict())
            .toList();
    return on.get(on.size() - 1);
  }

  private ModelDecision decide(String action, ModelVersion model, String reason, String evidence) {
    if (registry.champion().map(ModelVersion::version).equals(Optional.of(model.version()))) {
      throw ChurnException.usage("model " + model.version() + " is already the champion");
    }
    return record(action, model, Outcome.PROMOTED, reason, evidence);
  }

  private ModelDecision record(
      String action, ModelVersion model, Outcome outcome, String reason, String evidence) {
    ModelDecision decision =
        new ModelDecision(
            String.join("-", watermark.toString(), model.version(), action, run.id()),
            watermark,
            model.version(),
            registry.champion().map(ModelVersion::version),
            outcome,
            reason,
            evidence);
    warehouse.transaction(
        () -> {
          registry.add(decision);
          new AlertManager(warehouse, ledger).make(WorthAlert.of(registry.champion(), warehouse));
        });
    return decision;
  }
}

package org.churnwise.mlflow;

import java.util.Optional;
import java.util.function.Consumer;
import org.churnwise.config.MlflowSettings;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.quality.AlertManager;
import org.churnwise.run.Ledger;
import org.churnwise.warehouse.Warehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an MLflow tracking server in step with the warehouse's models, after they have committed.
 * That it cannot is an alert, which the next success closes.
 */
public final class ModelTracking {
  private static final Logger LOG = LoggerFactory.getLogger(ModelTracking.class);
  private static final String SOURCE = "mlflow";
  private static final String SUBJECT = "models";

  private final MlflowSettings settings;
  private final Warehouse warehouse;
  private final ModelRegistry registry;
  private final AlertManager alerts;

  public ModelTracking(MlflowSettings settings, Warehouse warehouse, Ledger ledger) {
    this.settings = settings;
    this.warehouse = warehouse;
    this.registry = new ModelRegistry(warehouse, ledger);
    this.alerts = new AlertManager(warehouse, ledger.run());
  }

  /**
   * What a server that is configured answers, in words; writes nothing there.
   *
   * @throws org.churnwise.error.ChurnException exit 1 if it cannot be reached, refuses, or would
   *     not take our files
   */
  public static String check(MlflowSettings settings) {
    boolean found = new TrackingServer(settings).existingExperiment().isPresent();
    return settings.trackingUri()
        + " answers, experiment "
        + settings.experiment()
        + (found ? " is there" : " is made by the first training");
  }

  /** Whether a server is configured. */
  public boolean isOn() {
    return settings.isOn();
  }

  /**
   * Writes what the server lacks, and never fails for the server's sake: then an alert is open. A
   * server that is down costs the timeout of the settings at most.
   *
   * @return a few words on what was done; empty if no server is configured
   */
  public Optional<String> follow() {
    if (!settings.isOn()) {
      return Optional.empty();
    }
    try {
      return Optional.of(sync(line -> {}).inWords());
    } catch (RuntimeException e) { // whatever a foreign server makes fail, our model stands
      LOG.warn("models are not shown to MLflow", e);
      return Optional.of("alert: " + e.getMessage());
    }
  }

  /**
   * Writes what the server lacks. A failure opens an alert, a success closes it.
   *
   * @param told gets one line for each thing that was written
   * @throws org.churnwise.error.ChurnException exit 1 if the server cannot be reached, refuses, or
   *     holds models of another warehouse under our name; exit 4 if the files of a missing model
   *     were altered
   */
  public SyncResult sync(Consumer<String> told) {
    SyncResult result;
    try {
      result = new Synchronisation(settings, warehouse, registry, told).run();
    } catch (RuntimeException e) {
      warehouse.transaction(
          () ->
              alerts.raise(
                  SOURCE,
                  SUBJECT,
                  "WARNING",
                  "MLflow does not have all models and aliases; they are complete here, and"
                      + " 'submit/churn models sync' or the next training catches up: "
                      + e.getMessage()));
      throw e;
    }
    warehouse.transaction(() -> alerts.resolve(SOURCE, SUBJECT));
    return result;
  }
}

package org.churnwise.mlflow;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.churnwise.config.MlflowSettings;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertManager;
import org.churnwise.run.Ledger;
import org.churnwise.warehouse.Warehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an MLflow tracking server in step with the warehouse's models, after they have committed. A
 * failure opens an alert, which the next success closes.
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
    this.alerts = new AlertManager(warehouse, ledger);
  }

  /**
   * Whether the configured server responds and has the experiment, as a message; writes nothing
   * there.
   *
   * @throws org.churnwise.error.ChurnException exit 1 if it cannot be reached, refuses the request,
   *     or does not accept files
   */
  public static String check(MlflowSettings settings) {
    boolean found = new TrackingServer(settings).existingExperiment().isPresent();
    return "%s responds; experiment %s %s"
        .formatted(
            settings.trackingUri(),
            settings.experiment(),
            found ? "exists" : "will be created by the first training");
  }

  /** Whether a tracking server is configured. */
  public boolean isOn() {
    return settings.isOn();
  }

  /**
   * Writes what the server lacks. A failure only opens an alert. A server that is down costs at
   * most the timeout of the settings.
   *
   * @return a summary of what was done; empty if no server is configured
   */
  public Optional<String> follow() {
    if (!settings.isOn()) {
      return Optional.empty();
    }
    try {
      return Optional.of(sync(line -> {}).inWords());
    } catch (RuntimeException e) { // the model is trained, whatever the server does
      LOG.warn("cannot update MLflow", e);
      return Optional.of("alert: " + e.getMessage());
    }
  }

  /**
   * Writes what the server lacks. A failure opens an alert, a success closes it.
   *
   * @param progress receives one line for each object that was written
   * @throws org.churnwise.error.ChurnException exit 1 if the server cannot be reached, refuses, or
   *     holds models of another warehouse under our name; exit 4 if the files of a missing model
   *     were altered
   */
  public SyncResult sync(Consumer<String> progress) {
    SyncResult result;
    try {
      result = new Synchronisation(settings, warehouse, registry, progress).run();
    } catch (RuntimeException e) {
      warehouse.transaction(
          () ->
              alerts.make(
                  List.of(
                      AlertChange.open(
                          SOURCE,
                          SUBJECT,
                          "WARNING",
                          "MLflow lacks some models or aliases; the warehouse has them all. Run 'submit/churn models sync', or wait for the next training: "
                              + e.getMessage()))));
      throw e;
    }
    warehouse.transaction(() -> alerts.make(List.of(AlertChange.close(SOURCE, SUBJECT))));
    return result;
  }
}

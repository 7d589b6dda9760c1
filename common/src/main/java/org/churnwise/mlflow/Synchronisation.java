package org.churnwise.mlflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.churnwise.config.MlflowSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.warehouse.Warehouse;

/**
 * Writes to a tracking server what it lacks of a warehouse's models: runs with their versions, in
 * order of training, decisions on them, aliases. What is there is not written again; a run that was
 * left half-written is replaced. One object synchronises once.
 */
final class Synchronisation {
  private static final List<String> ALIASES = List.of("champion", "previous", "shadow");

  private final MlflowSettings settings;
  private final Warehouse warehouse;
  private final ModelRegistry registry;
  private final TrackingServer server;
  private final Consumer<String> progress;
  private final Map<String, String> numbers = new HashMap<>();
  private final List<ChurnException> altered = new ArrayList<>();
  private int written;
  private int decided;

  /**
   * @param progress receives one line for each object that was written
   */
  Synchronisation(
      MlflowSettings settings,
      Warehouse warehouse,
      ModelRegistry registry,
      Consumer<String> progress) {
    this.settings = settings;
    this.warehouse = warehouse;
    this.registry = registry;
    this.server = new TrackingServer(settings);
    this.progress = progress;
  }

  /**
   * Costs three requests if nothing is missing, and about twenty for each missing model. A model
   * whose files were altered is skipped; the others are written.
   *
   * @throws ChurnException exit 1 if the server cannot be reached, refuses, or holds models of
   *     another warehouse under our name; exit 4, when all else is written, if the files of a
   *     missing model were altered
   */
  SyncResult run() {
    List<TrainedModel> models = TrainedModel.all(warehouse, registry);
    if (models.isEmpty()) {
      return new SyncResult(0, 0, 0, 0);
    }
    String experiment = server.experiment();
    Map<String, String> aliases = server.aliases();
    Map<String, ServerVersion> there = versions();
    models.forEach(model -> requireOurs(model, there.get(model.version())));
    models.forEach(model -> settle(experiment, model, there.get(model.version())));
    SyncResult result = new SyncResult(models.size(), written, decided, moveAliases(aliases));
    if (!altered.isEmpty()) {
      throw altered.get(0);
    }
    return result;
  }

  private void settle(String experiment, TrainedModel model, ServerVersion known) {
    if (known != null) {
      numbers.put(model.version(), known.number());
      decided += decide(known, model) ? 1 : 0;
      return;
    }
    try {
      numbers.put(model.version(), write(experiment, model));
      written++;
    } catch (ChurnException e) {
      if (e.exitCode() != ExitCode.WAREHOUSE) {
        throw e;
      }
      altered.add(e);
    }
  }

  private Map<String, ServerVersion> versions() {
    Map<String, ServerVersion> versions = new HashMap<>();
    server
        .versions()
        .forEach(each -> versions.putIfAbsent(each.tags().get(TrainedModel.VERSION_TAG), each));
    return versions;
  }

  private void requireOurs(TrainedModel model, ServerVersion known) {
    if (known != null && !model.trainingRun().equals(known.tags().get(TrainedModel.RUN_TAG))) {
      throw new ChurnException(
          ExitCode.FAILED,
          "MLflow at %s: %s of another warehouse is registered as %s (run %s, not %s); set another name in mlflow.registered-model"
              .formatted(
                  settings.trackingUri(),
                  model.version(),
                  settings.registeredModel(),
                  known.tags().get(TrainedModel.RUN_TAG),
                  model.trainingRun()));
    }
  }

  /** Returns the number that the server gave the version. */
  private String write(String experiment, TrainedModel model) {
    ServerRun run = null;
    for (ServerRun left : server.runs(experiment, model.identity())) {
      if (left.finished()) {
        run = left;
      } else {
        server.deleteRun(left);
      }
    }
    if (run == null) {
      run = writeRun(experiment, model);
    }
    Map<String, String> tags = new LinkedHashMap<>(model.identity());
    tags.putAll(model.decision());
    String number = server.addVersion(run, RunFiles.MODEL, tags);
    progress.accept("%s is version %s (run %s)".formatted(model.version(), number, run.id()));
    return number;
  }

  private ServerRun writeRun(String experiment, TrainedModel model) {
    RunFiles files = RunFiles.read(warehouse, model);
    ServerRun run =
        server.startRun(experiment, model.version(), model.createdAt(), model.identity());
    server.log(run, RunContent.of(model), model.createdAt());
    files.of(run.id()).forEach((name, content) -> server.store(run, name, content));
    server.finishRun(run, model.createdAt());
    return run;
  }

  private boolean decide(ServerVersion known, TrainedModel model) {
    if (known.tags().entrySet().containsAll(model.decision().entrySet())) {
      return false;
    }
    server.retag(known, model.decision());
    progress.accept(model.version() + " is " + model.decision().get("churnwise_outcome"));
    return true;
  }

  private int moveAliases(Map<String, String> there) {
    Map<String, String> here = registry.aliases();
    int moved = 0;
    for (String alias : ALIASES) {
      String version = here.get(alias);
      String number = numbers.get(version);
      if (version == null && there.containsKey(alias)) {
        server.removeAlias(alias);
        progress.accept("alias " + alias + " removed");
        moved++;
      } else if (number != null && !number.equals(there.get(alias))) {
        server.point(alias, number);
        progress.accept("%s is %s (version %s)".formatted(alias, version, number));
        moved++;
      }
    }
    return moved;
  }
}

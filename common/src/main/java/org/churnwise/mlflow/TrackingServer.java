package org.churnwise.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.churnwise.config.MlflowSettings;

/**
 * Our models on a tracking server: one experiment of runs and one registered model with versions
 * and aliases. Both are created when they are first needed.
 */
final class TrackingServer {
  private static final String PAGE_ROWS = "200"; // MLflow's limit for a page of versions
  private static final int BATCH = 100; // its limit for parameters and tags of one request
  private static final String PROXY = "mlflow-artifacts:/";

  private final MlflowSettings settings;
  private final MlflowClient client;

  TrackingServer(MlflowSettings settings) {
    this.settings = settings;
    this.client = new MlflowClient(settings);
  }

  /** The id of the experiment, created if missing; refuses one whose files bypass the server. */
  String experiment() {
    return existingExperiment()
        .orElseGet(
            () -> {
              client.post("experiments/create", Map.of("name", settings.experiment()));
              return existingExperiment().orElseThrow();
            });
  }

  /** The same without creating it; empty if the server has no such experiment. */
  Optional<String> existingExperiment() {
    return client
        .find("experiments/get-by-name", Map.of("experiment_name", settings.experiment()))
        .map(found -> usable(found.path("experiment")));
  }

  private String usable(JsonNode experiment) {
    if (experiment.path("lifecycle_stage").asText().equals("deleted")) {
      throw client.failure(
          "experiment %s is deleted; restore it there, or set another one in mlflow.experiment"
              .formatted(settings.experiment()));
    }
    String files = experiment.path("artifact_location").asText();
    if (!files.startsWith(PROXY) || files.startsWith(PROXY + "/")) {
      throw client.failure(
          "experiment %s keeps its files in %s, outside the server; start it with --serve-artifacts, and set a new experiment in mlflow.experiment"
              .formatted(settings.experiment(), files));
    }
    return experiment.path("experiment_id").asText();
  }

  /** Alias to version number of the registered model, which is created if it is missing. */
  Map<String, String> aliases() {
    Optional<JsonNode> found =
        client.find("registered-models/get", Map.of("name", settings.registeredModel()));
    if (found.isEmpty()) {
      client.post("registered-models/create", Map.of("name", settings.registeredModel()));
    }
    Map<String, String> aliases = new LinkedHashMap<>();
    for (JsonNode alias :
        found.map(body -> body.at("/registered_model/aliases")).stream()
            .flatMap(TrackingServer::elements)
            .toList()) {
      aliases.put(alias.path("alias").asText(), alias.path("version").asText());
    }
    return aliases;
  }

  /** Every version of the registered model that is not being deleted. */
  List<ServerVersion> versions() {
    List<ServerVersion> versions = new ArrayList<>();
    String page = "";
    do {
      Map<String, String> parameters = new HashMap<>();
      parameters.put("filter", "name='" + settings.registeredModel() + "'");
      parameters.put("max_results", PAGE_ROWS);
      if (!page.isEmpty()) {
        parameters.put("page_token", page);
      }
      JsonNode response = client.get("model-versions/search", parameters);
      for (JsonNode version : response.path("model_versions")) {
        versions.add(
            new ServerVersion(
                version.path("version").asText(),
                version.path("run_id").asText(),
                pairs(version.path("tags"))));
      }
      page = response.path("next_page_token").asText();
    } while (!page.isEmpty());
    return versions;
  }

  /** The runs of an experiment that carry these tags. */
  List<ServerRun> runs(String experiment, Map<String, String> tags) {
    List<String> conditions =
        tags.entrySet().stream()
            .map(tag -> "tags." + tag.getKey() + " = '" + tag.getValue() + "'")
            .toList();
    JsonNode response =
        client.post(
            "runs/search",
            Map.of(
                "experiment_ids",
                List.of(experiment),
                "filter",
                String.join(" and ", conditions),
                "max_results",
                BATCH));
    return elements(response.path("runs")).map(TrackingServer::run).toList();
  }

  /** Starts a run. */
  ServerRun startRun(String experiment, String name, Instant start, Map<String, String> tags) {
    JsonNode response =
        client.post(
            "runs/create",
            Map.of(
                "experiment_id",
                experiment,
                "run_name",
                name,
                "start_time",
                start.toEpochMilli(),
                "tags",
                listed(tags)));
    return run(response.path("run"));
  }

  /** Adds parameters, tags and metrics to a run, the metrics as of an instant. */
  void log(ServerRun run, RunContent content, Instant at) {
    List<Map<String, Object>> metrics = new ArrayList<>();
    content
        .metrics()
        .forEach(
            (name, value) ->
                metrics.add(
                    Map.of(
                        "key", name, "value", value, "timestamp", at.toEpochMilli(), "step", 0)));
    inBatches(listed(content.parameters()), part -> Map.of("params", part), run);
    inBatches(listed(content.tags()), part -> Map.of("tags", part), run);
    inBatches(metrics, part -> Map.of("metrics", part), run);
  }

  private void inBatches(
      List<Map<String, Object>> all,
      Function<List<Map<String, Object>>, Map<String, Object>> body,
      ServerRun run) {
    for (int from = 0; from < all.size(); from += BATCH) {
      Map<String, Object> request =
          new HashMap<>(body.apply(all.subList(from, Math.min(all.size(), from + BATCH))));
      request.put("run_id", run.id());
      client.post("runs/log-batch", request);
    }
  }

  /** Stores a file of a run. */
  void store(ServerRun run, String name, byte[] content) {
    client.put(run.artifactUri().substring(PROXY.length() - 1) + "/" + name, content);
  }

  void finishRun(ServerRun run, Instant end) {
    client.post(
        "runs/update",
        Map.of("run_id", run.id(), "status", "FINISHED", "end_time", end.toEpochMilli()));
  }

  void deleteRun(ServerRun run) {
    client.post("runs/delete", Map.of("run_id", run.id()));
  }

  /** Registers the model in a folder of a run; returns its version number. */
  String addVersion(ServerRun run, String folder, Map<String, String> tags) {
    JsonNode response =
        client.post(
            "model-versions/create",
            Map.of(
                "name",
                settings.registeredModel(),
                "source",
                run.artifactUri() + "/" + folder,
                "run_id",
                run.id(),
                "tags",
                listed(tags)));
    return response.at("/model_version/version").asText();
  }

  /** Sets tags of a run and then of its version; a run that was deleted there stays unchanged. */
  void retag(ServerVersion version, Map<String, String> tags) {
    boolean active =
        client.find("runs/get", Map.of("run_id", version.runId())).stream()
            .anyMatch(run -> run.at("/run/info/lifecycle_stage").asText().equals("active"));
    if (active) {
      client.post("runs/log-batch", Map.of("run_id", version.runId(), "tags", listed(tags)));
    }
    for (Map<String, Object> tag : listed(tags)) {
      Map<String, Object> body = new HashMap<>(tag);
      body.put("name", settings.registeredModel());
      body.put("version", version.number());
      client.post("model-versions/set-tag", body);
    }
  }

  void point(String alias, String number) {
    client.post(
        "registered-models/alias",
        Map.of("name", settings.registeredModel(), "alias", alias, "version", number));
  }

  void removeAlias(String alias) {
    client.delete(
        "registered-models/alias", Map.of("name", settings.registeredModel(), "alias", alias));
  }

  private static ServerRun run(JsonNode run) {
    JsonNode info = run.path("info");
    return new ServerRun(
        info.path("run_id").asText(),
        info.path("artifact_uri").asText(),
        info.path("status").asText().equals("FINISHED"));
  }

  private static List<Map<String, Object>> listed(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(pair -> Map.<String, Object>of("key", pair.getKey(), "value", pair.getValue()))
        .toList();
  }

  private static Map<String, String> pairs(JsonNode list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    list.forEach(pair -> pairs.put(pair.path("key").asText(), pair.path("value").asText()));
    return pairs;
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}

package org.churnwise.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The models of a server under the names of the defaults, as MLflow's REST API tells them. */
record ServedModels(MlflowServer server) {
  private static final String NAME = "churnwise";

  /** Our version to MLflow's version. */
  Map<String, JsonNode> versions() throws IOException, InterruptedException {
    Map<String, JsonNode> versions = new TreeMap<>();
    for (JsonNode version : search().path("model_versions")) {
      assertEquals(null, versions.put(tag(version, "churnwise_version"), version), "twice there");
    }
    return versions;
  }

  /** Alias to our version. */
  Map<String, String> aliases() throws IOException, InterruptedException {
    Map<String, String> byNumber = new TreeMap<>();
    versions().forEach((ours, version) -> byNumber.put(version.path("version").asText(), ours));
    Map<String, String> aliases = new TreeMap<>();
    for (JsonNode alias : model().at("/registered_model/aliases")) {
      aliases.put(alias.path("alias").asText(), byNumber.get(alias.path("version").asText()));
    }
    return aliases;
  }

  /** The run of a version. */
  JsonNode run(JsonNode version) throws IOException, InterruptedException {
    return server.get("runs/get", "run_id", version.path("run_id").asText()).path("run");
  }

  /** All runs, versions and aliases with their times: equal if nothing was written. */
  String everything() throws IOException, InterruptedException {
    return runs().toString() + search() + model();
  }

  /** The runs that are not deleted. */
  JsonNode runs() throws IOException, InterruptedException {
    String id =
        server
            .get("experiments/get-by-name", "experiment_name", NAME)
            .at("/experiment/experiment_id")
            .asText();
    return server.post("runs/search", "{\"experiment_ids\": [\"" + id + "\"]}").path("runs");
  }

  /** Leaves a run of our version as a process does that is killed before it has written more. */
  void leaveHalfWritten(String version, String trainingRun)
      throws IOException, InterruptedException {
    JsonNode experiment = server.post("experiments/create", "{\"name\": \"" + NAME + "\"}");
    server.post(
        "runs/create",
        """
        {"experiment_id": "%s", "run_name": "%s", "tags": [
          {"key": "churnwise_version", "value": "%s"},
          {"key": "churnwise_run_id", "value": "%s"}]}
        """
            .formatted(experiment.path("experiment_id").asText(), version, version, trainingRun));
  }

  private JsonNode search() throws IOException, InterruptedException {
    return server.get("model-versions/search", "filter", "name='" + NAME + "'");
  }

  private JsonNode model() throws IOException, InterruptedException {
    return server.get("registered-models/get", "name", NAME);
  }

  /** The value of a tag of a version. */
  static String tag(JsonNode version, String key) {
    return value(version.path("tags"), key);
  }

  /** The value of a key in a list of pairs. */
  static String value(JsonNode pairs, String key) {
    for (JsonNode pair : pairs) {
      if (pair.path("key").asText().equals(key)) {
        return pair.path("value").asText();
      }
    }
    throw new AssertionError("no " + key + " in " + pairs);
  }
}

package org.churnwise.mlflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * A model with what the warehouse knows of its training.
 *
 * @param trainingRun id of the run that trained it, which distinguishes models of two warehouses
 *     with the same version
 * @param createdAt when it was trained
 * @param verdict the newest decision on whether it is good enough
 */
record TrainedModel(
    ModelVersion model, String trainingRun, Instant createdAt, Optional<ModelDecision> verdict) {
  static final String VERSION_TAG = "churnwise_version";
  static final String RUN_TAG = "churnwise_run_id";

  /** Every model of a warehouse, in order of training. */
  static List<TrainedModel> all(Warehouse warehouse, ModelRegistry registry) {
    Map<String, ModelDecision> verdicts = new LinkedHashMap<>();
    registry.decisions().stream()
        .filter(decision -> decision.outcome().isVerdict())
        .forEach(decision -> verdicts.put(decision.challenger(), decision));
    Map<String, ResultRow> rows = new LinkedHashMap<>();
    warehouse
        .query(Sql.named("models/model_versions"))
        .forEach(row -> rows.put(row.string("model_version"), row));
    List<TrainedModel> models = new ArrayList<>();
    for (ModelVersion version : registry.versions()) {
      ResultRow row = rows.get(version.version());
      models.add(
          new TrainedModel(
              version,
              row.string("run_id"),
              row.instant("created_at"),
              Optional.ofNullable(verdicts.get(version.version()))));
    }
    return models;
  }

  String version() {
    return model.version();
  }

  /** The tags that identify it on the server. */
  Map<String, String> identity() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(VERSION_TAG, version());
    tags.put(RUN_TAG, trainingRun);
    return tags;
  }

  /** The tags that change when a person decides. */
  Map<String, String> decision() {
    Map<String, String> tags = new LinkedHashMap<>();
    verdict.ifPresent(
        decision -> {
          tags.put("churnwise_outcome", decision.outcome().name());
          tags.put("churnwise_decision", decision.id());
          tags.put("churnwise_reason", RunContent.cut(decision.reason()));
        });
    return tags;
  }
}

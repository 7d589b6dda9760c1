package org.churnwise.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.model.registry.TrainingDataset.Content;
import org.churnwise.model.registry.TrainingDataset.LeftOut;
import org.churnwise.model.registry.TrainingDataset.Slice;
import org.churnwise.run.Json;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/** What models were fitted on, by content, and whether the tables still give the same rows. */
public final class TrainingDatasets {
  private static final Sql CONTENT = FeatureColumns.in(Sql.named("training/dataset_content"));

  private final Warehouse warehouse;
  private final Run run;

  public TrainingDatasets(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /**
   * What the tables give for a snapshot now. One query over its rows, which stay in the warehouse:
   * about 0.1 s for 100,000.
   */
  public Content content(LocalDate snapshot, LeftOut leftOut) {
    ResultRow row =
        warehouse
            .query(
                CONTENT
                    .with("snapshot_date", snapshot)
                    .with("seed", leftOut.seed())
                    .with("left_out_below", leftOut.below()))
            .get(0);
    return new Content(
        row.longValue("row_count"),
        row.longValue("left_out_rows"),
        row.string("features_content"),
        row.string("labels_content"));
  }

  /** Adds what a model was trained on; belongs into the caller's transaction. */
  public void add(TrainingDataset dataset, String modelVersion) {
    Map<String, Object> row = new HashMap<>();
    row.put("dataset", dataset.hash());
    row.put("model_version", modelVersion);
    Optional.ofNullable(dataset.features().view())
        .ifPresent(
            view -> {
              row.put("view_name", view.name());
              row.put("view_version", view.version());
            });
    row.put("held_out_snapshot", dataset.heldOut());
    row.put("slices", json(dataset.slices()));
    row.put("left_out_seed", dataset.leftOut().seed());
    row.put("left_out_below", dataset.leftOut().below());
    row.put("rows_fitted", dataset.rowsFitted());
    row.put("rows_left_out", dataset.rowsLeftOut());
    row.put("rows_held_out", dataset.rowsHeldOut());
    row.put("registered_at", run.clock().instant());
    row.put("run_id", run.id());
    warehouse.insert(Tables.TRAINING_DATASETS, List.of(row));
  }

  /** Every dataset, in order of training; one that trained two models is there twice. */
  public List<Frozen> all() {
    return warehouse.query(Sql.named("training/training_datasets")).stream()
        .map(TrainingDatasets::frozen)
        .toList();
  }

  private static Frozen frozen(ResultRow row) {
    return new Frozen(
        row.string("dataset"),
        row.string("model_version"),
        row.optionalString("view_name")
            .map(name -> name + " " + row.string("view_version"))
            .orElse("-"),
        row.date("held_out_snapshot"),
        slices(row.string("slices")),
        new LeftOut(row.longValue("left_out_seed"), row.string("left_out_below")),
        row.longValue("rows_fitted"),
        row.longValue("rows_left_out"),
        row.longValue("rows_held_out"));
  }

  private static String json(List<Slice> slices) {
    try {
      return Json.mapper().writeValueAsString(slices);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Slice> slices(String json) {
    try {
      List<Slice> slices = new ArrayList<>();
      for (JsonNode node : Json.mapper().readTree(json)) {
        slices.add(
            new Slice(
                LocalDate.parse(node.path("snapshot").asText()),
                node.path("features_key").asText(),
                node.path("labels_key").asText(),
                Json.mapper().convertValue(node.path("content"), new TypeReference<Content>() {})));
      }
      return slices;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the slices of a training dataset: " + json, e);
    }
  }

  /**
   * A dataset as it was recorded.
   *
   * @param hash see {@link TrainingDataset#hash}
   * @param model that was fitted on it
   * @param view name and version of the feature view; "-" if none was registered
   */
  public record Frozen(
      String hash,
      String model,
      String view,
      LocalDate heldOut,
      List<Slice> slices,
      LeftOut leftOut,
      long rowsFitted,
      long rowsLeftOut,
      long rowsHeldOut) {}
}

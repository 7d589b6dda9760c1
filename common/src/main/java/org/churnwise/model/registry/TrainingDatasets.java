package org.churnwise.model.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.TrainingDataset.Content;
import org.churnwise.model.registry.TrainingDataset.Slice;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.ColumnName;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The datasets that models were fitted on, by content, and whether the tables still hold the same
 * rows.
 */
public final class TrainingDatasets {
  private static final Sql CONTENT = LeftOutShare.drawnFromFinalLabels("training/dataset_content");

  private static final RecordRows<Frozen> ROWS =
      new RecordRows<>(Tables.TRAINING_DATASETS, Frozen.class, "registered_at", "run_id");

  private final Warehouse warehouse;
  private final Run run;

  public TrainingDatasets(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /** What the tables give for snapshots now, hashed as this release does. */
  public Map<LocalDate, Content> contents(List<LocalDate> snapshots, LeftOutShare leftOut) {
    return contents(snapshots, leftOut, Migrations.newest());
  }

  /**
   * What the tables give for snapshots now. One query over their rows, which stay in the warehouse:
   * about 0.2 s for 100,000.
   *
   * @param hashVersion of the tables when the content to compare with was taken; 0 if it was not
   *     recorded
   */
  public Map<LocalDate, Content> contents(
      List<LocalDate> snapshots, LeftOutShare leftOut, long hashVersion) {
    FeatureColumns features = FeatureColumns.of(Tables.CUSTOMER_FEATURES);
    Sql content =
        leftOut
            .bind(CONTENT)
            .with("features_number", features.number(hashVersion))
            .with("hash_version", hashVersion);
    List<Sql> each =
        snapshots.stream().map(snapshot -> content.with("snapshot_date", snapshot)).toList();
    return warehouse.query(Sql.unionAll(content.name(), each)).stream()
        .collect(Collectors.toMap(row -> row.date("snapshot_date"), TrainingDatasets::content));
  }

  private static Content content(ResultRow row) {
    return new Content(
        row.longValue("row_count"),
        row.longValue("left_out_rows"),
        row.string("features_content"),
        row.string("labels_content"),
        row.longValue("hash_version"));
  }

  /** Adds what a model was trained on; belongs in the caller's transaction. */
  public void add(TrainingDataset dataset, String modelVersion) {
    Optional<FeatureSet.View> view = Optional.ofNullable(dataset.features().view());
    Frozen frozen =
        new Frozen(
            dataset.hash(),
            modelVersion,
            view.map(FeatureSet.View::name),
            view.map(FeatureSet.View::version),
            dataset.heldOut(),
            dataset.slices(),
            dataset.leftOut().seed(),
            dataset.leftOut().below(),
            dataset.rowsFitted(),
            dataset.rowsLeftOut(),
            dataset.rowsHeldOut());
    ROWS.insert(warehouse, List.of(frozen), run.clock().instant(), run.id());
  }

  /** Every dataset, in order of training; one that trained two models is there twice. */
  public List<Frozen> all() {
    return RecordRows.read(warehouse.query(Sql.named("training/training_datasets")), Frozen.class);
  }

  /**
   * A dataset as it was recorded.
   *
   * @param hash see {@link TrainingDataset#hash}
   * @param model that was fitted on it
   * @param viewName of the feature view; empty if none was registered
   */
  public record Frozen(
      @ColumnName("dataset") String hash,
      @ColumnName("model_version") String model,
      Optional<String> viewName,
      Optional<String> viewVersion,
      @ColumnName("held_out_snapshot") LocalDate heldOut,
      List<Slice> slices,
      long leftOutSeed,
      String leftOutBelow,
      long rowsFitted,
      long rowsLeftOut,
      long rowsHeldOut) {

    /** Name and version of the feature view; "-" if none was registered. */
    public String view() {
      return viewName.map(name -> name + " " + viewVersion.orElseThrow()).orElse("-");
    }

    /** Which customers fits leave out. */
    public LeftOutShare leftOut() {
      return new LeftOutShare(leftOutSeed, leftOutBelow);
    }
  }
}

package org.churnwise.scoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.model.FeatureCatalogue;
import org.churnwise.model.FeatureSet;
import org.churnwise.model.FittedModel;
import org.churnwise.model.ModelRegistry;
import org.churnwise.model.ModelStore;
import org.churnwise.model.ModelVersion;
import org.churnwise.run.Input;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Writes the champion's churn probability and class for every customer of some snapshots. Each
 * snapshot and model version is one slice of churn_predictions, replaced whole; a slice that stands
 * with the same key is left alone. One instance keeps the models that it has loaded.
 */
public final class ChurnScorer {
  public static final String STAGE = "score";

  private static final Sql ROWS = Sql.named("scoring/scoring_rows");
  private static final Sql PREDICTIONS = Sql.named("scoring/churn_predictions");
  private static final Sql SLICES = Sql.named("scoring/scored_slices");

  private final Supplier<SparkSession> spark;
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final FeatureCatalogue catalogue;
  private final RequestedSnapshots requested;
  private final ModelRegistry registry;
  private final Map<String, FittedModel> loaded = new HashMap<>();

  /** Spark is asked for only when there is something to score. */
  public ChurnScorer(
      Supplier<SparkSession> spark,
      Warehouse warehouse,
      Ledger ledger,
      FeatureCatalogue catalogue) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.catalogue = catalogue;
    this.requested = new RequestedSnapshots(warehouse, ledger.run());
    this.registry = new ModelRegistry(warehouse, ledger.run());
  }

  /**
   * Scores snapshots with the champion. Costs one Spark job and one transaction for all of them.
   *
   * @param force score again what is up to date
   * @throws ChurnException exit 5 without a champion or if the features are not those of its card;
   *     exit 3 for a snapshot after the watermark or without features; exit 4 if the model's files
   *     are missing or altered
   */
  public ScoreResult score(List<LocalDate> snapshots, boolean force) {
    SnapshotRules.requireNotAfter(
        SnapshotRules.requireWatermark(new LoadedFiles(warehouse)), snapshots);
    ModelVersion champion = champion();
    List<StageSlice> slices = slices(snapshots, champion);
    List<StageSlice> outdated = ledger.outdated(slices, force);
    if (outdated.isEmpty()) {
      return new ScoreResult(champion.version(), 0, snapshots.size(), 0, 0);
    }
    List<LocalDate> days =
        snapshots.stream().filter(day -> names(outdated, slice(day, champion))).toList();
    List<ScoreResult> results = new ArrayList<>();
    ledger.attempt(
        outdated,
        commit -> {
          land(days, champion);
          commit.commit(
              () -> {
                List<ResultRow> written = replace(days, champion);
                results.add(result(champion, written, snapshots.size() - days.size()));
                return counts(written, champion);
              });
        });
    return results.get(0);
  }

  private ModelVersion champion() {
    ModelVersion champion =
        registry
            .champion()
            .orElseThrow(
                () ->
                    ChurnException.modelRefused(
                        "there is no champion to score with; run 'submit/churn train' first"));
    Optional<String> difference = champion.card().features().differenceTo(FeatureSet.of(catalogue));
    if (difference.isPresent()) {
      throw ChurnException.modelRefused(
          "champion "
              + champion.version()
              + " was fitted on other features than conf/features.conf has: "
              + difference.get()
              + "; train again, or restore conf/features.conf");
    }
    return champion;
  }

  private void land(List<LocalDate> days, ModelVersion champion) {
    warehouse.transaction(() -> requested.replace(days));
    FittedModel model =
        loaded.computeIfAbsent(
            champion.artifactSha256(), sha -> new ModelStore(warehouse).load(champion));
    Dataset<Row> rows =
        warehouse.read(
            spark.get(), ROWS.with("run_id", ledger.run().id()), Tables.CUSTOMER_FEATURES);
    warehouse.land(Tables.LANDING_PREDICTIONS, model.score(rows));
  }

  private List<ResultRow> replace(List<LocalDate> days, ModelVersion champion) {
    for (LocalDate day : days) {
      warehouse.delete(
          Tables.CHURN_PREDICTIONS,
          Map.of("snapshot_date", day, "model_version", champion.version()));
    }
    warehouse.insertFrom(
        Tables.CHURN_PREDICTIONS,
        PREDICTIONS
            .with("model_version", champion.version())
            .with("threshold", champion.card().threshold()));
    List<ResultRow> written =
        warehouse.query(
            SLICES.with("run_id", ledger.run().id()).with("model_version", champion.version()));
    requested.clear();
    warehouse.discard(Tables.LANDING_PREDICTIONS);
    return written;
  }

  private static ScoreResult result(ModelVersion champion, List<ResultRow> written, int upToDate) {
    return new ScoreResult(
        champion.version(),
        written.size(),
        upToDate,
        written.stream().mapToLong(row -> row.longValue("customers")).sum(),
        written.stream().mapToLong(row -> row.longValue("flagged")).sum());
  }

  private static Map<String, StageCounts> counts(List<ResultRow> written, ModelVersion champion) {
    Map<String, StageCounts> counts = new HashMap<>();
    for (ResultRow row : written) {
      long customers = row.longValue("customers");
      counts.put(slice(row.date("snapshot_date"), champion), new StageCounts(customers, customers));
    }
    return counts;
  }

  private List<StageSlice> slices(List<LocalDate> snapshots, ModelVersion champion) {
    Map<String, String> features = ledger.keys("features");
    List<StageSlice> slices = new ArrayList<>();
    for (LocalDate day : snapshots) {
      String key = features.get(day.toString());
      if (key == null) {
        throw ChurnException.dataRefused(
            "snapshot "
                + day
                + " has no features to score; run features --snapshot-date "
                + day
                + " first");
      }
      slices.add(
          StageSlice.of(
              STAGE,
              Tables.CHURN_PREDICTIONS.name(),
              slice(day, champion),
              ledger.run(),
              "threshold " + champion.card().threshold(),
              List.of(ROWS, PREDICTIONS),
              List.of(
                  new Input(Tables.CUSTOMER_FEATURES.name(), day.toString(), key),
                  new Input(
                      Tables.MODEL_VERSIONS.name(),
                      champion.version(),
                      champion.artifactSha256()))));
    }
    return slices;
  }

  private static String slice(LocalDate snapshot, ModelVersion champion) {
    return snapshot + " " + champion.version();
  }

  private static boolean names(List<StageSlice> slices, String name) {
    return slices.stream().anyMatch(slice -> slice.slice().equals(name));
  }
}

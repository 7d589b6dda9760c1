package org.churnwise.scoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.ModelWorth;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.run.Input;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Writes the champion's churn probability, class and reasons for every customer of some snapshots,
 * the value of contacting the customer, and whether to contact it. Each snapshot and model version
 * is one slice of churn_predictions. What was predicted is history: a slice that was written
 * stands, also if its inputs were corrected since, unless forced. One instance caches the models
 * that it loads.
 */
public final class ChurnScorer {
  private static final Sql SPEND = Sql.named("views/customer_spend");
  private static final Sql GROUPS = Sql.named("scoring/scored_groups");

  private final Supplier<SparkSession> spark;
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final ScoringRules rules;
  private final Champion champion;
  private final ScoreLanding landing;

  /**
   * Starts Spark only when there is something to score, and only for a warehouse that does not
   * compute in this process.
   */
  public ChurnScorer(
      Supplier<SparkSession> spark, Warehouse warehouse, Ledger ledger, ScoringRules rules) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.rules = rules;
    this.champion = new Champion(warehouse, ledger, rules.catalogue());
    this.landing = new ScoreLanding(warehouse, Tables.LANDING_SCORES);
  }

  /**
   * Scores snapshots with the champion. Costs one reading of their features, some 20 microseconds
   * of a core a customer, most of it for the reasons, and one transaction for all of them. A shadow
   * scores them afterwards, at the same cost; the result counts only the champion's rows.
   *
   * <p>A champion that is stopped, see {@link ModelWorth}, scores as before, so that it can be
   * judged again, but nobody is contacted by what it says.
   *
   * @param force score again what was scored before
   * @throws ChurnException exit 5 without a champion or if the features differ from its card; exit
   *     3 for a snapshot after the watermark or without features; exit 4 if the model's files are
   *     missing or altered
   */
  public ScoreResult score(List<LocalDate> snapshots, boolean force) {
    SnapshotRules.requireNotAfter(
        SnapshotRules.requireWatermark(ledger.view().loaded()), snapshots);
    ModelVersion version = champion.version(snapshots);
    Optional<ModelWorth> stopped = ModelWorth.stopping(warehouse, version);
    ScoreResult result = score(inProduction(version, stopped), snapshots, force);
    champion
        .shadow(snapshots)
        .ifPresent(shadow -> score(new Scored(shadow, false, List.of()), snapshots, force));
    return stopped.map(ModelWorth::spoken).map(result::withStopped).orElse(result);
  }

  /** Whether customers are contacted by the champion's predictions depends on how it was judged. */
  private Scored inProduction(ModelVersion version, Optional<ModelWorth> stopped) {
    return new Scored(
        version,
        stopped.isEmpty(),
        stopped.stream()
            .flatMap(
                known ->
                    ledger
                        .view()
                        .input(
                            Stage.MONITOR,
                            Tables.MODEL_PERFORMANCE.name(),
                            new SliceId.Performance(known.snapshotDate()))
                        .stream())
            .toList());
  }

  /** Why the champion cannot score snapshots: it was fitted on other features. */
  public Optional<String> refusal(List<LocalDate> snapshots) {
    return champion.refusal(snapshots);
  }

  private ScoreResult score(Scored scored, List<LocalDate> snapshots, boolean force) {
    ModelVersion version = scored.version();
    List<StageSlice> planned = plan(ledger.view(), snapshots, scored);
    List<StageSlice> changed = ledger.outdated(planned, force);
    List<StageSlice> missing = changed.stream().filter(slice -> force || isNew(slice)).toList();
    ScoreResult kept =
        ScoreResult.kept(
            version.version(), planned.size() - changed.size(), changed.size() - missing.size());
    if (missing.isEmpty()) {
      return kept;
    }
    return ledger.commit(
        missing,
        () -> land(days(missing), version),
        scores -> write(scores, missing, scored, kept));
  }

  private boolean isNew(StageSlice slice) {
    return ledger.view().key(Stage.SCORE, slice.id()).isEmpty();
  }

  /** Scores, explains the customers at or above a probability, and lands all. */
  private LandedScores land(List<LocalDate> days, ModelVersion version) {
    FittedModel model = champion.model(version);
    RowScoring scoring =
        ReasonColumns.scoring(
            version.version(),
            model,
            ScoringRows.SHAPE.sparkSchema(),
            rules.scoring().explainedFrom(version.card().threshold()),
            rules.catalogue());
    return landing.land(
        version.version(), ScoringRows.query(days), ScoringRows.SHAPE, scoring, spark);
  }

  private Written<ScoreResult> write(
      LandedScores landed, List<StageSlice> slices, Scored scored, ScoreResult kept) {
    List<ResultRow> written = replace(landed, slices, scored);
    ScoreResult result = result(scored.version(), slices.size(), written, kept);
    return new Written<>(result, counts(written, scored.version()));
  }

  private List<ResultRow> replace(LandedScores landed, List<StageSlice> slices, Scored scored) {
    ModelVersion version = scored.version();
    warehouse.delete(
        Tables.CHURN_PREDICTIONS,
        Map.of(
            "snapshot_date",
            days(ledger.view().standing(slices)),
            "model_version",
            version.version()));
    warehouse.insertFrom(
        Tables.CHURN_PREDICTIONS,
        rules.predictions(landed, version.card().threshold(), scored.leadsToContacts()));
    List<ResultRow> written =
        warehouse.query(
            RequestedSnapshots.in(GROUPS, days(slices)).with("model_version", version.version()));
    refuseNoProbabilities(written, version);
    warehouse.discard(Tables.LANDING_SCORES);
    return written;
  }

  private static void refuseNoProbabilities(List<ResultRow> groups, ModelVersion version) {
    long invalid = sum(groups, "invalid");
    if (invalid > 0) {
      throw ChurnException.modelRefused(
          "model %s returned invalid probabilities for %d of %d customers at %s; nothing was written. Roll back with 'submit/churn models rollback --reason TEXT', or train again"
              .formatted(
                  version.version(),
                  invalid,
                  sum(groups, "customers"),
                  groups.stream()
                      .filter(row -> row.longValue("invalid") > 0)
                      .map(row -> row.date("snapshot_date").toString())
                      .distinct()
                      .collect(Collectors.joining(", "))));
    }
  }

  private ScoreResult result(
      ModelVersion version, int snapshots, List<ResultRow> groups, ScoreResult kept) {
    return new ScoreResult(
        version.version(),
        snapshots,
        kept.snapshotsUpToDate(),
        kept.snapshotsStanding(),
        sum(groups, "customers"),
        sum(groups, "flagged"),
        sum(groups, "contacts"),
        sum(groups, "held_out"),
        sum(groups, "short_history"),
        0,
        firstReasons(groups),
        List.of(),
        null,
        null);
  }

  private static long sum(List<ResultRow> rows, String column) {
    return rows.stream().mapToLong(row -> row.longValue(column)).sum();
  }

  /** Concept to customers whose first reason it is; the most frequent first. */
  private static Map<String, Long> firstReasons(List<ResultRow> groups) {
    Map<String, Long> customers = new TreeMap<>();
    for (ResultRow row : groups) {
      row.optionalString("concept")
          .ifPresent(concept -> customers.merge(concept, row.longValue("customers"), Long::sum));
    }
    Map<String, Long> mostFirst = new LinkedHashMap<>();
    customers.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(entry -> mostFirst.put(entry.getKey(), entry.getValue()));
    return mostFirst;
  }

  private static Map<SliceId, StageCounts> counts(List<ResultRow> groups, ModelVersion version) {
    Map<LocalDate, List<ResultRow>> bySnapshot =
        groups.stream().collect(Collectors.groupingBy(row -> row.date("snapshot_date")));
    Map<SliceId, StageCounts> counts = new HashMap<>();
    bySnapshot.forEach(
        (day, ofDay) -> {
          long customers = sum(ofDay, "customers");
          SliceRows rows =
              new SliceRows(
                  Tables.CHURN_PREDICTIONS,
                  Map.of("snapshot_date", day, "model_version", version.version()));
          counts.put(
              new SliceId.Predictions(day, version.version()),
              new StageCounts(customers, customers, rows));
        });
    return counts;
  }

  private List<StageSlice> plan(LedgerView view, List<LocalDate> snapshots, Scored scored) {
    ModelVersion version = scored.version();
    List<StageSlice> slices = new ArrayList<>();
    for (LocalDate day : snapshots) {
      List<Input> inputs =
          new ArrayList<>(
              view.input(
                  Stage.FEATURES, Tables.CUSTOMER_FEATURES.name(), new SliceId.Snapshot(day)));
      if (inputs.isEmpty()) {
        throw ChurnException.dataRefused(
            "snapshot %s has no features to score; run features --snapshot-date %s first"
                .formatted(day, day));
      }
      inputs.add(version.asInput());
      inputs.addAll(scored.because());
      slices.add(
          StageSlice.of(
              Stage.SCORE,
              Tables.CHURN_PREDICTIONS.name(),
              new SliceId.Predictions(day, version.version()),
              StageCode.of(ChurnScorer.class, warehouse.getClass()),
              rules.configuration(version, scored.leadsToContacts()),
              List.of(ScoringRows.QUERY, ScoringRules.PREDICTIONS, SPEND),
              inputs));
    }
    return slices;
  }

  private static List<LocalDate> days(List<StageSlice> slices) {
    return slices.stream().map(slice -> ((SliceId.Predictions) slice.id()).snapshot()).toList();
  }

  /**
   * A model that scores; only the predictions of the one in production lead to contacts, unless it
   * is stopped.
   *
   * @param because the evaluation that stopped it
   */
  private record Scored(ModelVersion version, boolean leadsToContacts, List<Input> because) {}
}

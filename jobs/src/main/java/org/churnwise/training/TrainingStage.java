package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.evaluation.EvaluationSums;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.TrainingDataset;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.WorthAlert;
import org.churnwise.run.DataFault;
import org.churnwise.run.Input;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Trains a challenger at a watermark, evaluates it on the held-out snapshot beside the champion,
 * and writes model, baselines, decision and aliases in one transaction. The model's files are
 * stored before; a training that ends between leaves files without a row, which the next training
 * removes.
 */
public final class TrainingStage {
  private static final List<Sql> STATEMENTS =
      List.of(
          TrainingRows.QUERY,
          LeftOutProfit.GROUPS,
          ModelJudge.SCORED_ROWS,
          ComparedRows.QUERY,
          Sql.named("views/customer_spend"),
          EvaluationSums.QUERY,
          ModelBaselines.BINS);

  private final Supplier<SparkSession> spark;
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final TrainingRules rules;
  private final ModelRegistry registry;
  private final ModelStore store;

  /** Starts Spark only when there is something to fit. */
  public TrainingStage(
      Supplier<SparkSession> spark, Warehouse warehouse, Ledger ledger, TrainingRules rules) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.rules = rules;
    this.registry = new ModelRegistry(warehouse, ledger);
    this.store = new ModelStore(warehouse);
  }

  /**
   * Trains at a watermark. Costs three Spark jobs and three passes over the rows beside the
   * warehouse: 2 to 3 s for 50,000 rows in a warm session.
   *
   * @param watermark first day not known to be loaded; labels that matured later are not used
   * @param force train again although nothing has changed; the result is a further version
   * @throws ChurnException exit 5, before anything is written, if no snapshot can be held out or
   *     fitted; exit 5, with the decision written, if the model is refused and there is no champion
   */
  public TrainingResult train(LocalDate watermark, boolean force) {
    return train(watermark, force, Optional.empty());
  }

  /**
   * The same.
   *
   * @param because why the month loop trains, to be kept with the decision
   */
  public TrainingResult train(LocalDate watermark, boolean force, Optional<String> because) {
    TrainingPlan plan = plan(watermark);
    StageSlice slice = slice(ledger.view(), plan);
    TrainingResult result =
        ledger.outdated(List.of(slice), force).isEmpty()
            ? upToDate(plan)
            : write(slice, plan, because);
    if (registry.champion().isEmpty()) {
      if (result.outcome().equals(ModelDecision.Outcome.PROPOSED.name())) {
        throw ChurnException.modelRefused(
            "model %1$s is sound and there is no champion, but models.approval-required = true; run 'submit/churn models approve %1$s --reason TEXT'"
                .formatted(result.modelVersion()));
      }
      throw ChurnException.modelRefused(
          "model %s was refused and there is no champion: %s; load more months and train again, or check the features and churn.window-days%s"
              .formatted(
                  result.modelVersion(),
                  result.reason(),
                  result.leftOut() == null ? "" : ". " + StringUtils.capitalize(result.leftOut())));
    }
    return result;
  }

  private TrainingPlan plan(LocalDate watermark) {
    try {
      return TrainingPlan.of(watermark, sound(ledger.view()), rules.snapshots());
    } catch (ChurnException e) {
      throw held(watermark)
          .filter(why -> e.exitCode() == ExitCode.MODEL_REFUSED)
          .map(
              why -> ChurnException.modelRefused(why + "; nothing else is left: " + e.getMessage()))
          .orElse(e);
    }
  }

  /** The labelled snapshots whose features are made from data without faults. */
  static List<LabelledSnapshot> sound(LedgerView view) {
    return view.labels().all().stream()
        .filter(snapshot -> view.faults().inFeatures(snapshot.date()).isEmpty())
        .toList();
  }

  /**
   * Which matured snapshots a training at a watermark leaves out, because there are faults in what
   * their features are made from; empty if there are none.
   */
  public Optional<String> held(LocalDate watermark) {
    Set<DataFault> faults = new LinkedHashSet<>();
    List<String> held = new ArrayList<>();
    for (LabelledSnapshot snapshot : ledger.view().labels().ofFinal()) {
      List<DataFault> found = ledger.view().faults().inFeatures(snapshot.date());
      if (!found.isEmpty() && !snapshot.maturesOn().isAfter(watermark)) {
        held.add(snapshot.date().toString());
        faults.addAll(found);
      }
    }
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "nothing is learned from %s: %s; correct the data, or accept them with 'submit/churn ingest --accept'"
                .formatted(
                    String.join(", ", held),
                    faults.stream().map(DataFault::spoken).collect(Collectors.joining(", "))));
  }

  private TrainingResult write(StageSlice slice, TrainingPlan plan, Optional<String> because) {
    return ledger.commit(
        List.of(slice), () -> compute(slice, plan), challenge -> write(slice, challenge, because));
  }

  private Challenge compute(StageSlice slice, TrainingPlan plan) {
    store.removeUnnamed(registry.versions());
    TrainingDataset dataset = new TrainedOn(warehouse, ledger, rules).dataset(plan, slice.inputs());
    Challenge challenge =
        new Challenger(spark.get(), warehouse, ledger.run(), rules, dataset, Matchup.of(registry))
            .challenge(plan, slice.inputs());
    store.store(challenge.model(), challenge.version().card());
    return challenge;
  }

  private Written<TrainingResult> write(
      StageSlice slice, Challenge challenge, Optional<String> because) {
    registry.add(challenge.version(), challenge.baselines());
    registry.add(challenge.decision().because(because));
    new AlertManager(warehouse, ledger).make(WorthAlert.of(registry.champion(), warehouse));
    new TrainingDatasets(warehouse, ledger.run())
        .add(challenge.dataset(), challenge.version().version());
    warehouse.discard(Tables.LANDING_PREDICTIONS);
    TrainingResult result = challenge.result();
    long rowsIn = result.rowsFitted() + result.rowsHeldOut();
    return Written.of(result, slice, new StageCounts(rowsIn, 1, rowsOf(challenge)))
        .making(Map.of(slice.id(), made(slice, challenge.version())));
  }

  /** The rows that were learned from, and the model of them. */
  private static List<Input> made(StageSlice slice, ModelVersion model) {
    return List.of(
        new Input(Tables.TRAINING_DATASETS.name(), slice.id().toString(), slice.key()),
        model.asInput());
  }

  private static List<SliceRows> rowsOf(Challenge challenge) {
    Map<String, Object> model = Map.of("model_version", challenge.version().version());
    Map<String, Object> decision = Map.of("decision_id", challenge.decision().id());
    return List.of(
        new SliceRows(Tables.MODEL_VERSIONS, model),
        new SliceRows(Tables.MODEL_BASELINES, model),
        new SliceRows(Tables.MODEL_DECISIONS, decision));
  }

  private TrainingResult upToDate(TrainingPlan plan) {
    return TrainingResult.upToDate(
        plan,
        registry
            .verdictAt(plan.watermark())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the ledger has a training at %s without a decision"
                            .formatted(plan.watermark()))));
  }

  private StageSlice slice(LedgerView view, TrainingPlan plan) {
    return StageSlice.of(
        Stage.TRAIN,
        Tables.MODEL_VERSIONS.name(),
        new SliceId.Training(plan.watermark()),
        StageCode.of(TrainingStage.class, warehouse.getClass()),
        "%s %s %s"
            .formatted(
                rules.hash(),
                rules.catalogue().hash(),
                new TreeSet<>(rules.attributes().unchanging())),
        STATEMENTS,
        TrainedOn.inputs(view, plan));
  }
}

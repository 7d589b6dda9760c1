package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
import org.churnwise.run.SliceRows;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Trains a challenger at a watermark, or recalibrates the champion, evaluates the result on the
 * held-out snapshot beside the champion, and writes model, baselines, decision and aliases in one
 * transaction. The model's files are stored before; a training that ends between leaves files
 * without a row, which the next training removes.
 */
public final class TrainingStage {
  private static final List<Sql> STATEMENTS =
      List.of(
          FitCounts.QUERY,
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
  private final Recalibrations recalibrations;
  private final TrainedOn trainedOn;

  /** Starts Spark only when there is something to fit. */
  public TrainingStage(
      Supplier<SparkSession> spark, Warehouse warehouse, Ledger ledger, TrainingRules rules) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.rules = rules;
    this.registry = new ModelRegistry(warehouse, ledger);
    this.store = new ModelStore(warehouse);
    this.recalibrations = new Recalibrations(warehouse, ledger, rules);
    this.trainedOn = new TrainedOn(warehouse, ledger, rules);
  }

  /**
   * Trains at a watermark. Costs one fit by Spark, which reads the rows that it fits on, and beside
   * the warehouse a pass over these, two over the customers left out of fits, two over the held-out
   * snapshot and one over all rows: in a warm session 6 s of processor time for 20,000 rows, 13 s
   * for 80,000, half of it in queries.
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
    TrainingResult result = make(Recipe.fit(plan(watermark)), force, because);
    if (registry.champion().isEmpty()) {
      throw result.refusal();
    }
    return result;
  }

  /**
   * Gives the champion's booster a new calibration and threshold, learned from the customers of the
   * newest matured snapshot that fits leave out, and promotes the result if its log loss on the
   * other customers of that snapshot is lower beyond chance. A booster is recalibrated once on a
   * snapshot. Costs a training without the fit.
   *
   * @param watermark first day not known to be loaded
   * @param force do it again although nothing has changed
   * @param because why the month loop does it, to be kept with the decision
   * @throws ChurnException exit 5, before anything is written, for what {@link
   *     #recalibrationRefusal} says
   */
  public TrainingResult recalibrate(LocalDate watermark, boolean force, Optional<String> because) {
    TrainingPlan plan = plan(watermark);
    recalibrations
        .refusal(plan)
        .ifPresent(
            why -> {
              throw ChurnException.modelRefused(
                  why + "; run 'submit/churn train', which fits a new model");
            });
    Recipe recipe = recalibrations.recipe(plan);
    Optional<ModelDecision> earlier = recalibrations.earlier(recipe);
    return earlier.isPresent() && !force
        ? TrainingResult.upToDate(recipe.plan(), earlier.get())
        : make(recipe, force, because);
  }

  /** Why the champion cannot be recalibrated at a watermark; empty if it can. */
  public Optional<String> recalibrationRefusal(LocalDate watermark) {
    return recalibrations.refusal(plan(watermark));
  }

  private TrainingResult make(Recipe recipe, boolean force, Optional<String> because) {
    StageSlice slice =
        TrainingSlice.of(ledger.view(), recipe, rules, warehouse.getClass(), STATEMENTS);
    return ledger.outdated(List.of(slice), force).isEmpty()
        ? upToDate(recipe)
        : write(slice, recipe, because);
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

  private TrainingResult write(StageSlice slice, Recipe recipe, Optional<String> because) {
    return ledger.commit(
        List.of(slice),
        () -> compute(slice, recipe),
        challenge -> write(slice, challenge, because));
  }

  private Challenge compute(StageSlice slice, Recipe recipe) {
    store.removeUnnamed(registry.versions());
    List<Input> rows = TrainingSlice.rows(slice);
    TrainingDataset dataset = trainedOn.dataset(recipe.plan(), rows);
    Challenge challenge =
        new Challenger(spark.get(), warehouse, ledger.run(), rules, dataset, Matchup.of(registry))
            .challenge(recipe, rows);
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

  private TrainingResult upToDate(Recipe recipe) {
    LocalDate watermark = recipe.plan().watermark();
    return registry.decisions().stream()
        .filter(made -> made.watermark().equals(watermark) && made.isByTraining())
        .filter(made -> recipe.made(registry.version(made.challenger())))
        .reduce((older, newer) -> newer)
        .map(made -> TrainingResult.upToDate(recipe.plan(), made))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the ledger has a training at %s without a decision".formatted(watermark)));
  }
}

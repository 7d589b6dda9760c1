package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.model.registry.TrainingDataset;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.run.Input;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
import org.churnwise.table.Tables;
import org.churnwise.training.HoldoutComparison.Evaluated;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.warehouse.RowFunction;
import org.churnwise.warehouse.Warehouse;

/**
 * Trainings of the past: the models that {@link TrainingStage} would have made at earlier
 * watermarks, by the same plan, fit, calibration, threshold and gate. Nothing is stored, and no
 * champion of the registry takes part.
 */
public final class PastTraining {
  /** As many as one statement reads the probabilities of. */
  private static final int TOGETHER = 3;

  private final Supplier<SparkSession> spark;
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final TrainingRules rules;
  private final Set<LocalDate> snapshots;

  /**
   * @param snapshots that may be fitted or held out; their features and labels stand in the tables
   */
  public PastTraining(
      Supplier<SparkSession> spark,
      Warehouse warehouse,
      Ledger ledger,
      TrainingRules rules,
      Set<LocalDate> snapshots) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.rules = rules;
    this.snapshots = Set.copyOf(snapshots);
  }

  /**
   * The model of a watermark. Costs what a training costs.
   *
   * @throws ChurnException exit 5 if no snapshot can be held out or fitted by then
   */
  public PastModel fit(LocalDate watermark) {
    List<LabelledSnapshot> labelled =
        TrainingStage.sound(ledger.view()).stream()
            .filter(known -> snapshots.contains(known.date()))
            .toList();
    TrainingPlan plan = TrainingPlan.of(watermark, labelled, rules.snapshots());
    List<Input> slices = TrainedOn.inputs(ledger.view(), plan);
    TrainingDataset dataset = new TrainedOn(warehouse, ledger, rules).dataset(plan, slices);
    Matchup first = new Matchup(watermark.toString(), Optional.empty());
    Challenge challenge =
        new Challenger(spark.get(), warehouse, ledger.run(), rules, dataset, first)
            .challenge(Recipe.fit(plan), slices);
    return new PastModel(
        challenge.version(),
        challenge.model(),
        challenge.validation(),
        PromotionGate.of(rules).first(challenge.validation()));
  }

  /**
   * Evaluates models on a snapshot, which none of them was fitted on. Costs one pass over its rows
   * and two queries, and one more for every three models.
   *
   * @param models at least one
   * @return by the watermark of the model
   */
  public Map<LocalDate, PastScores> score(LocalDate snapshot, List<PastModel> models) {
    Map<String, LandedScores> landed = land(snapshot, models);
    List<Contender> contenders =
        models.stream()
            .map(
                model ->
                    new Contender(
                        landed.get(model.version().version()),
                        model.version().card().threshold(),
                        model.heldOut().equals(snapshot)))
            .toList();
    Map<String, ScoredParts> parts =
        new ModelJudge(warehouse, rules.churn(), rules.monitoring())
            .judge(contenders, RowPart.of(snapshot));
    Map<String, ComparedRows> rows = rows(snapshot, contenders);
    return models.stream()
        .collect(
            Collectors.toMap(
                PastModel::watermark,
                model -> {
                  String scorer = model.version().version();
                  ScoredParts evaluated = parts.get(scorer);
                  return new PastScores(
                      snapshot,
                      new Evaluated(landed.get(scorer), evaluated, rows.get(scorer)),
                      evaluated.heldOut().metrics(rules.metricPolicy()));
                }));
  }

  private Map<String, LandedScores> land(LocalDate snapshot, List<PastModel> models) {
    List<RowFunction> scorings =
        models.stream()
            .map(model -> LandedRow.of(model.version().version()).scoring(model.model()))
            .toList();
    ContenderScoring scoring =
        new ContenderScoring(
            RowPart.of(snapshot),
            CustomerDraw.everyone(),
            scorings.get(0),
            scorings.subList(1, scorings.size()));
    Set<String> scorers =
        models.stream().map(model -> model.version().version()).collect(Collectors.toSet());
    try (TrainingData data =
        new TrainingData(warehouse, rules.training(), spark, List.of(snapshot))) {
      return data.land(new ScoreLanding(warehouse, Tables.LANDING_PREDICTIONS), scorers, scoring);
    }
  }

  private Map<String, ComparedRows> rows(LocalDate snapshot, List<Contender> contenders) {
    Map<String, ComparedRows> rows = new HashMap<>();
    List<LandedScores> scores = new ArrayList<>();
    contenders.forEach(contender -> scores.add(contender.scores()));
    for (int from = 0; from < scores.size(); from += TOGETHER) {
      rows.putAll(
          ComparedRows.of(
              warehouse,
              scores.subList(from, Math.min(from + TOGETHER, scores.size())),
              RowPart.of(snapshot),
              rules.value(),
              rules.training().seed(),
              ComparedRows.MOST_CUSTOMERS));
      ComparedRows one = rows.get(scores.get(0).scorer());
      rows.replaceAll((scorer, ofScorer) -> ofScorer.sharing(one));
    }
    return rows;
  }

  /**
   * What a training decides between its model and a champion, on the rows of the snapshot that was
   * held out of it.
   */
  public Comparison decide(PastModel challenger, PastScores itsScores, PastScores champions) {
    return PromotionGate.of(rules)
        .pass(challenger.validation(), itsScores.evaluated(), "champion", champions.evaluated())
        .comparison();
  }
}

package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.BaselineBin;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.TrainingDataset;
import org.churnwise.model.scoring.Explanations;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.Importance;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.run.Input;
import org.churnwise.run.Library;
import org.churnwise.run.Machine;
import org.churnwise.run.Run;
import org.churnwise.table.Tables;
import org.churnwise.training.CalibrationFit.Learned;
import org.churnwise.training.HoldoutComparison.Beside;
import org.churnwise.training.HoldoutComparison.Contenders;
import org.churnwise.training.HoldoutComparison.Evaluated;
import org.churnwise.training.HoldoutComparison.HeldOut;
import org.churnwise.training.HyperparameterSearch.Choice;
import org.churnwise.training.ModelValidator.Validation;
import org.churnwise.warehouse.Warehouse;

/** Fits a challenger and decides on it; writes nothing that outlives the run. */
final class Challenger {
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final Run run;
  private final TrainingRules rules;
  private final TrainingDataset dataset;
  private final Matchup matchup;
  private final ScoreLanding landing;

  Challenger(
      SparkSession spark,
      Warehouse warehouse,
      Run run,
      TrainingRules rules,
      TrainingDataset dataset,
      Matchup matchup) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.run = run;
    this.rules = rules;
    this.dataset = dataset;
    this.matchup = matchup;
    this.landing = new ScoreLanding(warehouse, Tables.LANDING_PREDICTIONS);
  }

  /** Reads, fits, evaluates, decides. */
  Challenge challenge(TrainingPlan plan, List<Input> slices) {
    try (TrainingData data =
        new TrainingData(warehouse, rules.training(), () -> spark, plan.snapshots())) {
      return SinglePlans.in(spark, () -> challenge(plan, slices, data));
    }
  }

  private Challenge challenge(TrainingPlan plan, List<Input> slices, TrainingData data) {
    Dataset<Row> rows = data.rows();
    Column isHeldOut = col("snapshot_date").equalTo(lit(plan.heldOut()));
    Dataset<Row> heldOutRows = rows.where(isHeldOut);
    Column isFitted = isHeldOut.or(col("left_out")).equalTo(false);
    Dataset<Row> fitRows = rows.where(isFitted);

    ModelTrainer full = new ModelTrainer(rules.training(), rules.catalogue());
    full.refuseMissingSlots(spark);
    Counted counted = counted(rows, plan, full.catalogue(), isFitted);
    InputsInTime inTime = counted.inTime();
    ModelTrainer inputsInTime = full.without(inTime.names());
    LevelCensus levels = inputsInTime.levels(fitRows);
    ModelTrainer trainer = inputsInTime.without(levels.withoutCommon());
    UnseenInputs unseen =
        new UnseenInputs(inTime, levels, rules.training().inputs().withoutFeatures());
    Preprocessing preprocessing = trainer.preprocessing(levels);
    Choice choice =
        new HyperparameterSearch(trainer, rules.training(), rules.snapshots()).choose(fitRows);
    FittedModel fitted = trainer.fit(fitRows, choice.parameters(), preprocessing);
    RowPart part = RowPart.of(plan.heldOut());
    CompletableFuture<LogisticBaseline> line =
        LogisticBaseline.fit(
            data::collect,
            part::isFitted,
            counted.census().rows(),
            preprocessing,
            rules.training().seed());
    FittedModel formed =
        new FormChoice(rules.training().tuning().form())
            .of(fitted, line::join, data::collect, part::isLeftOut);
    Learned learned =
        new CalibrationFit(warehouse, landing, rules, plan.heldOut()).learn(formed, data);
    HoldoutComparison comparison =
        new HoldoutComparison(
            warehouse,
            landing,
            matchup.champion(),
            rules,
            new HeldOut(plan.heldOut(), dataset.features()));
    Contenders contenders = comparison.evaluate(learned, line.join(), data);

    Evaluated evaluated = contenders.challenger();
    ScoredParts parts = evaluated.parts();
    List<BaselineBin> baselines =
        new ModelBaselines(warehouse, rules).of(evaluated.scores(), plan.heldOut());
    ModelValidator validator = new ModelValidator(rules.metricPolicy());
    Beside beside =
        comparison.beside(
            contenders, validator.validate(parts.heldOut(), learned.model().usedInputs()));
    Validation validation =
        beside
            .validation()
            .because(
                () -> DoubtfulFeature.in(learned.model(), rows, plan, rules.training().seed()));
    HoldoutComparison.Result result = comparison.withChampion(contenders, validation);
    List<ModelMetric> logistic = comparison.metrics(contenders.logistic());
    Evidence evidence =
        new Evidence(
            plan.heldOut(),
            evaluated.rows().hash(),
            comparison.metrics(evaluated),
            result.championMetrics(),
            result.paired(),
            logistic,
            beside.difference(),
            validator.warnings(parts));
    ModelCard card =
        card(
            new Made(plan, slices, trainer.catalogue(), unseen, choice, learned, parts, logistic),
            heldOutRows);
    String sha256 = learned.model().sha256();
    ModelVersion version =
        new ModelVersion(matchup.version(), plan.watermark(), card, sha256, sha256);
    return new Challenge(
        learned.model(),
        version,
        baselines,
        decision(plan, version, result, evidence),
        dataset,
        validation,
        TrainingResult.of(version, result, evidence, choice.report(), unseen.inWords()));
  }

  private record Counted(InputsInTime inTime, RowCensus census) {}

  /** One pass over the rows, which have both classes. */
  private Counted counted(
      Dataset<Row> rows, TrainingPlan plan, FeatureCatalogue catalogue, Column isFitted) {
    List<Column> inTime = InputsInTime.counts(plan.heldOut(), catalogue, rules.attributes());
    List<Column> counts = new ArrayList<>(inTime);
    counts.addAll(RowCensus.columns(isFitted));
    Row found = rows.agg(lit(1), counts.toArray(Column[]::new)).first();
    RowCensus census = RowCensus.of(found, 1 + inTime.size());
    ModelTrainer.refuseOneClass(census);
    return new Counted(InputsInTime.of(found, 1, catalogue, rules.attributes()), census);
  }

  /** The input of a card. */
  private record Made(
      TrainingPlan plan,
      List<Input> slices,
      FeatureCatalogue catalogue,
      UnseenInputs unseen,
      Choice choice,
      Learned learned,
      ScoredParts parts,
      List<ModelMetric> logistic) {}

  private ModelCard card(Made made, Dataset<Row> heldOutRows) {
    FittedModel model = made.learned().model();
    ScoredParts parts = made.parts();
    return new ModelCard(
        new ModelCard.Data(
            made.plan().watermark(),
            made.plan().heldOut(),
            made.plan().fit(),
            made.slices(),
            parts.fitted().model().rows(),
            parts.fitted().model().positives(),
            dataset.hash()),
        dataset.features().without(made.unseen().of(rules.catalogue())),
        parameters(made),
        made.learned().threshold(),
        made.learned().answers(),
        versions(model),
        parts.evaluation(made.logistic(), rules.metricPolicy()),
        importance(made, heldOutRows));
  }

  private ModelCard.Versions versions(FittedModel model) {
    OptionalInt threads = warehouse.localThreads();
    return new ModelCard.Versions(
        run.codeVersion(),
        spark.version(),
        model.xgboostVersion(),
        Runtime.version().feature(),
        threads.isPresent() ? Library.DUCKDB.version() : null,
        Machine.current(),
        threads.isPresent() ? threads.getAsInt() : null);
  }

  /** Invalid probabilities cannot be explained; the model is refused for them. */
  private Importance importance(Made made, Dataset<Row> heldOutRows) {
    return made.parts().heldOut().model().invalidScores() > 0
        ? null
        : Explanations.importance(
            made.learned().model(), heldOutRows, made.catalogue(), rules.training().seed());
  }

  private Map<String, Object> parameters(Made made) {
    Map<String, Object> parameters =
        ModelCard.parametersOf(rules.training(), made.choice().parameters());
    parameters.put("model", FormChoice.of(made.learned().model()).inWords());
    made.choice().report().ifPresent(report -> parameters.put("searched", report.figures()));
    return parameters;
  }

  private static ModelDecision decision(
      TrainingPlan plan, ModelVersion version, HoldoutComparison.Result result, Evidence evidence) {
    return new ModelDecision(
        ModelDecision.idOfTraining(plan.watermark(), version.version()),
        plan.watermark(),
        version.version(),
        result.champion().map(ModelVersion::version),
        result.comparison().outcome(),
        result.comparison().reason(),
        evidence.toJson());
  }
}

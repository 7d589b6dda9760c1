package org.churnwise.training;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.churnwise.model.features.Feature;
import org.churnwise.model.registry.BaselineBin;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.TrainingDataset;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.Importance;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.run.Input;
import org.churnwise.run.Library;
import org.churnwise.run.Machine;
import org.churnwise.run.Run;
import org.churnwise.stats.Verdict;
import org.churnwise.table.Tables;
import org.churnwise.training.CalibrationFit.Learned;
import org.churnwise.training.FormChoice.Chosen;
import org.churnwise.training.HoldoutComparison.Beside;
import org.churnwise.training.HoldoutComparison.Contenders;
import org.churnwise.training.HoldoutComparison.Evaluated;
import org.churnwise.training.HoldoutComparison.HeldOut;
import org.churnwise.training.ModelValidator.Validation;
import org.churnwise.warehouse.Warehouse;

/** Makes a challenger and decides on it; writes nothing that outlives the run. */
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

  /** Reads, fits or recalibrates, evaluates, decides. */
  Challenge challenge(Recipe recipe, List<Input> slices) {
    List<LocalDate> snapshots = recipe.plan().snapshots();
    try (TrainingData data =
        new TrainingData(warehouse, rules.training(), () -> spark, snapshots)) {
      return SinglePlans.in(spark, () -> challenge(recipe, slices, data));
    }
  }

  private Challenge challenge(Recipe recipe, List<Input> slices, TrainingData data) {
    LocalDate heldOut = recipe.plan().heldOut();
    Boosting boosting = boosting(recipe, data);
    RowCensus census = boosting.census();
    RowPart part = recipe.part().using(drawnOfLeftOut(recipe, census));
    CustomerDraw ofLine = drawn(LogisticBaseline.MOST_ROWS, census);
    CompletableFuture<LogisticBaseline> line =
        LogisticBaseline.fit(
            data.sourceOfFitted(part, ofLine), part::isFitted, ofLine, boosting.preprocessing());
    Boosted trees = boosting.boosted().get();
    Chosen chosen =
        recipe.isRecalibration()
            ? new Chosen(trees.model(), Optional.empty())
            : chosen(trees.model(), line::join, data, part);
    Boosted boosted = recipe.isRecalibration() ? trees : trees.in(chosen.model());
    Learned learned = new CalibrationFit(warehouse, landing, rules, part).learn(chosen, data);
    HoldoutComparison comparison =
        new HoldoutComparison(
            warehouse,
            landing,
            matchup.champion(),
            recipe.rules(rules),
            new HeldOut(part, dataset.features()));
    Contenders contenders =
        comparison.evaluate(
            learned, line.join(), data, drawn(ContenderScoring.MOST_FITTED_ROWS, census));

    Evaluated evaluated = contenders.challenger();
    List<BaselineBin> baselines =
        new ModelBaselines(warehouse, rules).of(evaluated.scores(), heldOut);
    ModelValidator validator = new ModelValidator(rules.metricPolicy());
    Beside beside = beside(recipe, learned, comparison, contenders, validator);
    Validation validation =
        beside
            .validation()
            .because(
                () ->
                    DoubtfulFeature.in(
                        learned.model(), data.rows(), recipe.plan(), rules.training().seed()));
    HoldoutComparison.Result result =
        comparison.withChampion(contenders, validation).because(recipe::reason);
    Evidence evidence =
        new Evidence(
            heldOut,
            evaluated.rows().hash(),
            comparison.metrics(evaluated),
            result.championMetrics(),
            result.paired(),
            comparison.metrics(contenders.logistic()),
            beside.difference(),
            validator.warnings(evaluated.parts()));
    ModelCard card = card(new Made(recipe, slices, boosted, learned, evaluated, evidence), data);
    String sha256 = learned.model().sha256();
    ModelVersion version =
        new ModelVersion(matchup.version(), recipe.plan().watermark(), card, sha256, sha256);
    return new Challenge(
        learned.model(),
        version,
        baselines,
        decision(version, result, evidence),
        dataset,
        validation,
        TrainingResult.of(version, result, evidence, boosted.search(), boosted.unseen()));
  }

  private Chosen chosen(
      FittedModel trees, Supplier<LogisticBaseline> line, TrainingData data, RowPart part) {
    return new FormChoice(rules.training().tuning().form())
        .of(trees, line, data.sourceOfLeftOut(part), part::isLeftOut);
  }

  private CustomerDraw drawn(int rows, RowCensus census) {
    return CustomerDraw.ofRows(rules.training(), rows, census.rows());
  }

  private Boosting boosting(Recipe recipe, TrainingData data) {
    FitCounts counts = FitCounts.of(warehouse, rules.training(), recipe.plan());
    return recipe
        .recalibrated()
        .map(
            version ->
                Boosting.of(
                    Recipe.booster(
                        version, new ModelStore(warehouse).load(version), rules, counts.census())))
        .orElseGet(() -> new BoosterFit(rules, counts).of(data, recipe.part(), dataset.features()));
  }

  /** A recalibration learns from one snapshot, so that it has few rows. */
  private CustomerDraw drawnOfLeftOut(Recipe recipe, RowCensus census) {
    return recipe.isRecalibration()
        ? CustomerDraw.everyone()
        : CustomerDraw.ofLeftOut(
            rules.training(), ContenderScoring.MOST_LEFT_OUT_ROWS, census.rows());
  }

  /**
   * A recalibration is not refused for the logistic regression: it has the trees of the model that
   * it recalibrates, which stay in production without it, too.
   */
  private static Beside beside(
      Recipe recipe,
      Learned learned,
      HoldoutComparison comparison,
      Contenders contenders,
      ModelValidator validator) {
    Validation sound =
        validator.validate(contenders.challenger().parts().heldOut(), learned.model().usedInputs());
    if (!recipe.isRecalibration()) {
      return comparison.beside(contenders, sound);
    }
    boolean isCalibrated = !learned.model().calibration().equals(Calibration.NONE);
    return new Beside(
        isCalibrated ? sound : new Validation(Verdict.NO_EVIDENCE, learned.answers().note()), null);
  }

  /** The input of a card. */
  private record Made(
      Recipe recipe,
      List<Input> slices,
      Boosted boosted,
      Learned learned,
      Evaluated evaluated,
      Evidence evidence) {}

  private ModelCard card(Made made, TrainingData data) {
    FittedModel model = made.learned().model();
    ScoredParts parts = made.evaluated().parts();
    TrainingPlan plan = made.recipe().plan();
    return new ModelCard(
        new ModelCard.Data(
            plan.watermark(),
            plan.heldOut(),
            plan.fit(),
            made.slices(),
            made.boosted().census().rows(),
            made.boosted().census().positives(),
            dataset.hash()),
        made.boosted().features(),
        made.boosted().parameters(),
        made.learned().threshold(),
        made.learned().answers(),
        versions(model),
        parts.evaluation(made.evidence().logistic(), rules.metricPolicy()),
        importance(made, data),
        made.recipe().origin(model));
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
  private Importance importance(Made made, TrainingData data) {
    if (made.evaluated().parts().heldOut().model().invalidScores() > 0) {
      return null;
    }
    FittedModel model = made.learned().model();
    Set<String> unseen =
        rules.catalogue().inputs().stream()
            .map(Feature::name)
            .filter(name -> !model.preprocessing().names().contains(name))
            .collect(Collectors.toSet());
    return new ImportanceOfInputs(
            model, rules.catalogue().without(unseen), made.recipe().part(), rules.training().seed())
        .of(data);
  }

  private static ModelDecision decision(
      ModelVersion version, HoldoutComparison.Result result, Evidence evidence) {
    LocalDate watermark = version.trainedOnWatermark();
    return new ModelDecision(
        ModelDecision.idOfTraining(watermark, version.version()),
        watermark,
        version.version(),
        result.champion().map(ModelVersion::version),
        result.comparison().outcome(),
        result.comparison().reason(),
        evidence.toJson());
  }
}

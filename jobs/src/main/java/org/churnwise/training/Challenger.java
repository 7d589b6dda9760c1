package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.model.BaselineBin;
import org.churnwise.model.FittedModel;
import org.churnwise.model.Importance;
import org.churnwise.model.JudgedAnswers;
import org.churnwise.model.ModelCard;
import org.churnwise.model.ModelDecision;
import org.churnwise.model.ModelRegistry;
import org.churnwise.model.ModelStore;
import org.churnwise.model.ModelVersion;
import org.churnwise.model.TrainingDataset;
import org.churnwise.run.Input;
import org.churnwise.run.Run;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.PairedJudgement;
import org.churnwise.stats.PromotionRule;
import org.churnwise.training.HyperparameterSearch.Choice;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.training.ModelValidator.Validation;
import org.churnwise.warehouse.Warehouse;

/** Makes a challenger and the decision on it; writes nothing that outlives the run. */
final class Challenger {
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final Run run;
  private final TrainingRules rules;
  private final TrainingDataset dataset;
  private final ModelRegistry registry;
  private final ModelJudge judge;

  Challenger(
      SparkSession spark,
      Warehouse warehouse,
      Run run,
      TrainingRules rules,
      TrainingDataset dataset) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.run = run;
    this.rules = rules;
    this.dataset = dataset;
    this.registry = new ModelRegistry(warehouse, run);
    this.judge = new ModelJudge(warehouse, rules.training(), rules.churn(), rules.monitoring());
  }

  /** Reads, fits, judges, decides. */
  Challenge challenge(TrainingPlan plan, List<Input> slices) {
    Dataset<Row> rows =
        new TrainingRows(warehouse, run, rules.training()).read(spark, plan.snapshots());
    Dataset<Row> heldOutRows =
        rows.where(functions.col("snapshot_date").equalTo(functions.lit(plan.heldOut())));
    Dataset<Row> fitRows =
        rows.where("not left_out")
            .where(functions.col("snapshot_date").notEqual(functions.lit(plan.heldOut())));

    ModelTrainer trainer = new ModelTrainer(rules.training(), rules.catalogue());
    Choice choice =
        new HyperparameterSearch(trainer, rules.training(), rules.snapshots()).choose(fitRows);
    FittedModel model = trainer.fit(fitRows, choice.parameters());
    ScoredParts parts = judge.judge(model, rows, plan.heldOut());
    ComparedRows compared = compared(plan);
    List<BaselineBin> baselines = new ModelBaselines(warehouse, rules).of(plan.heldOut());
    Importance importance =
        Importance.of(model, heldOutRows, rules.catalogue(), rules.training().seed());
    ModelVersion version = version(plan, slices, model, choice, parts, importance);
    ModelValidator validator = new ModelValidator(rules.metricPolicy());
    Validation validation = validator.validate(parts.heldOut(), model.usedInputs());
    Contest contest = contest(validation, parts, compared, heldOutRows, plan);
    Evidence evidence =
        new Evidence(
            plan.heldOut(),
            ScoredParts.cardMetrics(parts.heldOut(), rules.metricPolicy()),
            contest
                .part()
                .map(part -> ScoredParts.cardMetrics(part, rules.metricPolicy()))
                .orElse(List.of()),
            contest.paired(),
            validator.warnings(parts));
    return new Challenge(
        model,
        version,
        baselines,
        decision(plan, version, contest, evidence),
        result(plan, version, contest, parts, choice));
  }

  private ComparedRows compared(TrainingPlan plan) {
    return ComparedRows.landed(
        warehouse, plan.heldOut(), rules.training().seed(), ComparedRows.MOST_CUSTOMERS);
  }

  private Contest contest(
      Validation validation,
      ScoredParts parts,
      ComparedRows compared,
      Dataset<Row> heldOutRows,
      TrainingPlan plan) {
    PromotionRule rule = rules.promotionRule();
    ModelComparator comparator =
        new ModelComparator(rule.margin(), rules.models().approvalRequired());
    Optional<ModelVersion> champion = registry.champion();
    if (champion.isEmpty()) {
      return new Contest(
          champion, Optional.empty(), null, comparator.first(validation, "first champion"));
    }
    String name = "champion " + champion.get().version();
    Optional<String> other = champion.get().card().features().differenceTo(dataset.features());
    if (other.isPresent()) {
      String why = name + " was fitted on other features: " + other.get();
      Comparison first = comparator.first(validation, why);
      return new Contest(champion, Optional.empty(), null, first);
    }
    FittedModel loaded = new ModelStore(warehouse).load(champion.get());
    JudgedAnswers part = judge.judge(loaded, heldOutRows, plan.heldOut()).heldOut();
    List<PairedJudgement> judged = new ArrayList<>();
    ComparedRows championRows = compared(plan);
    Comparison comparison =
        comparator.compare(
            validation,
            () -> {
              judged.add(rule.judge(compared.beside(championRows, parts.segments())));
              return judged.get(0);
            });
    Evidence.Paired paired =
        judged.isEmpty() ? null : Evidence.Paired.of(rule, compared, judged.get(0));
    return new Contest(champion, Optional.of(part), paired, comparison);
  }

  /**
   * The champion, how it did if it could be compared, and the outcome.
   *
   * @param paired null if nothing was compared
   */
  private record Contest(
      Optional<ModelVersion> champion,
      Optional<JudgedAnswers> part,
      Evidence.Paired paired,
      Comparison comparison) {}

  private ModelVersion version(
      TrainingPlan plan,
      List<Input> slices,
      FittedModel model,
      Choice choice,
      ScoredParts parts,
      Importance importance) {
    ModelCard.Data data =
        new ModelCard.Data(
            plan.watermark(),
            plan.heldOut(),
            plan.fit(),
            slices,
            parts.fitted().model().rows(),
            parts.fitted().model().positives(),
            dataset.hash());
    ModelCard card =
        new ModelCard(
            data,
            dataset.features(),
            parameters(choice),
            rules.training().threshold(),
            new ModelCard.Versions(
                run.codeVersion(),
                spark.version(),
                model.xgboostVersion(),
                Runtime.version().feature()),
            parts.evaluation(rules.metricPolicy()),
            importance);
    String sha256 = model.sha256();
    return new ModelVersion(registry.nextVersion(), plan.watermark(), card, sha256, sha256);
  }

  private Map<String, Object> parameters(Choice choice) {
    Map<String, Object> parameters = ModelCard.parametersOf(rules.training(), choice.parameters());
    choice.report().ifPresent(report -> parameters.put("searched", report.figures()));
    return parameters;
  }

  private static ModelDecision decision(
      TrainingPlan plan, ModelVersion version, Contest contest, Evidence evidence) {
    return new ModelDecision(
        plan.watermark() + "-" + version.version(),
        plan.watermark(),
        version.version(),
        contest.champion().map(ModelVersion::version),
        contest.comparison().outcome(),
        contest.comparison().reason(),
        evidence.toJson());
  }

  private TrainingResult result(
      TrainingPlan plan, ModelVersion version, Contest contest, ScoredParts parts, Choice choice) {
    return new TrainingResult(
        false,
        plan.watermark(),
        version.version(),
        plan.heldOut(),
        plan.fit().size(),
        parts.fitted().model().rows(),
        parts.heldOut().model().rows(),
        contest.comparison().outcome().name(),
        contest.comparison().reason(),
        value(parts.heldOut(), MetricName.AUC),
        contest.part().map(part -> value(part, MetricName.AUC)).orElse(null),
        value(parts.heldOut(), MetricName.BRIER),
        choice.report().map(SearchReport::line).orElse(null));
  }

  private Double value(JudgedAnswers part, String name) {
    Metric metric = Metric.named(part.metrics(rules.metricPolicy()), name);
    return metric.value().isPresent() ? metric.value().getAsDouble() : null;
  }
}

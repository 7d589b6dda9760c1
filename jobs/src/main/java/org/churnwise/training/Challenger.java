package org.churnwise.training;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.model.BaselineBin;
import org.churnwise.model.FeatureSet;
import org.churnwise.model.FittedModel;
import org.churnwise.model.ModelCard;
import org.churnwise.model.ModelDecision;
import org.churnwise.model.ModelRegistry;
import org.churnwise.model.ModelStore;
import org.churnwise.model.ModelVersion;
import org.churnwise.run.Input;
import org.churnwise.run.Run;
import org.churnwise.stats.ClassificationMetrics;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.training.ModelValidator.Validation;
import org.churnwise.warehouse.Warehouse;

/** Makes a challenger and the decision on it; writes nothing that outlives the run. */
final class Challenger {
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final Run run;
  private final TrainingRules rules;
  private final ModelRegistry registry;
  private final ModelJudge judge;

  Challenger(SparkSession spark, Warehouse warehouse, Run run, TrainingRules rules) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.run = run;
    this.rules = rules;
    this.registry = new ModelRegistry(warehouse, run);
    this.judge = new ModelJudge(warehouse, rules.training(), rules.churn());
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

    FittedModel model = new ModelTrainer(rules.training(), rules.catalogue()).fit(fitRows);
    ScoredParts parts = judge.judge(model, rows, plan.heldOut());
    List<BaselineBin> baselines = new ModelBaselines(warehouse, rules).of(plan.heldOut());
    Optional<ModelVersion> champion = registry.champion();
    Optional<ScoredPart> championPart =
        champion
            .filter(this::seesTheSame)
            .map(version -> judgeChampion(version, heldOutRows, plan.heldOut()));

    ModelVersion version = version(plan, slices, model, parts);
    Comparison comparison = compare(parts.heldOut(), champion, championPart);
    ModelDecision decision =
        decision(plan, version, champion, comparison, evidence(plan, parts, championPart));
    return new Challenge(
        model,
        version,
        baselines,
        decision,
        result(plan, version, comparison, parts, championPart));
  }

  private boolean seesTheSame(ModelVersion champion) {
    return champion.card().features().equals(FeatureSet.of(rules.catalogue()));
  }

  private ScoredPart judgeChampion(
      ModelVersion champion, Dataset<Row> heldOutRows, LocalDate heldOut) {
    return judge.judge(new ModelStore(warehouse).load(champion), heldOutRows, heldOut).heldOut();
  }

  private Comparison compare(
      ScoredPart heldOut, Optional<ModelVersion> champion, Optional<ScoredPart> championPart) {
    MetricPolicy policy = rules.metricPolicy();
    Validation validation = new ModelValidator(policy).validate(heldOut);
    ModelComparator comparator = new ModelComparator(rules.retrain(), policy);
    if (championPart.isPresent()) {
      return comparator.compare(validation, heldOut, championPart.get());
    }
    String why =
        champion.isEmpty()
            ? "first champion"
            : "champion " + champion.get().version() + " was fitted on other features";
    return comparator.first(validation, why);
  }

  private ModelVersion version(
      TrainingPlan plan, List<Input> slices, FittedModel model, ScoredParts parts) {
    ModelCard.Data data =
        new ModelCard.Data(
            plan.watermark(),
            plan.heldOut(),
            plan.fit(),
            slices,
            parts.fitted().model().rows(),
            parts.fitted().model().positives());
    ModelCard card =
        new ModelCard(
            data,
            FeatureSet.of(rules.catalogue()),
            ModelCard.parametersOf(rules.training()),
            rules.training().threshold(),
            new ModelCard.Versions(
                run.codeVersion(),
                spark.version(),
                model.xgboostVersion(),
                Runtime.version().feature()),
            parts.evaluation(rules.metricPolicy()));
    String sha256 = model.sha256();
    return new ModelVersion(registry.nextVersion(), plan.watermark(), card, sha256, sha256);
  }

  private Evidence evidence(
      TrainingPlan plan, ScoredParts parts, Optional<ScoredPart> championPart) {
    MetricPolicy policy = rules.metricPolicy();
    return new Evidence(
        plan.heldOut(),
        rules.retrain().margin(),
        parts.heldOut().cardMetrics(policy),
        championPart.map(part -> part.cardMetrics(policy)).orElse(List.of()));
  }

  private static ModelDecision decision(
      TrainingPlan plan,
      ModelVersion version,
      Optional<ModelVersion> champion,
      Comparison comparison,
      Evidence evidence) {
    return new ModelDecision(
        plan.watermark() + "-" + version.version(),
        plan.watermark(),
        version.version(),
        champion.map(ModelVersion::version),
        comparison.outcome(),
        comparison.reason(),
        evidence.toJson());
  }

  private TrainingResult result(
      TrainingPlan plan,
      ModelVersion version,
      Comparison comparison,
      ScoredParts parts,
      Optional<ScoredPart> championPart) {
    return new TrainingResult(
        false,
        plan.watermark(),
        version.version(),
        plan.heldOut(),
        plan.fit().size(),
        parts.fitted().model().rows(),
        parts.heldOut().model().rows(),
        comparison.outcome().name(),
        comparison.reason(),
        value(parts.heldOut(), ClassificationMetrics.AUC),
        championPart.map(part -> value(part, ClassificationMetrics.AUC)).orElse(null),
        value(parts.heldOut(), ClassificationMetrics.BRIER));
  }

  private Double value(ScoredPart part, String name) {
    Metric metric = ModelValidator.metric(part.metrics(rules.metricPolicy()), name);
    return metric.value().isPresent() ? metric.value().getAsDouble() : null;
  }
}

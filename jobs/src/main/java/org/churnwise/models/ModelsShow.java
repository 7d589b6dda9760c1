package org.churnwise.models;

import java.util.List;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.Importance;
import org.churnwise.stats.MetricName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code models show}: one model's held-out metrics and every decision on it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Show what a model was fitted on, how it did on the held-out rows, and what was decided.")
final class ModelsShow extends JobCommand {
  private static final List<String> BESIDE =
      List.of(MetricName.AUC, MetricName.BRIER, MetricName.LOG_LOSS);
  private static final int MOST_FEATURES = 10;

  @Parameters(paramLabel = "VERSION", description = "The model, such as v3.")
  private String version;

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected ShowResult run(Job job) {
    ModelRegistry registry = new ModelRegistry(job.warehouse(), job.ledger());
    ModelVersion model = registry.version(version);
    Console console = job.console();
    console.line(
        model.version()
            + ", fitted on "
            + Console.count(model.card().data().rows(), "row")
            + " of "
            + Console.count(model.card().data().fitSnapshots().size(), "snapshot")
            + ", judged on "
            + model.card().data().heldOutSnapshot());
    console.line(answers(model.card()));
    console.table(
        List.of("metric", "value", "low", "high", "constant", "recency", "status"),
        model.card().evaluation().heldOut().stream().map(ModelsShow::cells).toList());
    List<ModelMetric> logistic = model.card().evaluation().logistic();
    if (logistic != null) {
      console.line("a logistic regression on the same rows");
      console.table(
          List.of("metric", "value", "low", "high", "constant", "recency", "status"),
          logistic.stream()
              .filter(metric -> BESIDE.contains(metric.name()))
              .map(ModelsShow::cells)
              .toList());
    }
    Importance importance = model.card().importance();
    if (importance != null) {
      console.line(
          "mean size of contributions to its answers, log-odds, "
              + Console.count(importance.rows(), "held-out row"));
      console.table(List.of("concept", "moves"), shares(importance.concepts()));
      List<Importance.Share> features = importance.features();
      console.table(
          List.of("feature", "moves"),
          shares(features.subList(0, Math.min(MOST_FEATURES, features.size()))));
    }
    List<ModelDecision> decisions =
        registry.decisions().stream()
            .filter(decision -> decision.challenger().equals(model.version()))
            .toList();
    decisions.forEach(
        decision ->
            console.line(
                "  "
                    + decision.watermark()
                    + "  "
                    + decision.outcome()
                    + "  "
                    + decision.reason()));
    return new ShowResult(model.version(), model.artifactSha256(), decisions.size());
  }

  /** Calibration and threshold, and what they were learned from. */
  private static String answers(ModelCard card) {
    String threshold = "predicts churn from " + Console.number(card.threshold(), 4) + " on";
    ModelCard.Answers answers = card.answers();
    if (answers == null) {
      return threshold;
    }
    return threshold
        + " (threshold: "
        + answers.thresholdBy()
        + "), calibration: "
        + answers.calibration().method()
        + ", learned from "
        + Console.count(answers.rows(), "row")
        + " of customers left out"
        + (answers.note() == null ? "" : "; " + answers.note());
  }

  private static List<List<String>> shares(List<Importance.Share> shares) {
    return shares.stream()
        .map(share -> List.of(share.name(), Console.number(share.meanAbsolute(), 4)))
        .toList();
  }

  private static List<String> cells(ModelMetric metric) {
    return List.of(
        metric.name(),
        cell(metric.value()),
        cell(metric.low()),
        cell(metric.high()),
        cell(metric.constantValue()),
        cell(metric.recencyValue()),
        metric.status().name());
  }

  private static String cell(Double value) {
    return value == null ? "-" : Console.number(value, 4);
  }

  /** The model, its files' hash, and how many decisions there are on it. */
  record ShowResult(String model, String artifactSha256, int decisions) {}
}

package org.churnwise.models;

import java.util.List;
import java.util.Optional;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.model.features.FeatureSet;
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
        "Show a model's training data, its metrics on the held-out rows, and every decision on it.")
final class ModelsShow extends JobCommand {
  private static final List<String> BESIDE =
      List.of(MetricName.AUC, MetricName.BRIER, MetricName.LOG_LOSS);
  private static final int MOST_FEATURES = 10;

  @Parameters(paramLabel = "VERSION", description = "The model, such as v3.")
  private String version;

  @Override
  protected Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected ShowResult run(Job job) {
    ModelRegistry registry = new ModelRegistry(job.warehouse(), job.ledger());
    ModelVersion model = registry.version(version);
    Console console = job.console();
    console.line(
        "%s, %s, fitted on %s of %s, evaluated on %s"
            .formatted(
                model.version(),
                madeOf(model.card()),
                Console.count(model.card().data().rows(), "row"),
                Console.count(model.card().data().fitSnapshots().size(), "snapshot"),
                model.card().data().heldOutSnapshot()));
    origin(model.card()).ifPresent(console::line);
    console.line(threshold(model.card()));
    model.card().features().leftOut().forEach(input -> console.line(unseen(input)));
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
          "mean absolute contribution in log-odds, "
              + Console.count(importance.rows(), "held-out row"));
      console.table(List.of("concept", "mean |contribution|"), shares(importance.concepts()));
      List<Importance.Share> features = importance.features();
      console.table(
          List.of("feature", "mean |contribution|"),
          shares(features.subList(0, Math.min(MOST_FEATURES, features.size()))));
    }
    List<ModelDecision> decisions =
        registry.decisions().stream()
            .filter(decision -> decision.challenger().equals(model.version()))
            .toList();
    decisions.forEach(
        decision ->
            console.line(
                "  %s  %s  %s"
                    .formatted(decision.watermark(), decision.outcome(), decision.reason())));
    return new ShowResult(model.version(), model.artifactSha256(), decisions.size());
  }

  /** Cards of older releases say nothing of it. */
  private static String madeOf(ModelCard card) {
    return switch (String.valueOf(card.parameters().get("model"))) {
      case "blend" -> "a blend of trees and a logistic regression";
      case "logistic" -> "a logistic regression";
      default -> "trees";
    };
  }

  /** Where the trees of a recalibration come from. */
  private static Optional<String> origin(ModelCard card) {
    return Optional.ofNullable(card.recalibration())
        .map(
            from ->
                "recalibration of %s: its trees, with threshold and calibration of %s"
                    .formatted(from.of(), from.snapshot()));
  }

  private static String unseen(FeatureSet.LeftOut input) {
    String why = "training.without-features named it";
    if (input.youngerShare() != null) {
      why =
          Console.number(100 * input.youngerShare(), 0)
              + " % of its rows had a value from after their snapshot";
    } else if (input.levels() != null) {
      why =
          "none of its %s had as many rows as training.min-level-rows"
              .formatted(Console.count(input.levels(), "level"));
    }
    return "does not see " + input.name() + ": " + why;
  }

  /** Threshold and calibration, and the rows that they were fitted on. */
  private static String threshold(ModelCard card) {
    String threshold = "threshold " + Console.number(card.threshold(), 4);
    ModelCard.Answers answers = card.answers();
    if (answers == null) {
      return threshold;
    }
    return "%s (%s), calibration %s, fitted on %s of left-out customers%s"
        .formatted(
            threshold,
            answers.thresholdBy(),
            answers.calibration().method(),
            Console.count(answers.rows(), "row"),
            answers.note() == null ? "" : "; " + answers.note());
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

  /** The model, the hash of its files, and the number of decisions on it. */
  record ShowResult(String model, String artifactSha256, int decisions) {}
}

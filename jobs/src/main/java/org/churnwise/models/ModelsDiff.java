package org.churnwise.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.models.CardDifferences.Difference;
import org.churnwise.stats.MetricName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models diff}: the differences between two model cards, side by side. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show where two models differ: data, features, parameters, versions, metrics.")
final class ModelsDiff extends JobCommand {
  private static final int LONGEST_CELL = 40;

  @Parameters(index = "0", paramLabel = "VERSION", description = "A model, such as v2.")
  private String left;

  @Parameters(index = "1", paramLabel = "VERSION", description = "Another one, such as v3.")
  private String right;

  @Option(
      names = "--json",
      description = "Print only the JSON line, with every difference in full.")
  private boolean json;

  @Override
  protected Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected Record run(Job job) {
    ModelRegistry registry = new ModelRegistry(job.warehouse(), job.ledger());
    ModelVersion one = registry.version(left);
    ModelVersion other = registry.version(right);
    List<Difference> differences = CardDifferences.between(one, other);
    if (json) {
      return new FullResult(left, right, differences);
    }
    print(job.console(), differences);
    return new DiffResult(left, right, differences.size());
  }

  private void print(Console console, List<Difference> differences) {
    if (differences.isEmpty()) {
      console.line("the cards of " + left + " and " + right + " are equal");
      return;
    }
    console.table(
        List.of("part", "entry", left, right),
        differences.stream().filter(ModelsDiff::isShown).map(ModelsDiff::cells).toList());
    long hidden = differences.stream().filter(difference -> !isShown(difference)).count();
    if (hidden > 0) {
      console.line("and " + Console.count(hidden, "gain and lift value") + ", see --json");
    }
  }

  /** Gains and lifts are nine values each for the same ranking; a table of them hides the rest. */
  private static boolean isShown(Difference difference) {
    String name = difference.name();
    return !MetricName.isByDecile(name.substring(name.lastIndexOf(' ') + 1));
  }

  private static List<String> cells(Difference difference) {
    return List.of(
        difference.part(), difference.name(), cell(difference.left()), cell(difference.right()));
  }

  /** A metric as its value and interval; a long text is cut. */
  static String cell(JsonNode value) {
    if (value == null || value.isNull()) {
      return "-";
    }
    if (value.isObject() && value.has("status")) {
      return metric(value);
    }
    if (value.isFloatingPointNumber()) {
      return Double.toString(value.doubleValue());
    }
    String text = value.isTextual() ? value.asText() : value.toString();
    return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL - 3) + "...";
  }

  private static String metric(JsonNode metric) {
    if (!metric.path("value").isNumber()) {
      return metric.path("status").asText();
    }
    String value = Console.number(metric.path("value").doubleValue(), 4);
    return metric.path("low").isNumber()
        ? "%s [%s, %s]"
            .formatted(
                value,
                Console.number(metric.path("low").doubleValue(), 4),
                Console.number(metric.path("high").doubleValue(), 4))
        : value;
  }

  /** How many entries differ. */
  record DiffResult(String left, String right, int differences) {}

  /** Every entry that differs. */
  record FullResult(String left, String right, List<Difference> differences) {}
}

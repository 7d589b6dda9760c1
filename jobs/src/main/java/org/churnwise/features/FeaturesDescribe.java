package org.churnwise.features;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.Version;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureView;
import org.churnwise.model.features.FeatureView.ViewColumn;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.model.registry.TrainingDatasets.Frozen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code features describe}: the columns of a version of the feature view; or what a training
 * dataset holds, and whether the tables still give the same rows.
 */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Show the columns of a feature view version, or verify that the rows of a training dataset are unchanged.")
final class FeaturesDescribe extends FeatureStoreCommand {
  private static final String VERSION = "[Vv][0-9]+";
  private static final String HASH = "[0-9A-Fa-f]{4,64}";

  @Parameters(
      paramLabel = "VERSION|DATASET",
      arity = "0..1",
      description =
          "A feature view version, such as V1 (default: the current one), or the first digits of a training dataset's hash.")
  private String subject;

  @Override
  protected Record run(Job job) {
    if (subject != null && !subject.matches(VERSION)) {
      return new DatasetVerification(job).verify(dataset(job));
    }
    FeatureView view = view(new FeatureViews(job.warehouse(), job.ledger()));
    Console console = job.console();
    console.line(
        "%s of entity %s, key customer_id and snapshot_date, registered %s"
            .formatted(view.title(), FeatureView.ENTITY, view.registeredAt()));
    console.line("sql " + view.sqlHash() + ", catalogue " + view.catalogueHash());
    console.table(
        List.of("column", "type", "input", "monitored", "concept", "owner", "meaning"),
        view.columns().stream().map(FeaturesDescribe::cells).toList());
    return new DescribeResult(
        view.version(),
        view.columns().size(),
        (int) view.columns().stream().filter(ViewColumn::input).count());
  }

  private FeatureView view(FeatureViews views) {
    if (subject != null) {
      return views.version(subject);
    }
    List<FeatureView> all = views.all();
    if (all.isEmpty()) {
      throw ChurnException.usage(
          "no version of feature view %s is registered yet; run 'submit/churn features' first"
              .formatted(FeatureView.CUSTOMER_FEATURES));
    }
    return views.registered(FeatureCatalogue.load()).orElse(all.get(all.size() - 1));
  }

  private Frozen dataset(Job job) {
    List<Frozen> all = new TrainingDatasets(job.warehouse(), job.run()).all();
    String digits = subject.toLowerCase(Locale.ROOT);
    List<Frozen> found =
        subject.matches(HASH)
            ? all.stream().filter(dataset -> dataset.hash().startsWith(digits)).toList()
            : List.of();
    if (found.stream().map(Frozen::hash).distinct().count() == 1) {
      return found.get(0);
    }
    List<FeatureView> views = new FeatureViews(job.warehouse(), job.ledger()).all();
    throw ChurnException.usage(
        "%s is %s; known versions: %s; known training datasets: %s"
            .formatted(
                subject,
                found.isEmpty()
                    ? "neither a version of the feature view nor a training dataset"
                    : "the start of several training datasets",
                named(views.stream().map(FeatureView::version).toList()),
                named(all.stream().map(d -> FeaturesList.shown(d.hash())).distinct().toList())));
  }

  private static String named(List<String> names) {
    return names.isEmpty() ? "none" : names.stream().collect(Collectors.joining(", "));
  }

  private static List<String> cells(ViewColumn column) {
    return List.of(
        column.name(),
        column.type(),
        column.input() ? "yes" : "no",
        column.monitored() ? "yes" : "no",
        column.concept(),
        column.owner(),
        column.meaning());
  }

  /** The version in numbers. */
  record DescribeResult(String version, int columns, int inputs) {}
}

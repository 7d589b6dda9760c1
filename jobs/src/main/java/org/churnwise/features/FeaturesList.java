package org.churnwise.features;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.Version;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureView;
import org.churnwise.model.features.FeatureView.ViewColumn;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.model.registry.TrainingDatasets.Frozen;
import picocli.CommandLine.Command;

/** {@code features list}: the versions of the feature view, and the training datasets. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List the versions of the feature view and the training datasets.")
final class FeaturesList extends FeatureStoreCommand {
  /** Digits of a hash to show; enough to identify it. */
  static final int SHOWN_DIGITS = 12;

  @Override
  protected ListResult run(Job job) {
    FeatureViews views = new FeatureViews(job.warehouse(), job.ledger());
    List<FeatureView> all = views.all();
    Optional<FeatureView> current = views.registered(FeatureCatalogue.load());
    Console console = job.console();
    console.line(
        "entity " + FeatureView.ENTITY + ", feature view " + FeatureView.CUSTOMER_FEATURES);
    List<ModelVersion> models = new ModelRegistry(job.warehouse(), job.ledger()).versions();
    Map<LocalDate, Optional<FeatureView>> snapshots = views.ofSnapshots();
    console.table(
        List.of("version", "registered", "columns", "inputs", "snapshots", "models", "sql", "now"),
        all.stream().map(view -> cells(view, current, snapshots, models)).toList());
    printUnregistered(console, current, snapshots);
    List<Frozen> datasets = new TrainingDatasets(job.warehouse(), job.run()).all();
    if (!datasets.isEmpty()) {
      console.table(
          List.of(
              "dataset", "model", "feature view", "fitted", "left out", "held out", "evaluated on"),
          datasets.stream().map(FeaturesList::cells).toList());
    }
    return new ListResult(
        all.size(), current.map(FeatureView::version).orElse(null), datasets.size());
  }

  private static void printUnregistered(
      Console console,
      Optional<FeatureView> current,
      Map<LocalDate, Optional<FeatureView>> snapshots) {
    long unknown = snapshots.values().stream().filter(Optional::isEmpty).count();
    if (unknown > 0) {
      console.line(
          Console.count(unknown, "snapshot") + " computed before versions were registered");
    }
    if (current.isEmpty()) {
      console.line("the next 'features' registers the current SQL and catalogue");
    }
  }

  private static List<String> cells(
      FeatureView view,
      Optional<FeatureView> current,
      Map<LocalDate, Optional<FeatureView>> snapshots,
      List<ModelVersion> models) {
    String fitted =
        models.stream()
            .filter(model -> model.card().features().viewVersion().equals(view.version()))
            .map(ModelVersion::version)
            .collect(Collectors.joining(", "));
    long computed =
        snapshots.values().stream()
            .filter(of -> of.map(FeatureView::version).equals(Optional.of(view.version())))
            .count();
    return List.of(
        view.version(),
        view.registeredAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        String.valueOf(view.columns().size()),
        String.valueOf(view.columns().stream().filter(ViewColumn::input).count()),
        String.valueOf(computed),
        fitted.isEmpty() ? "-" : fitted,
        shown(view.sqlHash()),
        current.filter(now -> now.version().equals(view.version())).map(v -> "current").orElse(""));
  }

  private static List<String> cells(Frozen dataset) {
    List<String> cells = new ArrayList<>(List.of(shown(dataset.hash()), dataset.model()));
    cells.add(dataset.view());
    cells.add(
        "%s of %s"
            .formatted(
                Console.count(dataset.rowsFitted()),
                Console.count(dataset.slices().size() - 1L, "snapshot")));
    cells.add(Console.count(dataset.rowsLeftOut()));
    cells.add(Console.count(dataset.rowsHeldOut()));
    cells.add(dataset.heldOut().toString());
    return cells;
  }

  static String shown(String hash) {
    return hash.substring(0, SHOWN_DIGITS);
  }

  /**
   * The contents of the feature store.
   *
   * @param current the version that this program computes; null until it has computed a snapshot
   */
  record ListResult(int versions, String current, int datasets) {}
}

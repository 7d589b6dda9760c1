package org.churnwise.features;

import java.util.ArrayList;
import java.util.List;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.Version;
import org.churnwise.model.features.FeatureView;
import org.churnwise.model.features.FeatureView.ViewColumn;
import org.churnwise.model.features.FeatureViewChanges;
import org.churnwise.model.features.FeatureViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code features diff}: how one version of the feature view differs from another. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show how one version of the feature view differs from another.")
final class FeaturesDiff extends FeatureStoreCommand {
  @Parameters(index = "0", paramLabel = "FROM", description = "A version, such as V1.")
  private String from;

  @Parameters(index = "1", paramLabel = "TO", description = "Another one, such as V2.")
  private String to;

  @Override
  protected DiffResult run(Job job) {
    FeatureViews views = new FeatureViews(job.warehouse(), job.ledger());
    FeatureView first = views.version(from);
    FeatureView second = views.version(to);
    FeatureViewChanges changes = FeatureViewChanges.between(first, second);
    Console console = job.console();
    console.line(first.title() + " to " + second.version() + ": " + changes.inWords());
    List<List<String>> rows = new ArrayList<>();
    changes.added().forEach(column -> rows.add(row(column, "added")));
    changes.removed().forEach(column -> rows.add(row(column, "removed")));
    changes
        .changed()
        .forEach(
            column ->
                rows.add(
                    List.of(column.name(), column.before() + " became " + column.after(), "")));
    if (!rows.isEmpty()) {
      console.table(List.of("column", "change", "meaning"), rows);
    }
    changes.sqlRemoved().forEach(line -> console.line("  - " + line));
    changes.sqlAdded().forEach(line -> console.line("  + " + line));
    return new DiffResult(
        first.version(),
        second.version(),
        names(changes.added()),
        names(changes.removed()),
        changes.changed().stream().map(FeatureViewChanges.ColumnChange::name).toList(),
        changes.sqlChanged());
  }

  private static List<String> row(ViewColumn column, String change) {
    return List.of(column.name(), change + ": " + column.type(), column.meaning());
  }

  private static List<String> names(List<ViewColumn> columns) {
    return columns.stream().map(ViewColumn::name).toList();
  }

  /** The columns that differ, and whether the SQL does. */
  record DiffResult(
      String from,
      String to,
      List<String> added,
      List<String> removed,
      List<String> changed,
      boolean sqlChanged) {}
}

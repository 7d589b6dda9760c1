package org.churnwise.show;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.NearestName;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Input;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineage}: what a slice was made from, back to the files, or what a file went into. */
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Show what a table's rows of a snapshot were made from, back to the files.",
      "For a file: what was made from it.",
      "",
      "  lineage --of churn_predictions --snapshot-date 2025-06-01",
      "  lineage --model v3",
      "  lineage --of sales_2024_05.csv"
    })
public final class LineageCommand extends JobCommand {
  private static final int MOST_NAMED = 12;
  private static final List<String> COLUMNS =
      List.of(
          "stage",
          "input_name",
          "input_slice",
          "input_hash",
          "output_name",
          "output_slice",
          "output_hash",
          "run_id",
          "command",
          "made_at",
          "row_count");
  private static final String DATED = " --snapshot-date DATE";

  @Option(
      names = "--of",
      paramLabel = "TABLE|FILE",
      description = "A table, or the name of a loaded file.")
  private String of;

  @Option(
      names = "--snapshot-date",
      paramLabel = "DATE",
      description =
          "Snapshot date, yyyy-MM-dd; of a model the day that it was trained at. Default: the newest.")
  private LocalDate day;

  @Option(
      names = "--model",
      paramLabel = "VERSION",
      description =
          "A model version, v3 or 3: alone what it was trained on, else whose predictions.")
  private String model;

  @Option(names = "--mermaid", description = "Print a flow chart of Mermaid and nothing else.")
  private boolean mermaid;

  @Mixin private OutputOptions output;

  public static void main(String[] args) {
    CommandLines.main(new LineageCommand(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected boolean outputIsData() {
    return mermaid || output.csv();
  }

  @Override
  protected void validate(Settings settings) {
    if (of == null && model == null) {
      throw ChurnException.usage("say of what: --of TABLE" + DATED + " or --model VERSION");
    }
    if (mermaid && (output.csv() || output.json())) {
      throw ChurnException.usage("use one of --mermaid, --csv and --json");
    }
    if (model != null && model.matches("\\d+")) {
      model = "v" + model;
    }
  }

  @Override
  protected Listing.Listed run(Job job) {
    List<ResultRow> edges = job.warehouse().query(Sql.named("lineage/edges"));
    if (edges.isEmpty()) {
      throw ChurnException.usage("nothing was made yet; run submit/churn pipeline --mode all");
    }
    LineageGraph graph = LineageGraph.of(edges);
    boolean isFile = of != null && !graph.tables().contains(of) && !files(graph).isEmpty();
    if (isFile && (day != null || model != null)) {
      throw ChurnException.usage(
          "a file has neither snapshot nor model; leave out --snapshot-date and --model");
    }
    Collection<Input> roots = isFile ? files(graph) : slices(graph);
    LineageGraph directed = isFile ? graph.reversed() : graph;
    Set<Input> shown = directed.behind(roots);
    Listing listing =
        new Listing(
            COLUMNS,
            edges.stream()
                .filter(edge -> shown.contains(LineageGraph.node(edge, "input")))
                .filter(edge -> shown.contains(LineageGraph.node(edge, "output")))
                .toList());
    if (mermaid) {
      new LineageDiagram(directed, isFile).print(job.console(), roots);
    } else if (output.csv()) {
      listing.printCsv(job.console());
    } else if (!output.json()) {
      new LineageTree(directed).print(job.console(), roots);
    }
    return listing.listed(output.json());
  }

  private List<Input> files(LineageGraph graph) {
    return graph.newest(Input.FILE).stream().filter(file -> file.slice().equals(of)).toList();
  }

  /** The slices of the table that are asked for. */
  private List<Input> slices(LineageGraph graph) {
    String table = of == null ? LineageGraph.MODELS : of;
    if (!graph.tables().contains(table)) {
      throw unknown(graph, table);
    }
    List<Input> all = graph.newest(table).stream().filter(slice -> isWanted(graph, slice)).toList();
    Set<LocalDate> days = new TreeSet<>();
    all.forEach(slice -> graph.day(slice).ifPresent(days::add));
    Optional<LocalDate> wanted =
        day != null || model != null && table.equals(LineageGraph.MODELS)
            ? Optional.ofNullable(day)
            : days.stream().max(LocalDate::compareTo);
    List<Input> found =
        all.stream().filter(slice -> wanted.isEmpty() || graph.day(slice).equals(wanted)).toList();
    if (found.isEmpty()) {
      throw missing(graph, table, days);
    }
    return found;
  }

  private boolean isWanted(LineageGraph graph, Input slice) {
    return model == null || graph.model(slice).equals(Optional.of(model));
  }

  private static ChurnException unknown(LineageGraph graph, String name) {
    Set<String> known = new TreeSet<>(graph.tables());
    String tables = String.join(", ", known);
    graph.newest(Input.FILE).forEach(file -> known.add(file.slice()));
    return ChurnException.usage(
        "lineage knows no table or file '%s'; %s The tables are %s"
            .formatted(name, NearestName.question(name, known), tables));
  }

  private ChurnException missing(LineageGraph graph, String table, Set<LocalDate> days) {
    String wanted =
        (day == null ? "" : " of " + day)
            + (model == null ? "" : (day == null ? " of " : " and ") + model);
    if (model != null
        && graph.newest(table).stream().allMatch(slice -> graph.model(slice).isEmpty())) {
      return ChurnException.usage(
          "the rows of %s are of no model; leave --model out".formatted(table));
    }
    if (days.isEmpty() && model == null) {
      return ChurnException.usage(
          "the rows of %s are of files, not of snapshots; leave --snapshot-date out, or name a file: --of %s"
              .formatted(table, graph.newest(table).iterator().next().slice()));
    }
    List<String> there =
        days.isEmpty()
            ? graph.newest(table).stream().map(Input::slice).toList()
            : days.stream().map(LocalDate::toString).toList();
    int first = Math.max(0, there.size() - MOST_NAMED);
    return ChurnException.usage(
        "%s has no slice%s; it has %s%s"
            .formatted(
                table,
                wanted,
                first > 0 ? Console.count(first, "older slice") + ", " : "",
                String.join(", ", there.subList(first, there.size()))));
  }
}

package org.churnwise.show;

import java.util.ArrayList;
import java.util.List;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.ShownRows;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One subject of {@code show}: the newest rows of a stored view, as a table, as CSV or as JSON. The
 * query has a parameter {@code :up_to} and a column {@code newest_first}, which numbers what {@code
 * --last} counts, the newest by 1; its rows stand in the order in which they are printed.
 */
abstract class ShowTable extends JobCommand {
  private static final int MOST_ROWS = 1_000_000;
  private static final String NUMBERED = "newest_first";

  @Mixin private OutputOptions output;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "How many of the newest to show, see above.")
  private Integer last;

  private final Subject subject;

  ShowTable(Subject subject) {
    this.subject = subject;
  }

  /**
   * What is shown.
   *
   * @param query name of the query over the view, or over what else gives its rows
   * @param columns of the table; CSV and JSON have all of the query
   * @param counted what {@code --last} counts, in the plural, such as snapshots
   * @param usually how many are shown without {@code --last}
   * @param nothing what to say when there is no row: what is missing, and what to do
   */
  record Subject(String query, List<Shown> columns, String counted, int usually, String nothing) {}

  /** The query of the subject. */
  final Sql query() {
    return Sql.named(subject.query());
  }

  /** The newest rows. */
  ShownRows found(Job job, long upTo) {
    Sql query = query().with("up_to", upTo);
    return job.warehouse().look(query.name(), query.prepared(), MOST_ROWS);
  }

  /** Lines above the table. */
  List<String> summary(Job job, List<ResultRow> rows) {
    return List.of();
  }

  @Override
  protected final Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected final boolean outputIsData() {
    return output.csv();
  }

  @Override
  protected final void validate(Settings settings) {
    if (last != null && last < 1) {
      throw ChurnException.usage("--last %d: name 1 or more %s".formatted(last, subject.counted()));
    }
  }

  @Override
  protected final Listing.Listed run(Job job) {
    int wanted = last == null ? subject.usually() : last;
    ShownRows found = found(job, wanted + 1L);
    List<ResultRow> rows =
        found.rows().stream().filter(row -> row.longValue(NUMBERED) <= wanted).toList();
    List<String> columns = new ArrayList<>(found.columns());
    columns.remove(NUMBERED);
    Listing listing = new Listing(columns, rows);
    if (output.csv()) {
      listing.printCsv(job.console());
    } else if (!output.json()) {
      print(job, rows);
      if (rows.size() < found.rows().size()) {
        job.console()
            .line(
                "  there are more %s: --last %d shows more"
                    .formatted(subject.counted(), 10L * wanted));
      }
    }
    return listing.listed(output.json());
  }

  private void print(Job job, List<ResultRow> rows) {
    Console console = job.console();
    if (rows.isEmpty()) {
      console.line(subject.nothing());
      return;
    }
    summary(job, rows).forEach(console::paragraph);
    List<Shown> beside = subject.columns().stream().filter(column -> !isBelow(column)).toList();
    List<Shown> below = subject.columns().stream().filter(ShowTable::isBelow).toList();
    console.lookUp(
        beside.stream().map(Shown::heading).toList(),
        rows.stream().map(row -> cells(beside, row)).toList(),
        rows.stream().map(row -> String.join(" ", cells(below, row)).strip()).toList());
  }

  private static boolean isBelow(Shown column) {
    return column.form() == Shown.Form.BELOW;
  }

  private static List<String> cells(List<Shown> columns, ResultRow row) {
    return columns.stream().map(column -> column.cell(row.values().get(column.name()))).toList();
  }
}

package org.churnwise.show;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.ShownRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code costs}: what each stage took, and on Snowflake what the account charged for it. */
@Command(
    name = "costs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Show what each stage cost: seconds, rows, statements, bytes; on Snowflake credits and tokens.")
public final class CostsCommand extends JobCommand {
  private static final Sql COSTS = Sql.named("show/costs");
  private static final Sql CHARGES = Sql.named("warehouse/snowflake/charged_stages");
  private static final int MOST_STAGES = 100;
  private static final String STAGE = "stage";
  private static final List<Shown> OF_ALL =
      List.of(
          Shown.text(STAGE, STAGE),
          new Shown("seconds", "seconds", Shown.Form.TENTHS),
          new Shown("cpu_seconds", "CPU", Shown.Form.TENTHS),
          Shown.count("rows_in", "rows in"),
          Shown.count("rows_out", "rows out"),
          Shown.count("statements", "statements"));
  private static final List<Shown> EMBEDDED =
      List.of(
          new Shown("bytes_read", "read", Shown.Form.BYTES),
          new Shown("bytes_written", "written", Shown.Form.BYTES));
  private static final List<Shown> CHARGED =
      List.of(
          Shown.thousandths("credits", "credits"),
          Shown.count("ai_tokens", "AI tokens"),
          Shown.thousandths("ai_credits", "AI credits"));

  @Mixin private OutputOptions output;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "1000000000",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Only the newest N runs that had work to do; default: all.")
  private long last;

  public static void main(String[] args) {
    CommandLines.main(new CostsCommand(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected boolean outputIsData() {
    return output.csv();
  }

  @Override
  protected void validate(Settings settings) {
    if (last < 1) {
      throw ChurnException.usage("--last %d: name 1 or more runs".formatted(last));
    }
  }

  @Override
  protected Listing.Listed run(Job job) {
    Sql costs = COSTS.with("up_to", last);
    ShownRows found = job.warehouse().look(costs.name(), costs.prepared(), MOST_STAGES);
    boolean charges = job.settings().warehouse().kind().equals("snowflake");
    Listing listing =
        charges && !found.rows().isEmpty()
            ? charged(found, charges(job))
            : new Listing(found.columns(), found.rows());
    if (output.csv()) {
      listing.printCsv(job.console());
    } else if (!output.json()) {
      print(job.console(), listing.rows(), charges);
    }
    return listing.listed(output.json());
  }

  /** By stage; none, with a line that says why, where the role may not see them. */
  private Map<String, ResultRow> charges(Job job) {
    Map<String, ResultRow> charges = new LinkedHashMap<>();
    try {
      job.warehouse()
          .query(CHARGES.with("up_to", last))
          .forEach(row -> charges.put(row.string(STAGE), row));
    } catch (ChurnException e) {
      job.console()
          .warning(
              "credits and tokens are not known: %s; see 'Cost' in submit/README.md for the rights to read them"
                  .formatted(e.getMessage()));
    }
    return charges;
  }

  private static Listing charged(ShownRows costs, Map<String, ResultRow> charges) {
    List<String> columns = new ArrayList<>(costs.columns());
    CHARGED.forEach(column -> columns.add(column.name()));
    List<ResultRow> rows =
        costs.rows().stream()
            .map(
                row -> {
                  Map<String, Object> values = new LinkedHashMap<>(row.values());
                  ResultRow charge = charges.get(row.string(STAGE));
                  for (Shown column : CHARGED) {
                    values.put(
                        column.name(), charge == null ? null : charge.values().get(column.name()));
                  }
                  return new ResultRow(values);
                })
            .toList();
    return new Listing(columns, rows);
  }

  private static void print(Console console, List<ResultRow> rows, boolean charges) {
    if (rows.isEmpty()) {
      console.line("no stage has had work to do yet: run submit/churn pipeline --mode all");
      return;
    }
    List<Shown> columns = new ArrayList<>(OF_ALL);
    columns.addAll(charges ? CHARGED : EMBEDDED);
    ResultRow all = rows.get(rows.size() - 1);
    console.paragraph(
        "%s of work, from %s to %s (UTC)"
            .formatted(
                Console.count(all.longValue("runs"), "run"),
                Shown.minute("started_at", "").cell(all.values().get("started_at")),
                Shown.minute("ended_at", "").cell(all.values().get("ended_at"))));
    console.lookUp(
        columns.stream().map(Shown::heading).toList(),
        rows.stream()
            .map(
                row ->
                    columns.stream()
                        .map(column -> column.cell(row.values().get(column.name())))
                        .toList())
            .toList());
  }
}

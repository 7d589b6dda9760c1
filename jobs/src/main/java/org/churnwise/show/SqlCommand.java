package org.churnwise.show;

import java.sql.SQLException;
import java.util.List;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ShownRows;
import org.churnwise.warehouse.SnowflakeFailures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql}: one statement that reads, on the warehouse of the settings. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Run one statement that reads: select, with, values, show or describe.")
public final class SqlCommand extends JobCommand {
  private static final int ON_A_SCREEN = 1_000;
  private static final int MOST_ROWS = 1_000_000;

  /** What DuckDB says of its file or of itself, whatever the statement. */
  private static final List<String> BROKEN =
      List.of("IO Error", "FATAL Error", "INTERNAL Error", "Connection Error");

  @Parameters(paramLabel = "STATEMENT", description = "The statement, in quotes.")
  private String statement;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Rows to print at most (default: 1,000 in a table, else 1,000,000).")
  private Integer limit;

  @Mixin private OutputOptions output;

  public static void main(String[] args) {
    CommandLines.main(new SqlCommand(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected boolean argumentsArePersonal() {
    return true;
  }

  @Override
  protected boolean outputIsData() {
    return output.csv();
  }

  @Override
  protected void validate(Settings settings) {
    statement = ReadOnlyStatement.of(statement);
    if (limit != null && limit < 1) {
      throw ChurnException.usage("--limit %d: name 1 or more rows".formatted(limit));
    }
  }

  @Override
  protected Listing.Listed run(Job job) {
    boolean table = !output.csv() && !output.json();
    int most = limit != null ? limit : table ? ON_A_SCREEN : MOST_ROWS;
    ShownRows result = look(job, most);
    Listing listing = new Listing(result.columns(), result.rows());
    if (output.csv()) {
      listing.printCsv(job.console());
    } else if (table) {
      print(job.console(), result);
    }
    if (result.more()) {
      job.console()
          .warning(
              "only the first %s of more are shown; --limit N shows N"
                  .formatted(Console.count(most, "row")));
    }
    return listing.listed(output.json());
  }

  private ShownRows look(Job job, int most) {
    try {
      return job.warehouse().look("sql", new Sql.Prepared(statement, List.of()), most);
    } catch (ChurnException e) {
      throw isWrong(e) ? new ChurnException(ExitCode.USAGE, e.getMessage(), e) : e;
    }
  }

  /** Whether the warehouse works and the statement does not. */
  private static boolean isWrong(ChurnException e) {
    if (!(e.getCause() instanceof SQLException failure)) {
      return false;
    }
    String message = String.valueOf(failure.getMessage());
    return !SnowflakeFailures.isConnectionLost(failure)
        && BROKEN.stream().noneMatch(message::startsWith);
  }

  private static void print(Console console, ShownRows result) {
    console.lookUp(result.columns(), ResultCells.of(result));
    if (result.rows().isEmpty()) {
      console.line("  no rows");
    }
  }
}

package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.run.RecordRows;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quarantine list}: counts bad rows by file and rule, with the first lines. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Count bad rows by file and rule, with the first lines of each.")
public final class QuarantineList extends JobCommand {
  @Mixin private QuarantineChoice choice;

  @Option(names = "--rule", paramLabel = "RULE", description = "Only rows that break this rule.")
  private String rule;

  @Option(names = "--released", description = "Show what was released, and by which run.")
  private boolean released;

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected void validate(Settings settings) {
    choice.validate();
  }

  @Override
  protected Record run(Job job) {
    return released ? released(job) : quarantined(job);
  }

  private Record quarantined(Job job) {
    List<Line> lines =
        RecordRows.read(job.warehouse().query(Sql.named("ingest/quarantine_counts")), Line.class)
            .stream()
            .filter(line -> choice.holds(line.feed(), line.fileName()))
            .filter(line -> rule == null || rule.equals(line.rule()))
            .toList();
    List<Line> first = lines.stream().filter(line -> line.place() == 1).toList();
    Console console = job.console();
    for (Line reason : first) {
      console.line(
          "%s %s: %s%s, %s"
              .formatted(
                  reason.feed(),
                  QuarantineText.whole(reason.fileName()),
                  reason.rule(),
                  reason.columnName().map(" in "::concat).orElse(""),
                  Console.count(reason.rowCount(), "row")));
      lines.stream()
          .filter(line -> line.isOfSameReason(reason))
          .forEach(line -> print(line, console));
    }
    if (first.isEmpty()) {
      console.line("the quarantine holds no such row");
    }
    return new ListCounts(
        first.size(),
        first.stream().map(line -> line.feed() + "/" + line.fileName()).distinct().count());
  }

  private static void print(Line line, Console console) {
    console.line(
        "    line %d%s: %s"
            .formatted(
                line.lineNumber(),
                line.value().map(value -> " '" + QuarantineText.cut(value) + "'").orElse(""),
                QuarantineText.cut(line.rawRow())));
  }

  private Record released(Job job) {
    List<List<String>> rows = new ArrayList<>();
    for (ResultRow row : job.warehouse().query(Sql.named("ingest/releases"))) {
      if (choice.holds(row.string("feed"), row.string("file_name"))
          && (rule == null || rule.equals(row.string("rule")))) {
        rows.add(
            List.of(
                row.string("released_at"),
                row.string("run_id"),
                row.string("kind"),
                QuarantineText.whole(row.string("file_name")),
                row.string("rule"),
                Console.count(row.longValue("rows_judged")),
                Console.count(row.longValue("rows_released")),
                row.values().get("rows_dropped") == null
                    ? "-"
                    : Console.count(row.longValue("rows_dropped")),
                row.string("contract_before"),
                row.string("contract_after"),
                QuarantineText.whole(row.optionalString("repaired_file").orElse("-"))));
      }
    }
    job.console()
        .table(
            List.of(
                "released at",
                "run",
                "kind",
                "file",
                "rule",
                "judged",
                "released",
                "dropped",
                "contract before",
                "contract after",
                "repaired file"),
            rows);
    return new ListCounts(rows.size(), rows.stream().map(row -> row.get(3)).distinct().count());
  }

  /**
   * One of the first rows that break a rule.
   *
   * @param rowCount rows of the file that break the rule
   * @param place of the row among them
   */
  record Line(
      String feed,
      String fileName,
      String rule,
      Optional<String> columnName,
      long rowCount,
      long place,
      long lineNumber,
      Optional<String> value,
      String rawRow) {
    boolean isOfSameReason(Line other) {
      return feed.equals(other.feed)
          && fileName.equals(other.fileName)
          && rule.equals(other.rule)
          && columnName.equals(other.columnName);
    }
  }

  /** What was listed. */
  record ListCounts(long reasons, long files) {}
}

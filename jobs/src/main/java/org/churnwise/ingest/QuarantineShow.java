package org.churnwise.ingest;

import java.util.List;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.QuarantinedRecord.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quarantine show}: prints a file's bad rows with every rule that they break. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Print the bad rows of a file with every rule that they break.")
public final class QuarantineShow extends JobCommand {
  @Mixin private QuarantineChoice choice;

  @Option(
      names = "--line",
      paramLabel = "N",
      description = "Only the row that begins on this line; repeatable.")
  private List<Long> lines = List.of();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "At most so many rows (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private long top;

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected void validate(Settings settings) {
    choice.validate();
    lines.stream()
        .filter(line -> line < 1)
        .findFirst()
        .ifPresent(
            line -> {
              throw ChurnException.usage(
                  "--line %d: lines of a file are counted from 1".formatted(line));
            });
    if (top < 1) {
      throw ChurnException.usage("--top %d: give a number from 1".formatted(top));
    }
  }

  @Override
  protected Record run(Job job) {
    QuarantinedFile file = choice.only(job.warehouse());
    List<QuarantinedRecord> chosen =
        file.records().stream()
            .filter(record -> lines.isEmpty() || lines.contains(record.line()))
            .toList();
    Console console = job.console();
    console.line(
        "%s %s: %s in quarantine"
            .formatted(
                file.feed(),
                QuarantineText.whole(file.name()),
                Console.count(file.records().size(), "row")));
    lines.stream()
        .filter(line -> !file.holds(line))
        .forEach(line -> console.line("  line %d: none of them begins there".formatted(line)));
    chosen.stream().limit(top).forEach(record -> print(record, console));
    if (chosen.size() > top) {
      console.line("  and %s more".formatted(Console.count(chosen.size() - top)));
    }
    return new ShownCounts(chosen.size(), Math.min(top, chosen.size()));
  }

  private static void print(QuarantinedRecord record, Console console) {
    console.line("  line %d: %s".formatted(record.line(), QuarantineText.whole(record.raw())));
    for (Reason why : record.reasons()) {
      console.line(
          "    %s%s (contract %s, run %s)"
              .formatted(
                  QuarantineText.cut(why.spoken()),
                  why.dueOn().map(day -> ", due on " + day).orElse(""),
                  why.contractVersion(),
                  why.runId()));
    }
  }

  /** What was shown. */
  record ShownCounts(long rows, long shown) {}
}

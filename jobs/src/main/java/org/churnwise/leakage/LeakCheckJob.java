package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.SnapshotOptions;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.leakage.CheckResult.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code leakcheck}: proves on the loaded data that features and labels do not depend on the
 * future; ends with exit 3 if they do.
 */
@Command(
    name = "leakcheck",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prove that features and labels do not depend on the future (default: for the newest three FINAL snapshots).",
      "Works on a scratch copy in a temporary folder; changes nothing. Embedded warehouse only."
    })
public final class LeakCheckJob extends JobCommand {
  @Mixin private SnapshotOptions snapshots;

  public static void main(String[] args) {
    CommandLines.main(new LeakCheckJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected void validate(Settings settings) {
    snapshots.requested();
    refuseOtherKinds(settings);
  }

  void refuseOtherKinds(Settings settings) {
    if (!settings.warehouse().kind().equals("embedded")) {
      throw ChurnException.usage(
          "leakcheck does not support warehouse.kind = %s, because it copies all rows to this machine. Load some of the files into an embedded warehouse (--set warehouse.kind=embedded) and check that; the SQL is the same"
              .formatted(settings.warehouse().kind()));
    }
  }

  @Override
  protected LeakCheckCounts run(Job job) {
    Console console = job.console();
    List<LocalDate> requested = snapshots.requested();
    List<CheckResult> results =
        new LeakageHarness(
                job.warehouse(), job.settings(), job.ledger(), CheckedStatements.ofTheJobs())
            .run(job.spark(), requested, result -> print(console, result));
    long leaks = results.stream().filter(CheckResult::isLeak).count();
    if (leaks > 0) {
      throw ChurnException.dataRefused(refusal(results, leaks));
    }
    long unknown =
        results.stream().filter(result -> result.verdict() == Outcome.NO_EVIDENCE).count();
    return new LeakCheckCounts(results.size(), leaks, unknown);
  }

  private static void print(Console console, CheckResult result) {
    console.line(
        String.format(
            Locale.ROOT,
            "  %-16s %-64s %8s rows, %-11s  %s",
            result.name(),
            result.compared(),
            Console.count(result.rows()),
            Console.count(result.snapshots(), "snapshot"),
            result.verdict()));
    result.leak().ifPresent(leak -> console.line("    " + leak));
    if (!result.advice().isEmpty()) {
      console.line("    " + result.advice());
    }
  }

  private static String refusal(List<CheckResult> results, long leaks) {
    List<String> names =
        results.stream().filter(CheckResult::isLeak).map(CheckResult::name).toList();
    return "%d of %d checks found a leak: %s; the first differing cell of each and what to do are printed above. Trust no metric of these features until they are fixed"
        .formatted(leaks, results.size(), String.join(", ", names));
  }

  /** How many checks ran, found a leak, and had no evidence. */
  record LeakCheckCounts(int checks, long leaks, long withoutEvidence) {}
}

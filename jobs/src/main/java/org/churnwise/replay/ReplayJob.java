package org.churnwise.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.error.ChurnException;
import org.churnwise.replay.Replayer.Replayed;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code replay}: rebuilds what runs wrote, from the files that they read, and compares; ends with
 * exit 3 if anything differs.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Rebuild what a run wrote, from the files that it read, and compare (default: the newest run that wrote something).",
      "Works in a scratch warehouse that is removed at the end; changes nothing."
    })
public final class ReplayJob extends JobCommand {
  @ArgGroup private Choice choice;

  /** Which runs. */
  static final class Choice {
    @Option(names = "--run", paramLabel = "ID", description = "The run, as in pipeline_runs.")
    private String run;

    @Option(names = "--all", description = "Every run that wrote something.")
    private boolean all;
  }

  public static void main(String[] args) {
    CommandLines.main(new ReplayJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected ReplayCounts run(Job job) {
    // A slice that another run rewrites meanwhile would differ.
    job.warehouse().hold(job.run().id(), job.run().clock());
    RecordedHistory history = new RecordedHistory(job.warehouse());
    Set<String> wanted = wanted(history.runs());
    ReplayConsole console = new ReplayConsole(job.console());
    console.heading(wanted.size(), job.warehouse().description());
    Replayed replayed =
        new Replayer(job.warehouse(), job::spark, job.settings(), job.run())
            .replay(history, wanted, console::run);
    console.tables(replayed.tables());
    console.counts(replayed);
    refuseDifferences(replayed);
    ReplayCounts counts = counts(replayed);
    job.console().line("verdict " + counts.verdict());
    return counts;
  }

  private Set<String> wanted(List<RecordedRun> runs) {
    List<String> ids = runs.stream().map(RecordedRun::id).toList();
    if (ids.isEmpty()) {
      throw ChurnException.dataRefused(
          "nothing to replay: no run has written anything; run 'submit/churn pipeline --mode all' first");
    }
    if (choice == null) {
      return Set.of(ids.get(ids.size() - 1));
    }
    if (choice.all) {
      return Set.copyOf(ids);
    }
    if (!ids.contains(choice.run)) {
      throw ChurnException.usage(
          "--run %s wrote nothing or does not exist; the newest run is %s, pipeline_runs lists all"
              .formatted(choice.run, ids.get(ids.size() - 1)));
    }
    return Set.of(choice.run);
  }

  private static void refuseDifferences(Replayed replayed) {
    List<RunVerdict> runs =
        replayed.runs().stream().filter(run -> run.verdict() == Equality.DIFFERENT).toList();
    if (!runs.isEmpty()) {
      throw ChurnException.dataRefused(
          "DIFFERENT: %s of %s, first %s: %s"
              .formatted(
                  Console.count(runs.size()),
                  Console.count(replayed.runs().size(), "run"),
                  runs.get(0).run().id(),
                  runs.get(0).firstDifference().orElseThrow()));
    }
    replayed.tables().stream()
        .filter(table -> table.verdict() == Equality.DIFFERENT)
        .findFirst()
        .ifPresent(
            table -> {
              throw ChurnException.dataRefused(
                  "DIFFERENT: every run is equal, but a table was changed since: "
                      + table.detail());
            });
  }

  private static ReplayCounts counts(Replayed replayed) {
    List<RunVerdict> verdicts = replayed.runs();
    Map<Equality, Long> slices =
        verdicts.stream()
            .flatMap(run -> run.comparisons().stream())
            .collect(Collectors.groupingBy(SliceComparison::verdict, Collectors.counting()));
    Equality worst =
        Stream.concat(
                verdicts.stream().map(RunVerdict::verdict),
                replayed.tables().stream().map(SliceComparison::verdict))
            .max(Comparator.naturalOrder())
            .orElse(Equality.EQUAL);
    return new ReplayCounts(
        verdicts.size(),
        slices.getOrDefault(Equality.EQUAL, 0L),
        slices.getOrDefault(Equality.EQUAL_WITHIN, 0L),
        slices.getOrDefault(Equality.NOT_COMPARED, 0L),
        replayed.tables().size(),
        worst.name());
  }

  /**
   * The result of a replay without a difference.
   *
   * @param runs compared
   * @param equal slices
   * @param tables compared as a whole; 0 unless every run was compared
   * @param verdict the worst of runs and tables: EQUAL, EQUAL_WITHIN or NOT_COMPARED
   */
  record ReplayCounts(
      int runs, long equal, long equalWithin, long notCompared, int tables, String verdict) {}
}

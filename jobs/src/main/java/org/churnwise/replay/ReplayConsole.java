package org.churnwise.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.cli.Console;
import org.churnwise.replay.Replayer.Replayed;

/** The console output of a replay. */
final class ReplayConsole {
  private static final int MOST_DETAILS = 10;

  private final Console console;

  ReplayConsole(Console console) {
    this.console = console;
  }

  void heading(int runs, String warehouse) {
    console.line("replay of " + Console.count(runs, "run") + " of " + warehouse);
  }

  /** Prints a run and what differs in it. */
  void run(RunVerdict verdict) {
    RecordedRun run = verdict.run();
    console.line(
        "  run %s  %-10s %-12s %s"
            .formatted(
                run.id(),
                run.command(),
                Console.count(run.slices().size(), "slice"),
                verdict.verdict()));
    if (!verdict.note().isEmpty()) {
      console.line("    " + verdict.note());
    }
    verdict.refusal().ifPresent(why -> console.line("    " + why));
    print(verdict.comparisons());
  }

  /** Prints the tables that differ as a whole. */
  void tables(List<SliceComparison> tables) {
    print(tables);
  }

  private void print(List<SliceComparison> comparisons) {
    List<SliceComparison> unequal =
        comparisons.stream()
            .filter(c -> c.verdict() != Equality.EQUAL || !c.detail().isEmpty())
            .sorted(Comparator.comparing(SliceComparison::verdict).reversed())
            .toList();
    unequal.stream()
        .limit(MOST_DETAILS)
        .forEach(
            comparison ->
                console.line(
                    "    %s %s: %s: %s"
                        .formatted(
                            comparison.stage(),
                            comparison.slice(),
                            comparison.verdict(),
                            comparison.detail())));
    if (unequal.size() > MOST_DETAILS) {
      console.line("    and " + Console.count(unequal.size() - MOST_DETAILS, "more slice"));
    }
  }

  /** Prints a table of slices by stage and verdict; whole tables count as a stage. */
  void counts(Replayed replayed) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    Stream.concat(
            replayed.runs().stream().flatMap(run -> run.comparisons().stream()),
            replayed.tables().stream())
        .forEach(
            comparison ->
                counts
                    .computeIfAbsent(
                        comparison.stage(), stage -> new long[Equality.values().length])[
                    comparison.verdict().ordinal()]++);
    List<String> header = new ArrayList<>(List.of("stage"));
    for (Equality verdict : Equality.values()) {
      header.add(verdict.name());
    }
    List<List<String>> rows = new ArrayList<>();
    counts.forEach(
        (stage, byVerdict) -> {
          List<String> row = new ArrayList<>(List.of(stage));
          for (long count : byVerdict) {
            row.add(Console.count(count));
          }
          rows.add(row);
        });
    if (!rows.isEmpty()) {
      console.table(header, rows);
    }
  }
}

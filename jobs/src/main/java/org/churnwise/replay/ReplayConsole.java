package org.churnwise.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.cli.Console;
import org.churnwise.replay.Replayer.Replayed;

/** What a person reads while runs are replayed. */
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
    tell(verdict.judgements());
  }

  /** Prints what differs in tables as a whole. */
  void tables(List<SliceComparison> tables) {
    tell(tables);
  }

  private void tell(List<SliceComparison> judgements) {
    List<SliceComparison> told =
        judgements.stream().filter(j -> j.verdict() != Equality.EQUAL).toList();
    told.stream()
        .limit(MOST_DETAILS)
        .forEach(
            judgement ->
                console.line(
                    "    %s %s: %s: %s"
                        .formatted(
                            judgement.stage(),
                            judgement.slice(),
                            judgement.verdict(),
                            judgement.detail())));
    if (told.size() > MOST_DETAILS) {
      console.line("    and " + Console.count(told.size() - MOST_DETAILS, "further slice"));
    }
  }

  /** Prints how many slices of each stage, and how many tables, had which verdict. */
  void counts(Replayed replayed) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    Stream.concat(
            replayed.runs().stream().flatMap(run -> run.judgements().stream()),
            replayed.tables().stream())
        .forEach(
            judgement ->
                counts
                    .computeIfAbsent(
                        judgement.stage(), stage -> new long[Equality.values().length])[
                    judgement.verdict().ordinal()]++);
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

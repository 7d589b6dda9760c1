package org.churnwise.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.churnwise.cli.Console;
import org.churnwise.cli.Stopwatch;

/**
 * Runs the components of a pipeline, prints a line for each, and keeps how often they ran and how
 * long they took.
 */
final class StageTimes {
  private final Console console;
  private final Map<String, Total> totals = new LinkedHashMap<>();

  StageTimes(Console console) {
    this.console = console;
  }

  /** Runs one component for a slice and prints the summary of its result. */
  <T> T run(
      String stage, String component, String slice, Supplier<T> work, Function<T, String> summary) {
    Stopwatch watch = Stopwatch.start();
    T result = work.get();
    double seconds = watch.seconds();
    console.stage(stage, slice, summary.apply(result), seconds);
    totals.merge(component, new Total(1, seconds), Total::plus);
    return result;
  }

  /** Prints a heading for the lines that follow. */
  void heading(String text) {
    console.line(text);
  }

  /** Prints a line of a stage without a duration. */
  void note(String stage, String slice, String text) {
    console.note(stage, slice, text);
  }

  /** Prints component, runs, seconds. */
  void print() {
    List<List<String>> rows = new ArrayList<>();
    totals.forEach(
        (component, total) ->
            rows.add(
                List.of(component, String.valueOf(total.runs), Console.number(total.seconds, 1))));
    console.table(List.of("component", "runs", "seconds"), rows);
  }

  private record Total(int runs, double seconds) {
    Total plus(Total other) {
      return new Total(runs + other.runs, seconds + other.seconds);
    }
  }
}

package org.churnwise.cli;

import java.io.PrintStream;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The frame around every command: a console for people, one JSON line for programs, one line and an
 * exit code for failures.
 */
public final class Commands {
  private Commands() {}

  /**
   * Runs the work of a command and returns its exit code. What the work returns is the {@code
   * counts} of the JSON line.
   *
   * @param debug print the stack trace of a failure
   */
  public static int run(CommandSpec spec, boolean debug, Function<Console, Record> work) {
    return run(spec, debug, System.out, (console, interruption) -> work.apply(console));
  }

  /**
   * The same for work that has something to close when a signal ends it.
   *
   * @param end takes the JSON line
   */
  static int run(
      CommandSpec spec,
      boolean debug,
      PrintStream end,
      BiFunction<Console, Interruption, Record> work) {
    JsonLine line = new JsonLine(spec.name(), System.nanoTime(), end);
    try (Interruption interruption = Interruption.handled(spec, line)) {
      try {
        Record result = work.apply(new Console(System.out), interruption);
        interruption.commandIsOver();
        line.done(result);
        return 0;
      } catch (Exception | Error e) { // Scala code throws checked exceptions undeclared
        interruption.commandIsOver();
        return line.failed(Failures.report(e, spec, debug));
      }
    }
  }
}

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
    return run(
        spec,
        new Frame(debug, false, System.out, false),
        (console, interruption) -> work.apply(console));
  }

  /** The same for work that has something to close when a signal ends it. */
  static int run(CommandSpec spec, Frame frame, BiFunction<Console, Interruption, Record> work) {
    JsonLine line = new JsonLine(spec, System.nanoTime(), frame.end());
    try (Progress progress = Progress.of(spec.name(), frame.quiet());
        Interruption interruption = Interruption.handled(spec, line)) {
      interruption.first(progress::close);
      try {
        Record result = work.apply(new Console(System.out, progress, frame.quiet()), interruption);
        interruption.commandIsOver();
        progress.close();
        return line.done(result);
      } catch (Exception | Error e) { // Scala code throws checked exceptions undeclared
        interruption.commandIsOver();
        progress.close();
        return line.failed(Failures.report(e, spec, frame));
      }
    }
  }

  /**
   * How a command is framed.
   *
   * @param debug print the stack trace of a failure
   * @param quiet print nothing of what it does
   * @param end takes the JSON line
   * @param confidential keep what failed out of the log: it holds what a person looked at
   */
  record Frame(boolean debug, boolean quiet, PrintStream end, boolean confidential) {}
}

package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that a signal ends: what it says, in which order it leaves, and its exit code. */
class InterruptionTest {
  private final List<String> done = new ArrayList<>();

  @Command(name = "test")
  private final class Interrupted implements Callable<Integer> {
    private final boolean reads;
    @Spec private CommandSpec spec;
    private int code;

    Interrupted(boolean reads) {
      this.reads = reads;
    }

    @Override
    public Integer call() {
      JsonLine line = new JsonLine(spec, System.nanoTime(), System.out);
      Interruption interruption = new Interruption(spec, line, exit -> code = exit);
      interruption.does(
          reason -> {
            done.add(reason);
            throw new IllegalStateException("the warehouse does not respond");
          },
          () -> {
            done.add("left");
            System.err.println("java.lang.IllegalStateException: a task was torn down");
          });
      if (reads) {
        interruption.leavesNothing();
      }
      interruption.by("SIGTERM", 15);
      interruption.by("SIGINT", 2); // an impatient one changes nothing
      return code;
    }
  }

  @Test
  void aSignalIsOneLineAndOneJsonLineAndItsExitCode() {
    Printed printed = Printed.by(new Interrupted(false));
    assertEquals(143, printed.exitCode());
    assertEquals(
        List.of(
            "test: interrupted by SIGTERM; what was committed stays, run the same command again to"
                + " continue"),
        printed.err());
    assertEquals(1, printed.out().size());
    assertTrue(
        printed
            .lastLine()
            .endsWith("\"counts\":{},\"exit_code\":143,\"error\":\"interrupted by SIGTERM\"}"),
        printed.lastLine());
    assertTrue(printed.lastLine().startsWith("{\"command\":\"test\",\"status\":\"INTERRUPTED\""));
  }

  @Test
  void whatOnlyReadsHasNothingToContinue() {
    assertEquals(List.of("test: interrupted by SIGTERM"), Printed.by(new Interrupted(true)).err());
  }

  @Test
  void theReasonIsRecordedBeforeAnythingIsLeft() {
    Printed.by(new Interrupted(true));
    assertEquals(List.of("interrupted by SIGTERM", "left"), done);
  }
}

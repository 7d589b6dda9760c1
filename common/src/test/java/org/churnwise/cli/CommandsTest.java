package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The frame of every command: exit code, one line for a person, one JSON line for a program. */
class CommandsTest {
  /** What the JSON line counts. */
  record Counted(int rowsWritten, List<String> names) {}

  @Command(name = "test")
  private static final class TestCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--debug")
    private boolean debug;

    @Option(names = "--threshold")
    private double threshold;

    private final Supplier<Record> work;

    TestCommand(Supplier<Record> work) {
      this.work = work;
    }

    @Override
    public Integer call() {
      return Commands.run(
          spec,
          debug,
          console -> {
            console.line("working");
            return work.get();
          });
    }
  }

  @Test
  void theLastLineOfOutputIsOneJsonObject() {
    Printed printed = Printed.by(new TestCommand(() -> new Counted(3, List.of("a"))));
    assertEquals(0, printed.exitCode());
    assertEquals(List.of(), printed.err());
    assertEquals(2, printed.out().size());
    assertEquals(
        "{\"command\":\"test\",\"status\":\"DONE\",\"seconds\":S,\"schema_version\":1,\"counts\":{\"rows_written\":3,\"names\":[\"a\"]}}",
        withoutSeconds(printed.lastLine()));
  }

  @Test
  void aRefusalIsOneLineAndAnExitCode() {
    Printed printed = failing(ChurnException.dataRefused("no sales are loaded; run ingest"));
    assertEquals(3, printed.exitCode());
    assertEquals(List.of("test: no sales are loaded; run ingest"), printed.err());
    assertEquals(
        "{\"command\":\"test\",\"status\":\"REFUSED\",\"seconds\":S,\"schema_version\":1,\"counts\":{},\"exit_code\":3,"
            + "\"error\":\"no sales are loaded; run ingest\"}",
        withoutSeconds(printed.lastLine()));
  }

  @ParameterizedTest
  @EnumSource(value = ExitCode.class, names = "DONE", mode = EnumSource.Mode.EXCLUDE)
  void everyKindOfFailureHasItsExitCode(ExitCode code) {
    assertEquals(code.code(), failing(new ChurnException(code, "what")).exitCode());
  }

  @Test
  void aKnownFailureInsideAnotherIsTheOneToTell() {
    Printed printed =
        failing(new IllegalStateException("wrapped", ChurnException.warehouse("disk full", null)));
    assertEquals(4, printed.exitCode());
    assertEquals(List.of("test: disk full"), printed.err());
  }

  @Test
  void anUnknownFailureSaysWhereItsTraceIs() {
    Printed printed = failing(new IllegalStateException("a\n  b"));
    assertEquals(1, printed.exitCode());
    assertEquals(
        List.of(
            "test: unexpected IllegalStateException: a | b; see the stack trace in the log file, or use --debug"),
        printed.err());
  }

  @Test
  void anErrorOfJavaIsAFailureToo() {
    assertEquals(1, failing(new StackOverflowError()).exitCode());
  }

  @Test
  void aCheckedExceptionThatScalaDoesNotDeclareIsAFailureToo() {
    Printed printed = failing(new IOException("a"));
    assertEquals(1, printed.exitCode());
    assertEquals(
        List.of(
            "test: unexpected IOException: a; see the stack trace in the log file, or use --debug"),
        printed.err());
  }

  @Test
  void aMessageOfManyLinesIsOneLine() {
    assertEquals(List.of("test: a | b"), failing(ChurnException.usage("a\n\n  b\n")).err());
  }

  @Test
  void debugPrintsTheTrace() {
    Supplier<Record> work =
        () -> {
          throw ChurnException.usage("wrong");
        };
    Printed printed = Printed.by(new TestCommand(work), "--debug");
    assertEquals("test: wrong", printed.err().get(0));
    assertTrue(printed.err().get(1).contains("ChurnException"), printed.err().get(1));
  }

  @Test
  void anUnknownOptionIsOneLineWithTheNearestOne() {
    Printed printed = Printed.by(new TestCommand(() -> new Counted(0, List.of())), "--debgu");
    assertEquals(2, printed.exitCode());
    assertEquals(
        List.of("test: Unknown option: '--debgu' (did you mean --debug?); see 'test --help'"),
        printed.err());
  }

  @Test
  void aValueOfTheWrongTypeIsOneLine() {
    Printed printed =
        Printed.by(new TestCommand(() -> new Counted(0, List.of())), "--threshold", "high");
    assertEquals(2, printed.exitCode());
    assertEquals(
        List.of(
            "test: Invalid value for option '--threshold': 'high' is not a double; see 'test --help'"),
        printed.err());
  }

  @Test
  void anOptionIsNotGuessedFromItsStart() {
    assertEquals(
        2, Printed.by(new TestCommand(() -> new Counted(0, List.of())), "--deb").exitCode());
  }

  private static Printed failing(Throwable failure) {
    return Printed.by(
        new TestCommand(
            () -> {
              throw CommandsTest.<RuntimeException>undeclared(failure);
            }));
  }

  @SuppressWarnings("unchecked") // the cast is erased: how Scala throws what Java would check
  private static <T extends Throwable> T undeclared(Throwable failure) throws T {
    throw (T) failure;
  }

  private static String withoutSeconds(String json) {
    return json.replaceFirst("\"seconds\":\\d+\\.\\d,", "\"seconds\":S,");
  }
}

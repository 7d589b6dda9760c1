package org.churnwise.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ends a command that SIGINT, SIGTERM or SIGHUP stops: one line for a person, INTERRUPTED in the
 * ledger and in the JSON line, exit code 128 plus the signal's number, all within {@link #LONGEST}.
 * The command's own thread is never told: it waits for the end of the process as soon as it uses
 * the warehouse or is done, and so says nothing of what it could not finish.
 */
final class Interruption implements AutoCloseable {
  /** A scheduler kills after ten seconds or more, a person presses Ctrl-C again after five. */
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
  private static final String ADVICE =
      "; what was committed stays, run the same command again to continue";

  private final CommandSpec spec;
  private final JsonLine line;
  private final IntConsumer exit;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private final List<Runnable> restore = new ArrayList<>();
  private volatile String advice = ADVICE;
  private volatile Runnable first = () -> {};
  private volatile Consumer<String> record = reason -> {};
  private volatile Runnable cleanUp = () -> {};

  /**
   * @param exit ends the process with a code
   */
  Interruption(CommandSpec spec, JsonLine line, IntConsumer exit) {
    this.spec = spec;
    this.line = line;
    this.exit = exit;
  }

  /** Handles the signals of this process until it is closed. */
  static Interruption handled(CommandSpec spec, JsonLine line) {
    Interruption interruption = new Interruption(spec, line, System::exit);
    SIGNALS.forEach(interruption::handle);
    return interruption;
  }

  private void handle(String name) {
    try {
      Signal signal = new Signal(name);
      SignalHandler before =
          Signal.handle(signal, came -> by("SIG" + came.getName(), came.getNumber()));
      restore.add(() -> Signal.handle(signal, before));
    } catch (IllegalArgumentException e) {
      LOG.debug("SIG{} stays with the JVM", name, e); // an option of the JVM, or another system
    }
  }

  /**
   * What an interrupted command does, in another thread than its own.
   *
   * @param record takes the reason down, quickly
   * @param cleanUp leaves nothing behind; may be cut short
   */
  void does(Consumer<String> record, Runnable cleanUp) {
    this.record = record;
    this.cleanUp = cleanUp;
  }

  /** The line for programs, whoever ends the command. */
  JsonLine line() {
    return line;
  }

  /** Says that the command only reads, so that nothing is there to continue. */
  void leavesNothing() {
    advice = "";
  }

  /** What comes before the line for a person. */
  void first(Runnable work) {
    first = work;
  }

  /** Called when the command has come to its own end; does not return if a signal was first. */
  void commandIsOver() {
    while (!over.compareAndSet(false, true)) {
      LockSupport.park(this);
    }
  }

  /** A signal has come. */
  void by(String signal, int number) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    int code = 128 + number;
    String reason = "interrupted by " + signal;
    Thread limit = limitTime(code, reason);
    attempt(first);
    System.err.printf("%s: %s%s%n", spec.qualifiedName(), reason, advice);
    attempt(() -> record.accept(reason));
    tell(code, reason);
    attempt(cleanUp);
    exit.accept(code);
    limit.interrupt();
  }

  private Thread limitTime(int code, String reason) {
    Thread limit =
        new Thread(
            () -> {
              try {
                Thread.sleep(LONGEST.toMillis());
                tell(code, reason);
                Runtime.getRuntime().halt(code);
              } catch (InterruptedException e) {
                LOG.debug("the end was in time", e);
              }
            },
            "churnwise-interruption");
    limit.setDaemon(true);
    limit.start();
    return limit;
  }

  /** The last words: threads that are torn down would print their stack traces after them. */
  private void tell(int code, String reason) {
    if (told.compareAndSet(false, true)) {
      line.interrupted(code, reason);
      PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      System.setOut(nowhere);
      System.setErr(nowhere);
    }
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("not finished before the end", e);
    }
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }
}

package org.churnwise.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.churnwise.error.Printable;
import org.churnwise.run.Stage;
import org.churnwise.warehouse.WorkLabel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line on a terminal that says what a command works at: stage and slice, rows that Spark has
 * read, trees of the fit, seconds. It goes away before anything else is printed, and at the end.
 * The launcher knows whether there is a terminal, and names it; without one nothing is written.
 */
final class Progress implements AutoCloseable {
  /** System property of the launcher: the terminal. */
  static final String TERMINAL = "churn.terminal";

  /** System property of the launcher: the file in which it counts the trees of a fit. */
  static final String TREES = "churn.trees";

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final String CLEAR = "\r\u001b[K";
  private static final String TRAINING = Stage.TRAIN + " ";
  private static final long TICK_MILLIS = 250;

  /** What takes no longer needs no word. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  private static final int WIDTH = Console.WIDTH - 1;

  private final String command;
  private final OutputStream terminal;
  private final Path trees;
  private final ScheduledExecutorService ticks;
  private String what;
  private final LongSupplier nanos;
  private long since;
  private long rows;
  private boolean drawn;

  /**
   * @param terminal null for none
   * @param trees null for none
   * @param nanos a clock
   */
  Progress(String command, OutputStream terminal, Path trees, LongSupplier nanos) {
    this.command = command;
    this.what = command;
    this.terminal = terminal;
    this.trees = trees;
    this.nanos = nanos;
    this.since = nanos.getAsLong();
    this.ticks =
        terminal == null ? null : Executors.newSingleThreadScheduledExecutor(Progress::thread);
  }

  /** None. */
  static Progress none() {
    return new Progress("", null, null, () -> 0);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "churnwise-progress");
    thread.setDaemon(true);
    return thread;
  }

  /** The progress of a command on the terminal that the launcher names, drawn from now on. */
  static Progress of(String command, boolean quiet) {
    String named = System.getProperty(TERMINAL, "");
    String trees = System.getProperty(TREES, "");
    if (quiet || named.isEmpty()) {
      return none();
    }
    try {
      Path counted = trees.isEmpty() ? null : Path.of(trees);
      OutputStream terminal = new FileOutputStream(named, true);
      Progress progress = new Progress(command, terminal, counted, System::nanoTime);
      progress.start();
      return progress;
    } catch (IOException e) {
      LOG.debug("cannot write to {}", named, e); // another user's terminal
      return none();
    }
  }

  private void start() {
    ticks.scheduleAtFixedRate(this::draw, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether there is a terminal. */
  boolean isShown() {
    return terminal != null;
  }

  /** The command has come to something else. */
  synchronized void at(WorkLabel label) {
    clear();
    what = label.stage().isEmpty() ? command : label.stage() + " " + label.slice();
    since = nanos.getAsLong();
    rows = 0;
    forgetTrees();
  }

  /** Spark has read more rows. */
  synchronized void read(long more) {
    rows += more;
  }

  /** Prints after the line was taken away. */
  synchronized void aside(Runnable print) {
    clear();
    print.run();
  }

  /** Draws the line, unless what is done has only begun. */
  synchronized void draw() {
    long passed = nanos.getAsLong() - since;
    if (passed >= PATIENCE_NANOS) {
      write(CLEAR + DisplayWidth.cut(text(passed), WIDTH));
      drawn = true;
    }
  }

  private String text(long passed) {
    String done = what.startsWith(TRAINING) ? fitted() : read();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(passed);
    return "  %s%s, %d s".formatted(Printable.inOneLine(what), done, seconds);
  }

  private String read() {
    return rows == 0 ? "" : ", " + Console.count(rows, "row");
  }

  /** The trees of a training's present fit, which reads its rows many times. */
  private String fitted() {
    if (trees == null) {
      return "";
    }
    try {
      String counted = Files.readString(trees).strip();
      return counted.matches("\\d{1,6}")
          ? ", " + Console.count(Long.parseLong(counted) + 1, "tree")
          : "";
    } catch (IOException e) {
      return ""; // no fit yet
    }
  }

  /** Those of an earlier fit. */
  private void forgetTrees() {
    if (trees != null) {
      try {
        Files.writeString(trees, "");
      } catch (IOException e) {
        LOG.debug("cannot write {}", trees, e);
      }
    }
  }

  private void clear() {
    if (drawn) {
      write(CLEAR);
      drawn = false;
    }
  }

  private void write(String text) {
    try {
      terminal.write(text.getBytes(StandardCharsets.UTF_8));
      terminal.flush();
    } catch (IOException e) {
      LOG.debug("the terminal has gone", e);
      ticks.shutdownNow();
    }
  }

  @Override
  public synchronized void close() {
    if (terminal != null) {
      ticks.shutdownNow();
      clear();
    }
  }
}

package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.churnwise.warehouse.WorkLabel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line on a terminal; the clock is the test's. */
class ProgressTest {
  private static final String CLEAR = "\r\u001b[K";

  @TempDir Path folder;

  private final AtomicLong seconds = new AtomicLong();
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private Progress progress;

  private Progress progress() throws Exception {
    Path trees = Files.createFile(folder.resolve("trees"));
    progress =
        new Progress("pipeline", terminal, trees, () -> TimeUnit.SECONDS.toNanos(seconds.get()));
    return progress;
  }

  @AfterEach
  void close() {
    if (progress != null) {
      progress.close();
    }
  }

  private String written() {
    String text = terminal.toString(StandardCharsets.UTF_8);
    terminal.reset();
    return text;
  }

  @Test
  void theLineTellsStageSliceRowsAndSeconds() throws Exception {
    progress().at(new WorkLabel("r1", "ingest", "sales_2025_01.csv"));
    progress.read(20_000);
    progress.read(2_761);
    seconds.set(3);
    progress.draw();
    assertEquals(CLEAR + "  ingest sales_2025_01.csv, 22,761 rows, 3 s", written());
    progress.at(new WorkLabel("r1", "score", "2025-01-01"));
    assertEquals(CLEAR, written());
    seconds.set(5);
    progress.draw();
    assertEquals(CLEAR + "  score 2025-01-01, 2 s", written());
  }

  @Test
  void aFitTellsItsTree() throws Exception {
    progress().at(new WorkLabel("r1", "train", "v1"));
    seconds.set(9);
    progress.draw();
    assertEquals(CLEAR + "  train v1, 9 s", written());
    Files.writeString(folder.resolve("trees"), "41\n");
    progress.draw();
    assertEquals(CLEAR + "  train v1, 42 trees, 9 s", written());
  }

  @Test
  void whatHasOnlyBegunIsNotDrawnAndBetweenStagesTheCommandIs() throws Exception {
    progress().draw();
    assertEquals("", written());
    seconds.set(1);
    progress.draw();
    assertEquals(CLEAR + "  pipeline, 1 s", written());
  }

  @Test
  void aLineOfTheConsoleTakesItsPlace() throws Exception {
    Console console =
        new Console(new PrintStream(terminal, true, StandardCharsets.UTF_8), progress(), false);
    seconds.set(2);
    progress.draw();
    console.line("done");
    console.line("and done");
    progress.close();
    assertEquals(
        CLEAR + "  pipeline, 2 s" + CLEAR + "done\nand done\n",
        written().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void noLineIsWiderThanTheTerminal() throws Exception {
    progress().at(new WorkLabel("r1", "ingest", "x".repeat(500)));
    seconds.set(1);
    progress.draw();
    assertEquals(79, written().length() - CLEAR.length());
  }

  /** A redirected run has no property, and a quiet one does not look at it. */
  @Test
  void withoutATerminalNothingIsShown() {
    assertFalse(Progress.of("pipeline", false).isShown());
    System.setProperty(Progress.TERMINAL, folder.resolve("terminal").toString());
    try {
      assertFalse(Progress.of("pipeline", true).isShown());
    } finally {
      System.clearProperty(Progress.TERMINAL);
    }
  }

  @Test
  void aQuietConsolePrintsWhatWasAskedForAndNothingElse() {
    Console console =
        new Console(new PrintStream(terminal, true, StandardCharsets.UTF_8), Progress.none(), true);
    console.line("at work");
    console.data("a,b");
    assertEquals("a,b\n", written().replace(System.lineSeparator(), "\n"));
  }
}

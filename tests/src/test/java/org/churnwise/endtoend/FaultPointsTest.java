package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.churnwise.config.Settings;
import org.churnwise.endtoend.FaultPoints.FaultPoint;
import org.churnwise.ingest.IngestJob;
import org.churnwise.pipeline.PipelineJob;
import org.churnwise.testkit.Slow;
import org.churnwise.training.TrainJob;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that change the tables, one after the other, and what each would leave behind if it was
 * killed at any point: the same command then ends where the undisturbed one did, history of slices
 * included.
 */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class FaultPointsTest {
  /** The gate tries one of so many points. */
  private static final int EVERY = Integer.getInteger("fault.every", 41);

  private static final int LEAST_POINTS = 3;
  private static final String NEWEST_MONTH = "2024_09";
  private static final String DRIFT_FILE = "new_sales_" + NEWEST_MONTH + ".csv";
  private static final String CORRECTED_MONTH = "sales_2024_06.csv";

  /** Says a second --undo. */
  private static final String UNDONE = "no such file is loaded";

  private static final List<List<String>> COMMANDS =
      List.of(
          pipeline("train", "--months", "3"),
          pipeline("continuous", "--max-iterations", "1"),
          pipeline("drift"),
          List.of("train", "--recalibrate"),
          List.of("ingest", "--replace", CORRECTED_MONTH),
          pipeline("drift"),
          List.of("ingest", "--undo", DRIFT_FILE),
          pipeline("drift"));

  @TempDir private Path temporary;

  private static List<String> pipeline(String mode, String... options) {
    List<String> command = new ArrayList<>(List.of("pipeline", "--mode", mode));
    command.addAll(List.of(options));
    return command;
  }

  @Test
  void afterSomePointsTheSameCommandEndsAsIfItHadNeverDied(FinishedPipeline pipeline)
      throws Exception {
    dieAt(EVERY, pipeline);
  }

  @Test
  @Tag("full")
  void afterEveryPointTheSameCommandEndsAsIfItHadNeverDied(FinishedPipeline pipeline)
      throws Exception {
    dieAt(1, pipeline);
  }

  private void dieAt(int every, FinishedPipeline pipeline) throws Exception {
    Workplace place = fiveMonths(pipeline);
    int passed = 0;
    List<String> failures = new ArrayList<>();
    for (List<String> command : COMMANDS) {
      if (command.contains("--replace")) {
        correct(place.source().resolve(CORRECTED_MONTH));
      }
      FaultPoints points = FaultPoints.keptIn(temporary.resolve("died-" + passed));
      Outcome outcome = run(command, place, points);
      assertTrue(points.beforeTheEnd().size() >= LEAST_POINTS, points.beforeTheEnd()::toString);
      Workplace whole = place.copyTo(temporary.resolve("whole-" + passed));
      for (FaultPoint point : points.beforeTheEnd()) {
        if (++passed % every == 0) {
          try {
            requireSameEnd(command, outcome, whole, place, point);
          } catch (AssertionError e) {
            failures.add("died at " + point.name() + ": " + e.getMessage());
          }
        }
      }
      put(whole.database().getParent(), place);
    }
    assertEquals("", String.join("\n", failures), passed + " points");
  }

  private static void requireSameEnd(
      List<String> command, Outcome outcome, Workplace whole, Workplace place, FaultPoint died)
      throws Exception {
    put(died.folder(), place);
    Outcome again = run(command, place, FaultPoints.none());
    if (!again.err().contains(UNDONE)) {
      assertEquals(outcome.code(), again.code(), again::toString);
    }
    KilledRunTest.requireEqual(whole, place);
  }

  /** Under the path that it had, for a command is continued by the same command only. */
  private static void put(Path left, Workplace place) throws IOException {
    FileUtils.deleteDirectory(place.database().getParent().toFile());
    FileUtils.copyDirectory(left.toFile(), place.database().getParent().toFile());
  }

  private static Outcome run(List<String> command, Workplace place, FaultPoints points) {
    String name = String.join(" ", command);
    String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
    return switch (command.get(0)) {
      case "ingest" ->
          place.run(
              new IngestJob() {
                @Override
                protected Warehouse open(Settings settings) {
                  return points.open(name, settings);
                }
              },
              arguments);
      case "train" ->
          place.run(
              new TrainJob() {
                @Override
                protected Warehouse open(Settings settings) {
                  return points.open(name, settings);
                }
              },
              arguments);
      default ->
          place.run(
              new PipelineJob() {
                @Override
                protected Warehouse open(Settings settings) {
                  return points.open(name, settings);
                }
              },
              arguments);
    };
  }

  /** Four months and one of the drift, as files of their own that may be changed. */
  private Workplace fiveMonths(FinishedPipeline pipeline) throws IOException {
    Workplace place =
        pipeline
            .place()
            .retrainingOnBreach()
            .withSmallModels()
            .withCopiedSource(temporary.resolve("files"))
            .withDatabase(temporary.resolve("run/churn.duckdb"));
    try (Stream<Path> files = Files.list(place.source())) {
      for (Path file : files.toList()) {
        String month =
            file.getFileName().toString().replaceAll("\\D*(2_)?(\\d{4}_\\d{2}).csv", "$2");
        if (month.matches("\\d.*") && month.compareTo(NEWEST_MONTH) > 0) {
          Files.delete(file);
        }
      }
    }
    Files.move(
        place.source().resolve("sales_" + NEWEST_MONTH + ".csv"),
        place.source().resolve(DRIFT_FILE));
    return place;
  }

  /** Other amounts, and one sale less. */
  private static void correct(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Files.write(
        file,
        lines.subList(1, lines.size()).stream()
            .map(line -> line.substring(0, line.lastIndexOf(',')) + ",7.50")
            .toList());
  }
}

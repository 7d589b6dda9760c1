package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.cli.CommandLines;
import org.churnwise.ingest.InitJob;
import org.churnwise.inspection.DoctorJob;
import org.churnwise.sample.SampleCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} as a command, on the embedded warehouse. */
class DoctorTest {
  private static final int WAREHOUSE = 4;

  @TempDir private Path folder;
  private Workplace place;

  @BeforeEach
  void writeFiles() {
    place = new Workplace(folder.resolve("files"), folder.resolve("data/churn.duckdb"));
    assertEquals(
        0,
        CommandLines.of(new SampleCommand())
            .execute("--customers", "20", "--out", place.source().toString()));
  }

  @Test
  void beforeAFirstRunEveryLineIsOk() throws IOException {
    Outcome outcome = place.run(new DoctorJob()).requireDone();
    assertEquals(
        List.of(
            "java",
            "spark",
            "speculation",
            "memory",
            "disk",
            "temp disk",
            "source",
            "connection",
            "clock",
            "rights",
            "time zone"),
        checks(outcome));
    assertEquals(List.of("OK"), levels(outcome));
    assertTrue(
        outcome.out().contains(place.database() + " will be created by the first run"),
        outcome::toString);
    assertEquals(11, outcome.json().path("counts").path("ok").asInt());
  }

  @Test
  void anMlflowServerThatIsDownIsAWarning() throws IOException {
    Outcome outcome =
        place.run(new DoctorJob(), "--set", "mlflow.tracking-uri=http://127.0.0.1:1").requireDone();
    assertTrue(
        outcome.out().contains("WARNING  mlflow       MLflow at http://127.0.0.1:1 "),
        outcome::toString);
    assertEquals(1, outcome.json().path("counts").path("warnings").asInt());
  }

  @Test
  void nothingIsMade() throws IOException {
    List<String> before = names();
    place.run(new DoctorJob()).requireDone();
    assertEquals(before, names());
  }

  @Test
  void anInitialisedWarehouseIsAskedForASentiment() throws IOException {
    place.run(new InitJob()).requireDone();
    List<String> before = names();
    Outcome outcome = place.run(new DoctorJob()).requireDone();
    assertTrue(
        checks(outcome)
            .containsAll(
                List.of("connection", "clock", "rights", "time zone", "tables", "sentiment")),
        outcome::toString);
    assertEquals(List.of("OK"), levels(outcome));
    assertEquals(before, names());
  }

  @Test
  void whatIsNotReadyIsNamedWithWhatToDo() throws IOException {
    Path database = Files.writeString(folder.resolve("garbage.duckdb"), "no database\n".repeat(99));
    Workplace broken =
        new Workplace(folder.resolve("nowhere"), folder.resolve("files")).withDatabase(database);
    Outcome outcome = broken.run(new DoctorJob());
    outcome.requireRefusal(WAREHOUSE, "not ready: source, connection of", "the lines above say");
    assertTrue(line(outcome, "source").contains("FAILED"), outcome::toString);
    assertTrue(line(outcome, "source").contains("nowhere"), outcome::toString);
    assertTrue(line(outcome, "connection").contains("garbage.duckdb"), outcome::toString);
  }

  private static List<String> checks(Outcome outcome) {
    return findings(outcome).map(line -> line.substring(11, 23).strip()).toList();
  }

  private static List<String> levels(Outcome outcome) {
    return findings(outcome).map(line -> line.substring(2, 10).strip()).distinct().toList();
  }

  private static String line(Outcome outcome, String check) {
    return findings(outcome)
        .filter(line -> line.substring(11).startsWith(check))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line " + check + " in " + outcome));
  }

  /** All lines but the JSON object. */
  private static Stream<String> findings(Outcome outcome) {
    return outcome.out().lines().filter(line -> line.startsWith("  "));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.map(Path::toString).sorted().toList();
    }
  }
}

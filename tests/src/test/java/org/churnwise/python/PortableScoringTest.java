package org.churnwise.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.WarehouseContent;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of Python in the manual that score with the files of a model, run as they stand there
 * on the model and the customers of a finished pipeline.
 */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
@TestInstance(Lifecycle.PER_CLASS)
class PortableScoringTest {
  private static final Path MANUAL = Path.of("..", "common", "README.md");
  private static final Pattern SCRIPT =
      Pattern.compile("## Scoring in Python\n.*?```python\n(.*?)```", Pattern.DOTALL);
  private static final double EQUAL = 1e-6;

  @TempDir private static Path folder;
  private PythonEnvironment python;
  private Path script;
  private Path rows;
  private Path model;
  private Map<String, Double> predictions;

  @BeforeAll
  void takeTheNewestPredictions(FinishedPipeline pipeline) throws Exception {
    pipeline.outcome().requireDone();
    python = PythonEnvironment.of(Path.of("src", "test", "booster", "requirements.txt"));
    Matcher block = SCRIPT.matcher(Files.readString(MANUAL));
    assertTrue(block.find(), MANUAL + " has no such block");
    script = Files.writeString(folder.resolve("score.py"), block.group(1));
    Path database = pipeline.place().database();
    WarehouseContent content = new WarehouseContent(database);
    String newest = "snapshot_date = (select max(snapshot_date) from churn_predictions)";
    rows =
        content.export(
            "select * from customer_features where " + newest, folder.resolve("rows.json"));
    model =
        Path.of(
            database + "-models",
            "main",
            content
                .query(
                    "select distinct artifact_path from model_versions join churn_predictions"
                        + " using (model_version) where "
                        + newest)
                .get(0));
    predictions = predictions(content, newest);
  }

  private static Map<String, Double> predictions(WarehouseContent content, String which)
      throws SQLException {
    Map<String, Double> probabilities = new TreeMap<>();
    for (String row :
        content.query(
            "select customer_id, churn_probability from churn_predictions where " + which)) {
      String[] cells = row.split(" \\| ");
      probabilities.put(cells[0], Double.valueOf(cells[1]));
    }
    return probabilities;
  }

  private Map<String, Double> score(Path files) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(python.program("python").toString(), script.toString(), files.toString())
            .redirectInput(rows.toFile())
            .redirectError(errors.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    new Outcome(process.waitFor(), out, Files.readString(errors)).requireDone();
    Map<String, Double> probabilities = new TreeMap<>();
    out.lines()
        .map(line -> line.split(" "))
        .forEach(cells -> probabilities.put(cells[0], Double.valueOf(cells[1])));
    return probabilities;
  }

  private Map<String, Double> scoreCalibrated(String calibration)
      throws IOException, InterruptedException {
    Path copy = Files.createTempDirectory(folder, "model");
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Files.writeString(copy.resolve("calibration.json"), calibration);
    return score(copy);
  }

  private static void assertEqual(Map<String, Double> expected, Map<String, Double> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (customer, probability) ->
            assertEquals(probability, actual.get(customer), EQUAL, customer));
  }

  private static Map<String, Double> each(Map<String, Double> values, DoubleUnaryOperator change) {
    Map<String, Double> changed = new TreeMap<>();
    values.forEach((customer, value) -> changed.put(customer, change.applyAsDouble(value)));
    return changed;
  }

  @Test
  void everyProbabilityEqualsThatOfThePredictions() throws Exception {
    assertTrue(predictions.values().stream().distinct().count() > 50, "rows that differ");
    assertEqual(predictions, score(model));
  }

  @Test
  void aPlattCalibrationMovesTheMargin() throws Exception {
    Map<String, Double> raw = scoreCalibrated("{\"format\": 1, \"method\": \"none\"}");
    Map<String, Double> calibrated =
        scoreCalibrated(
            "{\"format\": 1, \"method\": \"platt\", \"slope\": 2.0, \"intercept\": -1.0}");
    // odds' = odds^2 / e
    assertEqual(
        each(
            raw,
            p -> {
              double odds = Math.pow(p / (1 - p), 2) / Math.E;
              return odds / (1 + odds);
            }),
        calibrated);
  }

  @Test
  void anIsotonicCalibrationIsReadBetweenItsBoundaries() throws Exception {
    Map<String, Double> raw = scoreCalibrated("{\"format\": 1, \"method\": \"none\"}");
    Map<String, Double> calibrated =
        scoreCalibrated(
            "{\"format\": 1, \"method\": \"isotonic\","
                + " \"boundaries\": [0.25, 0.75], \"values\": [0.1, 0.9]}");
    // 0.1 below 0.25, 0.9 above 0.75, a straight line between them
    assertEqual(
        each(raw, p -> Math.min(0.9, Math.max(0.1, 0.1 + (p - 0.25) * 0.8 / 0.5))), calibrated);
  }
}

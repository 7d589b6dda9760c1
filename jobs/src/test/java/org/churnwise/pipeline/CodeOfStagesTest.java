package org.churnwise.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.ingest.DataIngestionPipeline;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.monitoring.ModelMonitor;
import org.churnwise.run.ClassPathBytes;
import org.churnwise.run.CodeClosure;
import org.churnwise.run.LeftOutOfKeys;
import org.churnwise.run.StageCode;
import org.churnwise.scoring.ChurnScorer;
import org.churnwise.sentiment.SentimentScorer;
import org.churnwise.testkit.AlteredClassPath;
import org.churnwise.testkit.Slow;
import org.churnwise.training.TrainingStage;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key changes when its stage changes, and only then. */
@Slow
class CodeOfStagesTest {
  private static final Map<String, Class<?>[]> ROOTS =
      Map.of(
          "ingest", roots(DataIngestionPipeline.class),
          "feedback", roots(DataIngestionPipeline.class, SentimentScorer.class),
          "features", roots(FeatureEngineer.class),
          "label", roots(ChurnLabeler.class),
          "train", roots(TrainingStage.class),
          "score", roots(ChurnScorer.class),
          "monitor", roots(ModelMonitor.class));

  private static final List<String> CLASSES_OF_NO_STAGE =
      List.of(
          "warehouse.SnowflakeValues",
          "inspection.DoctorJob",
          "inspection.MachineChecks",
          "pipeline.MLPipelineOrchestrator",
          "replay.CellRules",
          "mlflow.MlflowClient",
          "cli.JobCommand",
          "cli.Console",
          "error.ChurnException",
          "run.Ledger",
          "run.CodeVersion",
          "config.Settings",
          "config.SnowflakeCredentials",
          "features.FeaturesJob",
          "training.TrainJob",
          "training.TrainingResult");

  private static final List<String> TEXTS_OF_NO_STAGE =
      List.of(
          "sql/monitoring/alerts.sql",
          "sql/run/stage_keys.sql",
          "sql/replay/recorded_contents.sql");

  private static Class<?>[] roots(Class<?>... stage) {
    return Stream.concat(Stream.of(stage), Stream.of(EmbeddedWarehouse.class))
        .toArray(Class<?>[]::new);
  }

  /** Feedback is the ingest of feedback files, ingest that of the others. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stats.PairedBootstrap            | monitor train
          stats.Uplift                   | monitor
          stats.ClassificationMetrics      | monitor train
          model.scoring.FittedModel        | score train
          model.scoring.Calibration        | monitor score train
          sentiment.SentimentScorer        | feedback
          sentiment.Tokens                 | feedback
          labels.ChurnLabeler              | label
          features.FeatureValidator        | features
          ingest.RowParser                 | feedback ingest
          training.ModelTrainer            | train
          scoring.Reasons                  | score
          monitoring.DriftDetector         | monitor
          quality.DataQualityChecker       | feedback ingest
          warehouse.DuckDbValues           | features feedback ingest label monitor score train
          """)
  void anAlteredClassMovesTheKeysOfItsStages(String altered, String moved) {
    assertEquals(moved, moved(AlteredClassPath.otherCode("org.churnwise." + altered)));
  }

  /** All at once: a key that one of them moves, another does not move back. */
  @Test
  void whatNoStageIsMadeOfMovesNoKey() {
    Map<String, AlteredClassPath> altered = new HashMap<>();
    CLASSES_OF_NO_STAGE.stream()
        .map(name -> AlteredClassPath.otherCode("org.churnwise." + name))
        .forEach(one -> altered.put(one.path(), one));
    TEXTS_OF_NO_STAGE.stream()
        .map(AlteredClassPath::otherResource)
        .forEach(one -> altered.put(one.path(), one));
    ClassPathBytes running = ClassPathBytes.running();
    assertEquals(
        "",
        moved(
            wanted ->
                altered.containsKey(wanted)
                    ? altered.get(wanted).read(wanted)
                    : running.read(wanted)));
    for (AlteredClassPath one : altered.values()) {
      assertTrue(running.read(one.path()).isPresent(), one.path());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
org/churnwise/sentiment/model.txt      | feedback
sql/features/customer_features.sql     | features monitor score train
sql/labels/customer_labels.sql         | label
sql/labels/label_checks.sql            | label
sql/monitoring/bin_counts.sql          | monitor
sql/warehouse/duckdb/dialect.sql       | features feedback ingest label monitor score train
""")
  void anAlteredTextMovesTheKeysOfItsStages(String altered, String moved) {
    assertEquals(moved, moved(AlteredClassPath.otherResource(altered)));
  }

  @Test
  void aCommentMovesNoKey() {
    assertEquals(
        "", moved(AlteredClassPath.otherComment("org.churnwise.features.FeatureEngineer")));
  }

  /** A name that is no class any more would hide a change from the keys, or nothing at all. */
  @Test
  void whatIsLeftOutIsThere() {
    ClassPathBytes classes = ClassPathBytes.running();
    for (LeftOutOfKeys left : LeftOutOfKeys.ALL) {
      assertTrue(
          left.code().endsWith(".")
              || classes.read(left.code().replace('.', '/') + ".class").isPresent(),
          left::code);
    }
  }

  private static String moved(ClassPathBytes altered) {
    CodeClosure other = new CodeClosure(altered);
    return new TreeMap<>(ROOTS)
        .entrySet().stream()
            .filter(stage -> !StageCode.of(stage.getValue()).equals(other.code(stage.getValue())))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(" "));
  }
}

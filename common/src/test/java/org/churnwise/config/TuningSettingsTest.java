package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningSettingsTest {
  @TempDir Path folder;

  @Test
  void nothingIsTunedByDefault() {
    TuningSettings tuning = load("", List.of()).tuning();
    assertEquals(new TuningSettings("auto", "off", 20, 200_000, 0, Map.of(), 1, 0.005), tuning);
  }

  @Test
  void everyTuningKeyReachesItsField() {
    List<String> sets =
        List.of(
            "training.model=trees",
            "training.search=halving",
            "training.search-candidates=9",
            "training.search-rows=5000",
            "training.early-stopping-rounds=12",
            "training.monotone=tenure_days=-1, age=1",
            "training.positive-weight=2.5",
            "training.logistic-margin=0.25");
    assertEquals(
        new TuningSettings("halving", 9, 5000, 12, Map.of("age", 1, "tenure_days", -1), 2.5, 0.25),
        load("", sets).tuning());
  }

  @Test
  void whatOnlyTreesCanKeepMakesAutoTrees() {
    assertEquals(Optional.empty(), load("", List.of()).tuning().form());
    assertEquals(
        Optional.of(ModelForm.TREES), load("", List.of("training.monotone=age=1")).tuning().form());
    assertEquals(
        Optional.of(ModelForm.TREES),
        load("", List.of("training.positive-weight=2")).tuning().form());
    assertEquals(Optional.empty(), load("", List.of("training.monotone=age=0")).tuning().form());
    assertEquals(
        Optional.of(ModelForm.LOGISTIC),
        load("", List.of("training.model=logistic")).tuning().form());
  }

  @Test
  void aBlendWithWhatOnlyTreesCanKeepIsRefused() {
    String refusal = refusal("", List.of("training.model=blend", "training.monotone=age=1"));
    assertTrue(refusal.startsWith("training.model = blend: a logistic regression knows"), refusal);
  }

  @Test
  void directionsMayBeAnObjectOfAFile() throws IOException {
    TrainingSettings settings =
        load("training.monotone { days_since_last_purchase = 1, age = -1 }", List.of());
    assertEquals(Map.of("days_since_last_purchase", 1, "age", -1), settings.tuning().monotone());
  }

  @Test
  void aDirectionThatIsNoneIsRefused() {
    assertEquals(
        "training.monotone = age=2 is not a list of feature=1, feature=-1 or feature=0 (from"
            + " --set); set it with --set training.monotone=",
        refusal("", List.of("training.monotone=age=2")));
  }

  @Test
  void theParametersFileWinsOverTheConfFileAndLosesToSet() throws IOException {
    String file = written("best.json", "{ \"rounds\": 57, \"max-depth\": 2 }");
    TrainingSettings settings =
        load(
            "training { rounds = 11, max-depth = 3, lambda = 5 }",
            List.of("training.parameters-file=" + file, "training.max-depth=6"));
    assertEquals(57, settings.rounds());
    assertEquals(6, settings.maxDepth());
    assertEquals(5, settings.lambda());
  }

  @Test
  void whatASearchPrintsIsReadBackAsItWas() throws IOException {
    Hyperparameters printed = new Hyperparameters(57, 2, 0.0438, 0.7, 0.66, 12.5, 0.113, 1);
    String file = written("best.json", printed.toJson());
    TrainingSettings settings = load("", List.of("training.parameters-file=" + file));
    assertEquals(printed, settings.hyperparameters());
  }

  @Test
  void anUnknownParameterIsRefused() throws IOException {
    String file = written("best.json", "{ \"max-dept\": 2 }");
    assertEquals(
        "unknown parameter max-dept in file "
            + file
            + "; did you mean max-depth? Allowed are rounds, max-depth, learning-rate, subsample,"
            + " column-sample, min-child-weight, lambda, positive-weight",
        refusal("", List.of("training.parameters-file=" + file)));
  }

  @Test
  void aValueOutOfRangeInTheParametersFileNamesTheFile() throws IOException {
    String file = written("best.json", "{ \"rounds\": 0 }");
    String message = refusal("", List.of("training.parameters-file=" + file));
    assertTrue(
        message.startsWith("training.rounds = 0 is outside [1, 100000] (from file " + file + ")"),
        message);
  }

  @Test
  void aMissingParametersFileIsRefused() {
    assertTrue(
        refusal("", List.of("training.parameters-file=no.json"))
            .startsWith("training.parameters-file = no.json is not a file"));
  }

  private String refusal(String conf, List<String> sets) {
    ChurnException refused = assertThrows(ChurnException.class, () -> load(conf, sets));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    return refused.getMessage();
  }

  private TrainingSettings load(String conf, List<String> sets) {
    Optional<Path> file = conf.isEmpty() ? Optional.empty() : Optional.of(confFile(conf));
    return SettingsLoader.load(new SettingsSources(Optional.empty(), file, sets, Map.of()))
        .training();
  }

  private Path confFile(String conf) {
    try {
      return Files.writeString(folder.resolve("my.conf"), conf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}

package org.churnwise.training;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.ChurnSettings;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.config.ModelsSettings;
import org.churnwise.config.MonitoringSettings;
import org.churnwise.config.RetrainSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.config.ValueSettings;
import org.churnwise.model.features.FeatureCatalogue;

/**
 * Rules small enough for tests: 20 trees of depth 3, seed 42, a fifth of the customers left out.
 */
public final class TestRules {
  private static final ValueSettings VALUE = new ValueSettings(0.1, 0.3, 3, 20, 0, 0.1, 42);

  private TestRules() {}

  public static TrainingSettings training() {
    return training(1);
  }

  public static TrainingSettings training(int workers) {
    return new TrainingSettings(42, 0.2, 20, 3, 0.3, 1, 1, 1, 1, workers, 0.5);
  }

  static TrainingSettings training(int rounds, CalibrationSettings answers) {
    return new TrainingSettings(
        42, 0.2, rounds, 3, 0.3, 1, 1, 1, 1, 1, 0.5, answers, TuningSettings.NONE);
  }

  /** Each training chooses what the model is made of. */
  static TrainingSettings auto(int rounds, CalibrationSettings answers) {
    return of(training(rounds, answers), "auto");
  }

  static TrainingSettings of(TrainingSettings settings, String model) {
    return new TrainingSettings(
        42,
        0.2,
        settings.rounds(),
        3,
        0.3,
        1,
        1,
        1,
        1,
        1,
        0.5,
        settings.answers(),
        new TuningSettings(model, "off", 1, 1000, 0, Map.of(), 1, 0));
  }

  public static TrainingRules rules() {
    return rules(0);
  }

  public static TrainingRules rules(double margin) {
    return new TrainingRules(
        new ChurnSettings(30, 0),
        training(),
        new RetrainSettings("breach", 0.75, margin, 0.95, "auc", false),
        new ModelsSettings(false),
        new MonitoringSettings(0.2, 0.03, 120, 4, 1e-4, 50, 10, 100, List.of()),
        VALUE,
        FeatureCatalogue.load(),
        new CustomerAttributes("reference", Set.of()),
        "rules " + margin);
  }
}

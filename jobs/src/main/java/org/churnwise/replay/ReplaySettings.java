package org.churnwise.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;

/**
 * The settings for rebuilding a run: its own, without those that say where it ran. What is left out
 * has its default, so that a replay reaches no other system than the scratch warehouse.
 */
final class ReplaySettings {
  private static final List<String> OF_THE_PLACE =
      List.of("warehouse.", "snowflake.", "spark.", "report.", "mlflow.", "ingest.source");

  /** The values of this file are recorded under their own keys. */
  private static final String PARAMETERS_FILE = "training.parameters-file";

  /** Keys that earlier releases did not have, with what their trainings did. */
  private static final Map<String, String> BEFORE_THE_KEY =
      Map.of(
          "training.model", "trees",
          "training.min-level-rows", "1",
          "training.max-levels", "1000",
          "retrain.confidence", "0.95");

  private ReplaySettings() {}

  /**
   * The settings of a run.
   *
   * @param now the current settings, which hold the keys that this version knows
   * @throws org.churnwise.error.ChurnException exit 2 if this version refuses one of them
   */
  static Settings of(RecordedRun run, Settings now) {
    Map<String, String> known = now.resolved().withoutSecrets();
    List<String> sets = new ArrayList<>();
    run.settings()
        .forEach(
            (key, value) -> {
              if (known.containsKey(key) && decidesContent(key)) {
                sets.add(key + "=" + value);
              }
            });
    BEFORE_THE_KEY.forEach(
        (key, value) -> {
          if (!run.settings().containsKey(key)) {
            sets.add(key + "=" + value);
          }
        });
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), sets, Map.of()));
  }

  private static boolean decidesContent(String key) {
    return !key.equals(PARAMETERS_FILE) && OF_THE_PLACE.stream().noneMatch(key::startsWith);
  }
}

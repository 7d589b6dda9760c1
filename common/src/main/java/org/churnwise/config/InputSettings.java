package org.churnwise.config;

import java.util.List;

/**
 * What a model sees of the features.
 *
 * @param minLevelRows rows that a level of a category has in at least one snapshot of the fit, so
 *     that the model tells it from others
 * @param maxLevels levels of one category that the model tells apart, at most
 * @param withoutFeatures inputs of the catalogue that are switched off
 */
public record InputSettings(int minLevelRows, int maxLevels, List<String> withoutFeatures) {
  /** Every feature, and every level up to the most that there can be. */
  public static final InputSettings ALL = new InputSettings(1, 1000, List.of());

  public InputSettings {
    SettingKey.TRAINING_MIN_LEVEL_ROWS.require(minLevelRows);
    SettingKey.TRAINING_MAX_LEVELS.require(maxLevels);
    withoutFeatures = List.copyOf(withoutFeatures);
    SettingKey.TRAINING_WITHOUT_FEATURES.require(String.join(", ", withoutFeatures));
  }
}

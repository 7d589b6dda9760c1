package org.churnwise.config;

/**
 * When a new model is trained, and when it replaces the champion.
 *
 * @param threshold F1 below which the champion is challenged, in [0, 1]
 * @param margin AUC by which a challenger must be better, in [0, 1]
 */
public record RetrainSettings(double threshold, double margin) {
  public RetrainSettings {
    SettingKey.RETRAIN_THRESHOLD.require(threshold);
    SettingKey.RETRAIN_MARGIN.require(margin);
  }
}

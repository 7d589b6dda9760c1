package org.churnwise.config;

/**
 * When a new model is trained, and when it replaces the champion.
 *
 * @param threshold F1 below which the champion is challenged, in [0, 1]
 * @param margin by which a challenger must be better beyond chance, in [0, 1]
 * @param metric what challengers are compared by: auc, average_precision, brier or log_loss
 */
public record RetrainSettings(double threshold, double margin, String metric) {
  public RetrainSettings {
    SettingKey.RETRAIN_THRESHOLD.require(threshold);
    SettingKey.RETRAIN_MARGIN.require(margin);
    SettingKey.RETRAIN_METRIC.require(metric);
  }
}

package org.churnwise.config;

import org.churnwise.error.ChurnException;

/**
 * When a new model is trained, and when it replaces the champion.
 *
 * @param when the month loop trains: breach, challenge or never
 * @param threshold F1 below which the champion is challenged, in [0, 1]
 * @param margin by which a challenger must be better beyond chance: in [0, 1], or USD for each
 *     customer where the metric is profit
 * @param confidence of the two-sided interval of the gain whose lower end must exceed the margin
 * @param metric what challengers are compared by: auc, average_precision, brier, log_loss or profit
 * @param profitGuard whether a challenger whose profit is lower, beyond chance, is rejected
 */
public record RetrainSettings(
    String when,
    double threshold,
    double margin,
    double confidence,
    String metric,
    boolean profitGuard) {
  private static final String PROFIT = "profit";

  public RetrainSettings {
    SettingKey.RETRAIN_WHEN.require(when);
    SettingKey.RETRAIN_THRESHOLD.require(threshold);
    SettingKey.RETRAIN_MARGIN.require(margin);
    SettingKey.RETRAIN_CONFIDENCE.require(confidence);
    SettingKey.RETRAIN_METRIC.require(metric);
    if (margin > 1 && !metric.equals(PROFIT)) {
      throw ChurnException.usage(
          "%s = %s is outside [0, 1], the range for %s = %s; set it to a number in [0, 1]"
              .formatted(
                  SettingKey.RETRAIN_MARGIN.key(),
                  margin,
                  SettingKey.RETRAIN_METRIC.key(),
                  metric));
    }
  }

  /** Whether a challenger is trained at every snapshot that becomes FINAL. */
  public boolean challengesAlways() {
    return when.equals("challenge");
  }

  /** Whether nothing is trained after the first training. */
  public boolean isOff() {
    return when.equals("never");
  }

  /** Whether promotions depend on profit, as the metric or as a guard. */
  public boolean asksForProfit() {
    return profitGuard || decidesByProfit();
  }

  /** Whether challengers are compared by profit. */
  public boolean decidesByProfit() {
    return metric.equals(PROFIT);
  }
}

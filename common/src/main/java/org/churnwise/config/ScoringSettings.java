package org.churnwise.config;

/**
 * What scoring writes besides probabilities.
 *
 * @param reasons whose predictions are explained: flagged (those at or above the threshold), all or
 *     none
 * @param fallback what makes the contact list while the champion is stopped: none or recency
 * @param minHistoryDays customers whose first purchase is fewer days ago are marked: little is
 *     known of them
 */
public record ScoringSettings(String reasons, String fallback, int minHistoryDays) {
  public ScoringSettings {
    SettingKey.SCORING_REASONS.require(reasons);
    SettingKey.SCORING_FALLBACK.require(fallback);
    SettingKey.SCORING_MIN_HISTORY_DAYS.require(minHistoryDays);
  }

  /** Whether the recency rule makes the contact list while the champion is stopped. */
  public boolean fallsBackToRecency() {
    return fallback.equals("recency");
  }

  /**
   * The churn probability from which a customer's prediction is explained; infinity if none is.
   *
   * @param threshold from which a customer is predicted to churn
   */
  public double explainedFrom(double threshold) {
    return switch (reasons) {
      case "all" -> 0;
      case "none" -> Double.POSITIVE_INFINITY;
      default -> threshold;
    };
  }
}

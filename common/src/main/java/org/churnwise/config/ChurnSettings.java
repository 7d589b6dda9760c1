package org.churnwise.config;

/**
 * What churn means: no purchase on a day in [S, S + windowDays); the label is final graceDays
 * later.
 *
 * @param windowDays days
 * @param graceDays days to wait for late files before a label is final
 */
public record ChurnSettings(int windowDays, int graceDays) {
  public ChurnSettings {
    SettingKey.CHURN_WINDOW_DAYS.require(windowDays);
    SettingKey.CHURN_GRACE_DAYS.require(graceDays);
  }
}

package org.churnwise.config;

import java.util.List;

/**
 * How the booster's output becomes a probability and a class. Calibration and threshold are learned
 * from the customers left out of the fit.
 *
 * @param calibration platt, isotonic or off
 * @param thresholdBy what the learned threshold maximises, f1 or profit; {@link #FIXED} if it is
 *     not learned
 */
public record CalibrationSettings(String calibration, String thresholdBy) {
  /** The threshold is configured. */
  public static final String FIXED = "fixed";

  /** Before {@link #AS_FITTED}: the settings' keys, which its making reads, read this. */
  static final List<String> LEARNED = List.of("f1", "profit");

  /** The booster's uncalibrated probability, and a configured threshold. */
  public static final CalibrationSettings AS_FITTED = new CalibrationSettings("off", FIXED);

  public CalibrationSettings {
    SettingKey.TRAINING_CALIBRATION.require(calibration);
    if (!thresholdBy.equals(FIXED)) {
      SettingKey.TRAINING_THRESHOLD.require(thresholdBy);
    }
  }
}

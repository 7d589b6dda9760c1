package org.churnwise.config;

/**
 * From where on evidence counts in a diagnosis.
 *
 * @param oneValueShare share of a month's comments with one and the same sentiment from which the
 *     feed is dead, in (0.5, 1]
 * @param loneFactor how many times its bound a behaviour that drifted alone must exceed, at least 1
 * @param aucLoss least loss of AUC that counts beside chance, in (0, 0.5]
 * @param calibrationShift least change of the calibration slope or intercept that counts beside
 *     chance
 */
public record DiagnosisSettings(
    double oneValueShare, double loneFactor, double aucLoss, double calibrationShift) {
  public DiagnosisSettings {
    SettingKey.DIAGNOSIS_ONE_VALUE_SHARE.require(oneValueShare);
    SettingKey.DIAGNOSIS_LONE_FACTOR.require(loneFactor);
    SettingKey.DIAGNOSIS_AUC_LOSS.require(aucLoss);
    SettingKey.DIAGNOSIS_CALIBRATION_SHIFT.require(calibrationShift);
  }
}

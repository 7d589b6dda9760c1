package org.churnwise.config;

import java.util.List;

/**
 * What counts as drift, and how many rows count as evidence.
 *
 * @param psiThreshold excess of the population stability index above which behaviour and
 *     predictions have drifted
 * @param attributePsiThreshold the same of attributes
 * @param historyDays days of sales before a snapshot that behaviour is compared with
 * @param psiBins quantile bins of the index
 * @param psiFloor least share of a bin, in (0, 0.1]
 * @param minRows fewer rows are no evidence
 * @param minPositives fewer rows of either class are no evidence
 * @param segmentMinRows segments with fewer rows are not evaluated
 * @param interimDays after how many days of a snapshot predictions are looked at before their
 *     labels are FINAL, ascending
 */
public record MonitoringSettings(
    double psiThreshold,
    double attributePsiThreshold,
    int historyDays,
    int psiBins,
    double psiFloor,
    int minRows,
    int minPositives,
    int segmentMinRows,
    List<Integer> interimDays) {
  public MonitoringSettings {
    SettingKey.MONITORING_PSI_THRESHOLD.require(psiThreshold);
    SettingKey.MONITORING_ATTRIBUTE_PSI_THRESHOLD.require(attributePsiThreshold);
    SettingKey.MONITORING_HISTORY_DAYS.require(historyDays);
    SettingKey.MONITORING_PSI_BINS.require(psiBins);
    SettingKey.MONITORING_PSI_FLOOR.require(psiFloor);
    SettingKey.MONITORING_MIN_ROWS.require(minRows);
    SettingKey.MONITORING_MIN_POSITIVES.require(minPositives);
    SettingKey.MONITORING_SEGMENT_MIN_ROWS.require(segmentMinRows);
    interimDays = List.copyOf(interimDays);
  }
}

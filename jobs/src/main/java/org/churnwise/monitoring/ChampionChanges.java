package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.quality.Diagnoses;
import org.churnwise.quality.Diagnosis;

/**
 * What is wrong with the predictions of a snapshot, besides their F1, if the model that made them
 * was the champion still before a training at a watermark; one that was replaced is the past.
 */
record ChampionChanges(ModelRegistry registry, RealisedMetrics realised, Diagnoses diagnoses) {

  /** The changes, with figures. */
  List<String> inWords(RealisedScore newest, LocalDate watermark) {
    return stillChampion(newest, watermark)
        .map(champion -> of(champion, newest).of(champion, newest.snapshot()))
        .orElse(List.of());
  }

  /**
   * Whether they are of the calibration alone, and a recalibration is worth trying: it was not the
   * last that was tried without success.
   */
  boolean areOfCalibrationAlone(RealisedScore newest, LocalDate watermark) {
    return stillChampion(newest, watermark)
        .filter(champion -> !isRecalibrationTried(registry.versions(), champion, watermark))
        .filter(champion -> of(champion, newest).isCalibrationAlone(champion, newest.snapshot()))
        .isPresent();
  }

  private Optional<ModelVersion> stillChampion(RealisedScore newest, LocalDate watermark) {
    return registry
        .championBefore(watermark)
        .filter(champion -> champion.version().equals(newest.modelVersion()));
  }

  private RealisedChanges of(ModelVersion champion, RealisedScore newest) {
    return new RealisedChanges(
        realised.on(newest.snapshot(), champion.version()),
        diagnoses.of(newest.snapshot(), Diagnosis.Evidence.LABELS),
        champion.recalibrationOf().map(registry::version));
  }

  /**
   * Whether a recalibration was the last that was tried against a champion, and was not promoted:
   * the next challenger is a whole one, and a recalibration may follow that.
   *
   * @param models all, in order of training
   * @param watermark those trained at it or later do not count
   */
  static boolean isRecalibrationTried(
      List<ModelVersion> models, ModelVersion champion, LocalDate watermark) {
    return models.stream()
        .filter(model -> model.trainedOnWatermark().isBefore(watermark))
        .reduce((older, newer) -> newer)
        .filter(newest -> !newest.version().equals(champion.version()))
        .flatMap(ModelVersion::recalibrationOf)
        .isPresent();
  }
}

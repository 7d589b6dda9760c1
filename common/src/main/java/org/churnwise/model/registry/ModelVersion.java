package org.churnwise.model.registry;

import java.time.LocalDate;
import java.util.Optional;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.run.Input;
import org.churnwise.table.ColumnName;
import org.churnwise.table.Tables;

/**
 * A model in the registry.
 *
 * @param version v1, v2, ... in order of training
 * @param trainedOnWatermark first day that was not yet loaded when it was trained
 * @param artifactPath name of its files in the model store
 * @param artifactSha256 see {@link FittedModel#sha256}
 */
public record ModelVersion(
    @ColumnName("model_version") String version,
    LocalDate trainedOnWatermark,
    ModelCard card,
    String artifactPath,
    String artifactSha256) {
  /** The model whose booster it has; empty if its own was fitted. */
  public Optional<String> recalibrationOf() {
    return Optional.ofNullable(card.recalibration()).map(ModelCard.Recalibration::of);
  }

  /** Whether both score by one booster: they are one model, or recalibrations of one. */
  public boolean hasBoosterOf(ModelVersion other) {
    return fittedVersion().equals(other.fittedVersion());
  }

  private String fittedVersion() {
    return recalibrationOf().orElse(version);
  }

  /** The model as what a slice is made by. */
  public Input asInput() {
    return new Input(Tables.MODEL_VERSIONS.name(), version, artifactSha256);
  }
}

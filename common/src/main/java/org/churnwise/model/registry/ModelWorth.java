package org.churnwise.model.registry;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.run.RecordRows;
import org.churnwise.sql.Sql;
import org.churnwise.stats.Verdict;
import org.churnwise.warehouse.Warehouse;

/**
 * The newest evidence on whether a model is worth acting on: a snapshot with FINAL labels that it
 * scored since its training. Snapshots without evidence neither stop a model nor clear it.
 *
 * @param value AUC
 * @param constantGainLow lower end of the interval of AUC less the constant's; empty unless lower
 */
public record ModelWorth(
    LocalDate snapshotDate,
    String modelVersion,
    Verdict worth,
    double value,
    OptionalDouble constantValue,
    OptionalDouble constantGainLow,
    OptionalDouble constantGainHigh,
    OptionalDouble recencyValue,
    OptionalDouble recencyGainLow,
    OptionalDouble recencyGainHigh) {

  /** The remedies, for messages: each ends the stop. */
  public static final String REMEDY =
      "train a new model with 'submit/churn train', go back with 'submit/churn models rollback --reason TEXT', or set scoring.fallback = recency for a list by the recency rule";

  /** What is known of a model; one small query. Empty without evidence. */
  public static Optional<ModelWorth> newest(Warehouse warehouse, ModelVersion model) {
    return warehouse
        .query(
            Sql.named("models/model_worth")
                .with("model_version", model.version())
                .with("watermark", model.trainedOnWatermark()))
        .stream()
        .findFirst()
        .map(row -> RecordRows.read(row, ModelWorth.class));
  }

  /** The evidence that a model must not be acted on; empty if there is none. */
  public static Optional<ModelWorth> stopping(Warehouse warehouse, ModelVersion model) {
    return newest(warehouse, model).filter(known -> known.worth == Verdict.BREACH);
  }

  /** What was found, with figures; of a model that is stopped. */
  public String spoken() {
    boolean isByRecency = recencyGainHigh.isPresent() && recencyGainHigh.getAsDouble() < 0;
    OptionalDouble other = isByRecency ? recencyValue : constantValue;
    OptionalDouble low = isByRecency ? recencyGainLow : constantGainLow;
    OptionalDouble high = isByRecency ? recencyGainHigh : constantGainHigh;
    return String.format(
        Locale.ROOT,
        "model %s is stopped: on %s it ranked worse than %s beyond chance, AUC %.3f against %.3f, gain %.3f to %.3f",
        modelVersion,
        snapshotDate,
        isByRecency ? "the recency rule" : "a constant",
        value,
        other.orElse(0.5),
        low.getAsDouble(),
        high.getAsDouble());
  }
}

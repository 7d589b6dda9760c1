package org.churnwise.backtest;

import java.util.Locale;
import org.churnwise.config.RetrainSettings;

/** When the month loop trains after its first training, and what it asks of the new model. */
enum RetrainingPolicy {
  NEVER,
  BREACH,
  CHALLENGE,
  /** A new model each month, whatever was realised, in production without a gate. */
  ALWAYS;

  static RetrainingPolicy of(RetrainSettings settings) {
    return valueOf(settings.when().toUpperCase(Locale.ROOT));
  }

  boolean hasGate() {
    return this != ALWAYS;
  }

  /** The settings with this policy, which has a gate. */
  RetrainSettings in(RetrainSettings settings) {
    return new RetrainSettings(
        toString(),
        settings.threshold(),
        settings.margin(),
        settings.confidence(),
        settings.metric(),
        settings.profitGuard());
  }

  /** As {@code retrain.when} names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

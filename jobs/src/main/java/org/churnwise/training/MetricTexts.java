package org.churnwise.training;

import java.util.Locale;
import java.util.OptionalDouble;

/** Metrics as people read them. */
final class MetricTexts {
  private MetricTexts() {}

  /** Four digits, or {@code none}. */
  static String of(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "none";
  }
}

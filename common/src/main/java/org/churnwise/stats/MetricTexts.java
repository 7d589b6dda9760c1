package org.churnwise.stats;

import java.util.Locale;
import java.util.OptionalDouble;

/** Metrics as people read them. */
public final class MetricTexts {
  private MetricTexts() {}

  /** For decisions: four digits, or {@code none}. */
  public static String fourDigits(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "none";
  }

  /** For alerts and the console: three digits, or {@code unknown}. */
  public static String threeDigits(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "unknown";
  }
}

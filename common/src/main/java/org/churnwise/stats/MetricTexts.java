package org.churnwise.monitoring;

import java.util.Locale;
import java.util.OptionalDouble;

/** MetricTexts as alerts and console lines write them. */
final class MetricTexts {
  private MetricTexts() {}

  static String text(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "unknown";
  }
}

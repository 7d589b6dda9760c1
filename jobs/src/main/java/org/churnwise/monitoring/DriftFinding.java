package org.churnwise.monitoring;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.churnwise.stats.MetricTexts;
import org.churnwise.stats.Verdict;

/**
 * The drift of one distribution of a snapshot from the champion's training rows.
 *
 * @param subject feature or prediction
 * @param name of the feature
 * @param value population stability index; absent without evidence
 */
public record DriftFinding(String subject, String name, OptionalDouble value, Verdict verdict) {

  /** The three largest findings as a text. */
  static String largest(List<DriftFinding> findings) {
    return findings.stream()
        .sorted(
            Comparator.comparingDouble((DriftFinding f) -> -f.value().orElse(0))
                .thenComparing(DriftFinding::name))
        .limit(3)
        .map(finding -> finding.name() + " (PSI " + MetricTexts.threeDigits(finding.value()) + ")")
        .collect(Collectors.joining(", "));
  }
}

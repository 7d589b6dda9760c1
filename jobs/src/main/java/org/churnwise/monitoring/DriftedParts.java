package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.stats.Verdict;

/**
 * The features of a snapshot that drifted, and which part of the customers carries each.
 *
 * @param findings of features, over all customers and over parts of them
 */
record DriftedParts(List<DriftFinding> findings) {
  private static final String NEWCOMERS = "customers=new";
  private static final String EARLIER = "customers=earlier";
  private static final int NAMED = 5;

  DriftedParts {
    findings = List.copyOf(findings);
  }

  /** How many features could be compared. */
  long compared() {
    return findings.stream()
        .filter(DriftFinding::isOfAll)
        .filter(finding -> finding.verdict() != Verdict.NO_EVIDENCE)
        .count();
  }

  /** How many could not. */
  long withoutEvidence() {
    return findings.stream().filter(DriftFinding::isOfAll).count() - compared();
  }

  /** Those that drifted over all customers, the farthest beyond its bound first. */
  List<DriftFinding> drifted() {
    return farthestFirst(
        findings.stream().filter(DriftFinding::isOfAll).filter(DriftFinding::isBreach).toList());
  }

  /** Those that drifted among the earlier customers too. */
  List<DriftFinding> movedByEarlier() {
    return farthestFirst(
        drifted().stream()
            .flatMap(one -> of(one, EARLIER).stream())
            .filter(this::isBreach)
            .toList());
  }

  /**
   * Those that drifted because others have come: the earlier customers have not moved, and of an
   * attribute the newcomers differ. What a newcomer does is not judged; enough of them must be
   * there.
   */
  List<DriftFinding> broughtByNewcomers(int minRows) {
    return farthestFirst(
        drifted().stream()
            .filter(one -> of(one, EARLIER).filter(this::isBreach).isEmpty())
            .flatMap(one -> of(one, NEWCOMERS).stream())
            .filter(
                one ->
                    one.kind() == FeatureKind.ATTRIBUTE
                        ? one.isBreach()
                        : one.snapshotRows() >= minRows)
            .toList());
  }

  /** Whether the earlier customers were judged at all. */
  boolean areEarlierJudged() {
    return findings.stream()
        .anyMatch(one -> one.segment().equals(EARLIER) && one.verdict() != Verdict.NO_EVIDENCE);
  }

  /** How many customers the reference of attributes has not. */
  long newcomers() {
    return findings.stream()
        .filter(one -> one.segment().equals(NEWCOMERS))
        .mapToLong(DriftFinding::snapshotRows)
        .max()
        .orElse(0);
  }

  private boolean isBreach(DriftFinding finding) {
    return finding.isBreach();
  }

  private Optional<DriftFinding> of(DriftFinding same, String segment) {
    return findings.stream()
        .filter(one -> one.segment().equals(segment) && one.name().equals(same.name()))
        .findFirst();
  }

  private static List<DriftFinding> farthestFirst(List<DriftFinding> found) {
    return found.stream()
        .sorted(
            Comparator.comparingDouble((DriftFinding one) -> -one.size())
                .thenComparing(DriftFinding::name))
        .toList();
  }

  /** Names with their excess, five at most: {@code location (8.30), customer_segment (7.72)}. */
  static String inWords(List<DriftFinding> found) {
    List<String> names =
        found.stream().limit(NAMED).map(one -> one.compared(LocalDate.MIN, "").inWords()).toList();
    String first = String.join(", ", names);
    return found.size() <= NAMED ? first : "%s and %d more".formatted(first, found.size() - NAMED);
  }
}

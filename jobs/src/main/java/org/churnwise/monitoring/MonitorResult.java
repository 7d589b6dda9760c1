package org.churnwise.monitoring;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.monitoring.DriftHistory.Compared;
import org.churnwise.quality.Diagnosis;
import org.churnwise.stats.Verdict;

/**
 * The result of a monitoring.
 *
 * @param evaluated snapshots whose realised performance was written
 * @param written results written, these among them
 * @param upToDate results already present with the same key
 * @param driftOk distributions without drift, of those written
 * @param driftBreaches distributions that drifted beyond the threshold
 * @param driftNoEvidence distributions that could not be compared
 * @param compared distributions with evidence, written now or before
 * @param drifted those of them that drifted, each with its excess, the farthest beyond its bound
 *     first
 * @param estimates of predictions without labels, of those written
 * @param diagnoses of the snapshots that were asked for
 */
public record MonitorResult(
    int evaluated,
    int written,
    int upToDate,
    long driftOk,
    long driftBreaches,
    long driftNoEvidence,
    @JsonIgnore long compared,
    @JsonIgnore List<String> drifted,
    @JsonIgnore List<Estimate> estimates,
    List<Diagnosed> diagnoses) {

  public MonitorResult {
    drifted = List.copyOf(drifted);
    estimates = List.copyOf(estimates);
    diagnoses = List.copyOf(diagnoses);
  }

  /**
   * What a snapshot was diagnosed with.
   *
   * @param evidence DATA or LABELS
   */
  public record Diagnosed(
      String snapshot, String evidence, String cause, String action, String confidence) {
    static Diagnosed of(Diagnosis diagnosis) {
      return new Diagnosed(
          diagnosis.snapshotDate().toString(),
          diagnosis.evidence().name(),
          diagnosis.cause().name(),
          diagnosis.action().name(),
          diagnosis.confidence().name());
    }
  }

  /** The same with the diagnoses of the snapshots. */
  MonitorResult with(List<Diagnosis> made) {
    return new MonitorResult(
        evaluated,
        written,
        upToDate,
        driftOk,
        driftBreaches,
        driftNoEvidence,
        compared,
        drifted,
        estimates,
        made.stream().map(Diagnosed::of).toList());
  }

  /** A result of which no drift is known beyond these counts. */
  public MonitorResult(
      int evaluated,
      int written,
      int upToDate,
      long driftOk,
      long driftBreaches,
      long driftNoEvidence) {
    this(
        evaluated,
        written,
        upToDate,
        driftOk,
        driftBreaches,
        driftNoEvidence,
        0,
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * @param standing what is known of the compared snapshots
   */
  static MonitorResult of(
      int evaluated,
      int written,
      int all,
      List<ComparisonResult> results,
      List<Compared> standing) {
    List<DriftFinding> findings =
        results.stream().flatMap(result -> result.detected().ofAll().stream()).toList();
    return new MonitorResult(
        evaluated,
        written,
        all - written,
        count(findings, Verdict.OK),
        count(findings, Verdict.BREACH),
        count(findings, Verdict.NO_EVIDENCE),
        standing.stream().filter(known -> known.verdict() != Verdict.NO_EVIDENCE).count(),
        drifted(standing),
        results.stream().flatMap(result -> result.estimates().stream()).toList(),
        List.of());
  }

  /** Those that drifted, each with its excess, the farthest beyond its bound first. */
  static List<String> drifted(List<Compared> found) {
    return found.stream()
        .filter(Compared::isBreach)
        .sorted(
            Comparator.comparingDouble((Compared known) -> -known.value().orElse(0))
                .thenComparing(Compared::name))
        .map(Compared::inWords)
        .toList();
  }

  /** Both results as one. */
  public MonitorResult plus(MonitorResult other) {
    return new MonitorResult(
        evaluated + other.evaluated,
        written + other.written,
        upToDate + other.upToDate,
        driftOk + other.driftOk,
        driftBreaches + other.driftBreaches,
        driftNoEvidence + other.driftNoEvidence,
        compared + other.compared,
        Stream.concat(drifted.stream(), other.drifted.stream()).toList(),
        Stream.concat(estimates.stream(), other.estimates.stream()).toList(),
        Stream.concat(diagnoses.stream(), other.diagnoses.stream()).toList());
  }

  private static long count(List<DriftFinding> findings, Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }
}

package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.stats.ExpectedPerformance;
import org.churnwise.stats.Interval;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.Recalibration;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Estimates AUC and Brier score of predictions before there are labels, see {@link
 * ExpectedPerformance}. It holds if customers still answer as on a named snapshot; where something
 * says that they or their data have changed, the value stands without a band, as UNTRUSTED.
 */
final class PerformanceEstimator {
  private static final RecordRows<Estimate> ROWS =
      new RecordRows<>(Tables.ESTIMATED_PERFORMANCE, Estimate.class, "run_id");

  private final Warehouse warehouse;
  private final Run run;
  private final MetricPolicy policy;

  PerformanceEstimator(Warehouse warehouse, Run run, MetricPolicy policy) {
    this.warehouse = warehouse;
    this.run = run;
    this.policy = policy;
  }

  /**
   * Replaces the estimates of a snapshot, in the caller's transaction, and returns them: none
   * without terms.
   *
   * @param findings of the comparison of these predictions
   * @param stands whether there may be rows of an earlier estimate
   */
  List<Estimate> estimate(
      DriftComparison comparison,
      EstimateInputs inputs,
      List<DriftFinding> findings,
      boolean stands) {
    if (stands) {
      warehouse.delete(
          Tables.ESTIMATED_PERFORMANCE, Map.of("snapshot_date", comparison.drift().snapshot()));
    }
    List<Estimate> estimates =
        comparison.terms().map(terms -> of(comparison, terms, inputs, findings)).orElse(List.of());
    ROWS.insert(warehouse, estimates, run.id());
    return estimates;
  }

  private List<Estimate> of(
      DriftComparison comparison,
      EstimateTerms terms,
      EstimateInputs read,
      List<DriftFinding> findings) {
    EstimateInputs inputs =
        terms.isHeldOut()
            ? read.withLine(comparison.model().orElseThrow().card().evaluation().heldOut())
            : read;
    Draft draft = new Draft(comparison, terms, inputs);
    Optional<Recalibration> line = inputs.recalibration();
    if (line.isEmpty()) {
      return draft.nothing(
          "the calibration line of %s is %s".formatted(terms.answersOf(), inputs.lineStatus()));
    }
    double churned = ExpectedPerformance.churned(inputs.cells(), line.get());
    MetricStatus status = policy.statusOf(inputs.rows(), Math.round(churned));
    return status == MetricStatus.OK
        ? draft.estimates(
            line.get(), ExpectedPerformance.of(inputs.cells(), line.get()), doubt(terms, findings))
        : draft.nothing("the predictions are " + status);
  }

  private static Optional<String> doubt(EstimateTerms terms, List<DriftFinding> findings) {
    List<String> doubts = new ArrayList<>();
    terms.doubt().ifPresent(doubts::add);
    if (findings.stream().anyMatch(finding -> finding.isOfAll() && finding.isBreach())) {
      doubts.add("the predictions drifted");
    }
    return doubts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", doubts));
  }

  /** What all estimates of a snapshot have. */
  private record Draft(DriftComparison comparison, EstimateTerms terms, EstimateInputs inputs) {

    List<Estimate> estimates(
        Recalibration line, ExpectedPerformance expected, Optional<String> doubt) {
      return List.of(
          of(MetricName.AUC, line, expected.auc(), expected.aucBand(), doubt),
          of(MetricName.BRIER, line, expected.brier(), expected.brierBand(), doubt));
    }

    private Estimate of(
        String metric, Recalibration line, double value, Interval band, Optional<String> doubt) {
      return row(
          metric,
          OptionalDouble.of(value),
          doubt.isEmpty() ? Optional.of(band) : Optional.empty(),
          doubt.isEmpty() ? EstimateStatus.OK : EstimateStatus.UNTRUSTED,
          doubt,
          Optional.of(line));
    }

    List<Estimate> nothing(String reason) {
      return List.of(nothing(MetricName.AUC, reason), nothing(MetricName.BRIER, reason));
    }

    private Estimate nothing(String metric, String reason) {
      return row(
          metric,
          OptionalDouble.empty(),
          Optional.empty(),
          EstimateStatus.NO_EVIDENCE,
          Optional.of(reason),
          Optional.empty());
    }

    private Estimate row(
        String metric,
        OptionalDouble value,
        Optional<Interval> band,
        EstimateStatus status,
        Optional<String> reason,
        Optional<Recalibration> line) {
      LocalDate snapshot = comparison.drift().snapshot();
      return new Estimate(
          snapshot,
          comparison.model().orElseThrow().version(),
          metric,
          value,
          number(band.map(Interval::low)),
          number(band.map(Interval::high)),
          status,
          reason,
          terms.answersOf(),
          terms.isHeldOut(),
          number(line.map(Recalibration::slope)),
          number(line.map(Recalibration::intercept)),
          inputs.rows());
    }

    private static OptionalDouble number(Optional<Double> value) {
      return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
  }
}

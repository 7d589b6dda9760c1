package org.churnwise.backtest;

import static org.churnwise.stats.MetricName.AUC;
import static org.churnwise.stats.MetricName.BRIER;
import static org.churnwise.stats.MetricName.CALIBRATION_SLOPE;
import static org.churnwise.stats.MetricName.F1;
import static org.churnwise.stats.MetricName.LOG_LOSS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.backtest.PolicySimulation.PolicyMonth;
import org.churnwise.cli.Console;
import org.churnwise.stats.Metric;
import org.churnwise.stats.PairedBootstrap;
import org.churnwise.stats.PairedBootstrap.MeanGain;
import org.churnwise.training.PastScores;

/** What the policies come to on the same snapshots. */
final class PolicyTable {
  /** How much less AUC than a fresh model's is near it. */
  static final double NEAR = 0.01;

  private static final List<String> SHOWN = List.of(AUC, BRIER, LOG_LOSS, F1, CALIBRATION_SLOPE);

  private final ScoredPast past;
  private final Map<RetrainingPolicy, List<PolicyMonth>> months;
  private final RetrainingPolicy configured;
  private final List<PolicyMeans> means;

  /**
   * @param months of each policy, over the same watermarks
   * @param configured policy that the others are compared with
   * @param bootstrap draws and seed of that
   */
  PolicyTable(
      ScoredPast past,
      Map<RetrainingPolicy, List<PolicyMonth>> months,
      RetrainingPolicy configured,
      PairedBootstrap bootstrap) {
    this.past = past;
    this.months = months;
    this.configured = configured;
    this.means = months.keySet().stream().map(policy -> means(policy, bootstrap)).toList();
  }

  /**
   * A policy, for the JSON line. Means are over the snapshots for which every policy had a
   * champion; empty if a metric has no value on one of them.
   *
   * @param trainings with the first one
   * @param promotions likewise
   * @param gain mean difference of AUC to the configured policy on the same customers; empty for
   *     that one itself, and without evidence
   * @param gainLow end of its 95 % interval over draws of customers, with the snapshots as they are
   * @param gainHigh the other end
   * @param nearFresh snapshots on which AUC is at most {@link #NEAR} below that of a model trained
   *     at the same watermark
   */
  record PolicyMeans(
      String policy,
      int snapshots,
      OptionalDouble meanAuc,
      OptionalDouble meanBrier,
      OptionalDouble meanLogLoss,
      OptionalDouble meanF1,
      OptionalDouble meanCalibrationSlope,
      OptionalDouble gain,
      OptionalDouble gainLow,
      OptionalDouble gainHigh,
      int trainings,
      int promotions,
      int nearFresh) {}

  List<PolicyMeans> means() {
    return means;
  }

  private PolicyMeans means(RetrainingPolicy policy, PairedBootstrap bootstrap) {
    List<PolicyMonth> all = months.get(policy);
    List<PolicyMonth> judged = judged(policy);
    OptionalDouble auc = mean(judged, AUC);
    Optional<MeanGain> gain =
        policy == configured || auc.isEmpty()
            ? Optional.empty()
            : Optional.of(
                bootstrap.meanGain(PastScores.beside(scores(judged), scores(judged(configured)))));
    return new PolicyMeans(
        policy.toString(),
        judged.size(),
        auc,
        mean(judged, BRIER),
        mean(judged, LOG_LOSS),
        mean(judged, F1),
        mean(judged, CALIBRATION_SLOPE),
        number(gain.map(MeanGain::gain)),
        number(gain.map(one -> one.interval().low())),
        number(gain.map(one -> one.interval().high())),
        (int) all.stream().filter(PolicyMonth::isTrained).count(),
        (int) all.stream().filter(PolicyMonth::isPromoted).count(),
        (int) judged.stream().filter(this::isNearFresh).count());
  }

  private List<PolicyMonth> judged(RetrainingPolicy policy) {
    return months.get(policy).stream().filter(month -> isShared(month.watermark())).toList();
  }

  private List<PastScores> scores(List<PolicyMonth> judged) {
    return judged.stream()
        .map(month -> past.on(month.watermark(), month.champion().orElseThrow()))
        .toList();
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  private boolean isShared(LocalDate watermark) {
    return months.values().stream()
        .flatMap(List::stream)
        .filter(month -> month.watermark().equals(watermark))
        .allMatch(month -> month.champion().isPresent());
  }

  private OptionalDouble mean(List<PolicyMonth> judged, String name) {
    List<OptionalDouble> values = judged.stream().map(month -> value(month, name)).toList();
    return !values.isEmpty() && values.stream().allMatch(OptionalDouble::isPresent)
        ? values.stream().mapToDouble(OptionalDouble::getAsDouble).average()
        : OptionalDouble.empty();
  }

  private OptionalDouble value(PolicyMonth month, String name) {
    return month.champion().isEmpty()
        ? OptionalDouble.empty()
        : Metric.named(past.metrics(month.champion().get(), month.watermark()), name).value();
  }

  private boolean isNearFresh(PolicyMonth month) {
    OptionalDouble auc = value(month, AUC);
    OptionalDouble fresh =
        months.get(RetrainingPolicy.ALWAYS).stream()
            .filter(one -> one.watermark().equals(month.watermark()))
            .map(one -> value(one, AUC))
            .findFirst()
            .orElse(OptionalDouble.empty());
    return auc.isPresent() && fresh.isPresent() && auc.getAsDouble() >= fresh.getAsDouble() - NEAR;
  }

  /** A line for each policy. */
  void print(Console console) {
    List<List<String>> rows = new ArrayList<>();
    for (PolicyMeans policy : means) {
      rows.add(
          List.of(
              policy.policy(),
              WindowTable.cell(policy.meanAuc(), 4),
              gain(policy),
              WindowTable.cell(policy.meanBrier(), 4),
              WindowTable.cell(policy.meanLogLoss(), 4),
              WindowTable.cell(policy.meanF1(), 4),
              WindowTable.cell(policy.meanCalibrationSlope(), 2),
              Console.count(policy.trainings()),
              Console.count(policy.promotions()),
              "%d of %d".formatted(policy.nearFresh(), policy.snapshots())));
    }
    console.table(
        List.of(
            "policy",
            "AUC",
            "gain over " + configured,
            "Brier",
            "log loss",
            "F1",
            "slope",
            "trainings",
            "promotions",
            "near fresh"),
        rows);
  }

  /** What the figures are, for a person. */
  String explained() {
    int snapshots = means.get(0).snapshots();
    return snapshots == 0
        ? "no means: at no snapshot every policy had a champion; see --detail for why"
        : "means over %d snapshots; gain: of AUC, with its 95 %% interval over customers, not over other months; near fresh: AUC at most %s below a model trained at the same snapshot"
            .formatted(snapshots, NEAR);
  }

  private static String gain(PolicyMeans policy) {
    return policy.gain().isEmpty()
        ? "-"
        : "%s (%s to %s)"
            .formatted(
                WindowTable.cell(policy.gain(), 4),
                WindowTable.cell(policy.gainLow(), 4),
                WindowTable.cell(policy.gainHigh(), 4));
  }

  /** A line for each policy and snapshot. */
  void printMonths(Console console) {
    List<List<String>> rows = new ArrayList<>();
    months.forEach(
        (policy, all) ->
            all.forEach(
                month -> {
                  List<String> row = new ArrayList<>();
                  row.add(policy.toString());
                  row.add(month.watermark().toString());
                  row.add(month.champion().map(LocalDate::toString).orElse("none"));
                  SHOWN.forEach(
                      name ->
                          row.add(
                              WindowTable.cell(
                                  value(month, name), name.equals(CALIBRATION_SLOPE) ? 2 : 4)));
                  row.add(
                      month.isPromoted() ? "promoted" : month.isTrained() ? "not promoted" : "-");
                  row.add(month.reason());
                  rows.add(row);
                }));
    console.table(
        List.of(
            "policy",
            "snapshot",
            "model of",
            "AUC",
            "Brier",
            "log loss",
            "F1",
            "slope",
            "training",
            "why"),
        rows);
  }
}

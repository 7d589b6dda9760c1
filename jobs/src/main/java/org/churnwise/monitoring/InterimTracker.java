package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.evaluation.EvaluationSums;
import org.churnwise.run.RecordRows;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.Run;
import org.churnwise.run.SliceId;
import org.churnwise.sql.Sql;
import org.churnwise.stats.AucDecline;
import org.churnwise.stats.Interval;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.Verdict;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Measures how predictions rank who buys within the first days of a snapshot, and whether that is
 * worse than on earlier snapshots: below the lowest of them beyond chance and by a least loss. The
 * level is shared by the looks at a snapshot, so that all of them together raise a false alarm for
 * less than one snapshot in a hundred. The warehouse computes the sums.
 */
final class InterimTracker {
  static final Sql GROUPS = Sql.named("monitoring/interim_groups");

  private static final double LEVEL = 0.01;

  /** Fewer earlier snapshots say nothing about how much they differ by themselves. */
  private static final int LEAST_EARLIER = 2;

  private static final RecordRows<Interim> ROWS =
      new RecordRows<>(Tables.INTERIM_PERFORMANCE, Interim.class, "run_id");

  private final Warehouse warehouse;
  private final Run run;
  private final EvaluationSums sums;
  private final MetricPolicy policy;
  private final double leastLoss;

  /**
   * @param leastLoss of AUC, below which nothing is a break
   */
  InterimTracker(Warehouse warehouse, Run run, MetricPolicy policy, double leastLoss) {
    this.warehouse = warehouse;
    this.run = run;
    this.sums = new EvaluationSums(warehouse, 1);
    this.policy = policy;
    this.leastLoss = leastLoss;
  }

  /**
   * Replaces the rows of looks, in the caller's transaction, and returns them: one query, one
   * deletion for each snapshot that was looked at before, and one insertion.
   *
   * @param looks at each snapshot, which share the level
   */
  List<Interim> track(List<InterimTask> tasks, List<SliceId.Interim> standing, int looks) {
    Map<Measured, Metric> measured = measured(tasks);
    List<Interim> rows = tasks.stream().map(task -> row(task, measured, looks)).toList();
    for (SliceId.Interim old : standing) {
      warehouse.delete(
          Tables.INTERIM_PERFORMANCE,
          Map.of("snapshot_date", old.snapshot(), "days", (long) old.days()));
    }
    ROWS.insert(warehouse, rows, run.id());
    return rows;
  }

  private Map<Measured, Metric> measured(List<InterimTask> tasks) {
    Map<Integer, TreeSet<LocalDate>> snapshots = new TreeMap<>();
    for (InterimTask task : tasks) {
      if (task.obstacle().isEmpty()) {
        Stream.concat(Stream.of(task.predictions()), task.earlier().stream())
            .forEach(
                one ->
                    snapshots
                        .computeIfAbsent(task.id().days(), of -> new TreeSet<>())
                        .add(one.snapshot()));
      }
    }
    List<Sql> queries = new ArrayList<>();
    snapshots.forEach(
        (days, dates) ->
            queries.add(
                RequestedSnapshots.in(GROUPS, List.copyOf(dates)).with("days", days.longValue())));
    Map<Measured, Metric> found = new HashMap<>();
    if (!queries.isEmpty()) {
      for (Evaluation evaluation : sums.of(Sql.unionAll("monitoring/interim_groups", queries))) {
        found.put(
            new Measured(evaluation.scorer(), evaluation.slice()),
            Metric.named(evaluation.metrics(policy), MetricName.AUC));
      }
    }
    return found;
  }

  private Interim row(InterimTask task, Map<Measured, Metric> measured, int looks) {
    Metric auc = metric(measured, task.predictions(), task.id()).orElseGet(this::nothing);
    List<Metric> earlier =
        task.earlier().stream()
            .flatMap(one -> metric(measured, one, task.id()).stream())
            .filter(one -> one.status() == MetricStatus.OK)
            .toList();
    Optional<String> doubt = task.obstacle().or(() -> doubt(auc, earlier));
    Optional<AucDecline> decline = AucDecline.of(auc, earlier);
    return new Interim(
        task.id().snapshot(),
        task.id().days(),
        task.predictions().modelVersion(),
        task.knownOn(),
        auc.rows(),
        auc.positives(),
        auc.value(),
        number(auc.interval().map(Interval::low)),
        number(auc.interval().map(Interval::high)),
        auc.recencyValue(),
        auc.status(),
        earlier.size(),
        number(decline.map(AucDecline::mean)),
        number(decline.map(AucDecline::lowest)),
        number(decline.map(AucDecline::pValue)),
        doubt.isPresent() ? Verdict.NO_EVIDENCE : verdict(decline, looks),
        doubt);
  }

  private Verdict verdict(Optional<AucDecline> decline, int looks) {
    return decline.isEmpty()
        ? Verdict.NO_EVIDENCE
        : decline.get().isBreak(leastLoss, looks, LEVEL) ? Verdict.BREACH : Verdict.OK;
  }

  private static Optional<String> doubt(Metric auc, List<Metric> earlier) {
    if (auc.status() != MetricStatus.OK) {
      return Optional.of("the AUC is " + auc.status());
    }
    return earlier.size() < LEAST_EARLIER
        ? Optional.of(
            "%d earlier snapshots to compare with, %d are needed"
                .formatted(earlier.size(), LEAST_EARLIER))
        : Optional.empty();
  }

  private Metric nothing() {
    return Metric.named(Evaluation.nothing("none", "none").metrics(policy), MetricName.AUC);
  }

  private static Optional<Metric> metric(
      Map<Measured, Metric> measured, SliceId.Predictions predictions, SliceId.Interim id) {
    return Optional.ofNullable(measured.get(Measured.of(predictions, id.days())));
  }

  /**
   * What an evaluation is of, as the statement names it.
   *
   * @param days of which snapshot, and how many
   */
  private record Measured(String version, String days) {
    static Measured of(SliceId.Predictions predictions, int days) {
      return new Measured(predictions.modelVersion(), predictions.snapshot() + " " + days);
    }
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}

package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.churnwise.config.Settings;
import org.churnwise.model.evaluation.EvaluationSums;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.run.DataFault;
import org.churnwise.run.Hash;
import org.churnwise.run.Input;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.SliceId;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageSlice;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Which first days of which snapshots can be looked at before their labels are FINAL, and beside
 * which earlier snapshots. What a look is compared with follows from its days, not from when it is
 * made, so that one that is made again is the same.
 */
final class InterimPlan {
  /** Earlier snapshots that a look is compared with at most, the newest. */
  private static final int EARLIER = 6;

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Settings settings;
  private final ModelRegistry registry;
  private final SnapshotRules rules;

  InterimPlan(Warehouse warehouse, Ledger ledger, Settings settings) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.settings = settings;
    this.registry = new ModelRegistry(warehouse, ledger);
    this.rules = new SnapshotRules(settings.churn().windowDays(), settings.churn().graceDays());
  }

  /** The numbers of days to look at: those that end before the churn window does. */
  List<Integer> horizons() {
    return settings.monitoring().interimDays().stream()
        .filter(days -> days < rules.windowDays())
        .toList();
  }

  /**
   * The looks at scored snapshots after the newest one with FINAL labels, which says more than any
   * look at an earlier one; in order. Costs no statement.
   */
  List<InterimTask> tasks() {
    LedgerView view = ledger.view();
    Optional<LocalDate> watermark = view.loaded().watermark();
    if (watermark.isEmpty() || horizons().isEmpty()) {
      return List.of();
    }
    Map<LocalDate, SliceId.Predictions> production = production();
    List<LocalDate> finals = finals();
    List<InterimTask> tasks = new ArrayList<>();
    production.forEach(
        (snapshot, predictions) -> {
          if (finals.stream().noneMatch(day -> !day.isBefore(snapshot))) {
            for (int days : horizons()) {
              SliceId.Interim id = new SliceId.Interim(snapshot, days);
              if (!knownOn(id).isAfter(watermark.get())
                  || view.key(Stage.MONITOR, id).isPresent()) {
                tasks.add(task(id, production, finals, watermark.get()));
              }
            }
          }
        });
    return tasks;
  }

  private InterimTask task(
      SliceId.Interim id,
      Map<LocalDate, SliceId.Predictions> production,
      List<LocalDate> finals,
      LocalDate watermark) {
    List<SliceId.Predictions> earlier =
        finals.stream()
            .sorted(Comparator.reverseOrder())
            .filter(day -> !rules.windowEnd(day).isAfter(id.end()))
            .filter(production::containsKey)
            .limit(EARLIER)
            .map(production::get)
            .toList();
    SliceId.Predictions predictions = production.get(id.snapshot());
    Optional<String> obstacle = obstacle(id, watermark);
    return new InterimTask(
        id, predictions, earlier, obstacle, knownOn(id), slice(id, predictions, earlier, obstacle));
  }

  private StageSlice slice(
      SliceId.Interim id,
      SliceId.Predictions predictions,
      List<SliceId.Predictions> earlier,
      Optional<String> obstacle) {
    LedgerView view = ledger.view();
    List<Input> inputs =
        new ArrayList<>(
            view.loaded().before(id.end()).stream()
                .filter(input -> input.name().equals(Tables.SALES.name()))
                .toList());
    inputs.addAll(scores(predictions));
    for (SliceId.Predictions one : earlier) {
      inputs.addAll(scores(one));
      inputs.addAll(
          view.input(
              Stage.LABEL, Tables.CUSTOMER_LABELS.name(), new SliceId.Snapshot(one.snapshot())));
    }
    return StageSlice.of(
        Stage.MONITOR,
        Tables.INTERIM_PERFORMANCE.name(),
        id,
        StageCode.of(ModelMonitor.class, warehouse.getClass()),
        Hash.of(
            rules.toString(),
            obstacle.toString(),
            horizons().toString(),
            settings.resolved().hashOf("monitoring", "diagnosis")),
        List.of(InterimTracker.GROUPS, EvaluationSums.QUERY),
        inputs);
  }

  private List<Input> scores(SliceId.Predictions predictions) {
    LedgerView view = ledger.view();
    List<Input> inputs =
        new ArrayList<>(view.input(Stage.SCORE, Tables.CHURN_PREDICTIONS.name(), predictions));
    inputs.addAll(
        view.input(
            Stage.FEATURES,
            Tables.CUSTOMER_FEATURES.name(),
            new SliceId.Snapshot(predictions.snapshot())));
    return inputs;
  }

  /** The same rules as of labels: all days known, and no hole in them. */
  private Optional<String> obstacle(SliceId.Interim id, LocalDate watermark) {
    if (knownOn(id).isAfter(watermark)) {
      return Optional.of("sales are known only before " + watermark);
    }
    return ledger.view().faults().holes(id.snapshot(), id.end()).stream()
        .findFirst()
        .map(DataFault::spoken);
  }

  private LocalDate knownOn(SliceId.Interim id) {
    return id.end().plusDays(rules.graceDays());
  }

  private List<LocalDate> finals() {
    return ledger.view().labels().ofFinal().stream().map(LabelledSnapshot::date).sorted().toList();
  }

  /** The predictions that were in production, by snapshot. */
  private Map<LocalDate, SliceId.Predictions> production() {
    Map<LocalDate, TreeSet<String>> scored = new TreeMap<>();
    for (SliceId slice : ledger.view().keys(Stage.SCORE).keySet()) {
      if (slice instanceof SliceId.Predictions one) {
        scored.computeIfAbsent(one.snapshot(), of -> new TreeSet<>()).add(one.modelVersion());
      }
    }
    Map<LocalDate, SliceId.Predictions> production = new TreeMap<>();
    scored.forEach(
        (snapshot, versions) ->
            RealisedMetrics.inProduction(snapshot, versions.stream(), registry)
                .ifPresent(
                    version ->
                        production.put(snapshot, new SliceId.Predictions(snapshot, version))));
    return production;
  }
}

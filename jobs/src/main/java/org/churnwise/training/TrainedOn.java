package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.model.registry.FeatureViewCheck;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.model.registry.TrainingDataset;
import org.churnwise.model.registry.TrainingDataset.Content;
import org.churnwise.model.registry.TrainingDataset.Slice;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.run.Input;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.Run;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** The data that a training reads: its features, and its rows by content. */
final class TrainedOn {
  private final Warehouse warehouse;
  private final Run run;
  private final FeatureViews views;
  private final TrainingRules rules;
  private final Map<SliceKeys, Content> known = new HashMap<>();

  /** Remembers the contents of slices, so that a run that trains often reads each of them once. */
  TrainedOn(Warehouse warehouse, Ledger ledger, TrainingRules rules) {
    this.warehouse = warehouse;
    this.run = ledger.run();
    this.views = new FeatureViews(warehouse, ledger);
    this.rules = rules;
  }

  /** Features and labels of a snapshot by their stage keys: equal keys, equal rows. */
  private record SliceKeys(LocalDate snapshot, String features, String labels) {}

  /**
   * The rows of a plan; one query reads those of slices that this object has not seen yet.
   *
   * @param inputs features and labels of the plan's snapshots, with their stage keys
   * @throws ChurnException exit 3 if several versions of the feature view computed them
   */
  TrainingDataset dataset(TrainingPlan plan, List<Input> inputs) {
    FeatureViewCheck check = new FeatureViewCheck(views);
    FeatureSet features =
        FeatureSet.of(rules.catalogue(), check.one(plan.snapshots(), rules.catalogue()));
    LeftOutShare leftOut = LeftOutShare.of(rules.training());
    Map<String, String> keys =
        inputs.stream()
            .collect(Collectors.toMap(input -> input.name() + " " + input.slice(), Input::hash));
    List<SliceKeys> wanted =
        plan.snapshots().stream()
            .map(
                snapshot ->
                    new SliceKeys(
                        snapshot,
                        keys.get(Tables.CUSTOMER_FEATURES.name() + " " + snapshot),
                        keys.get(Tables.CUSTOMER_LABELS.name() + " " + snapshot)))
            .toList();
    read(wanted.stream().filter(slice -> !known.containsKey(slice)).toList(), leftOut);
    List<Slice> slices =
        wanted.stream()
            .map(
                slice ->
                    new Slice(slice.snapshot(), slice.features(), slice.labels(), known.get(slice)))
            .toList();
    return new TrainingDataset(features, plan.heldOut(), slices, leftOut);
  }

  private void read(List<SliceKeys> slices, LeftOutShare leftOut) {
    if (slices.isEmpty()) {
      return;
    }
    List<LocalDate> snapshots = slices.stream().map(SliceKeys::snapshot).toList();
    Map<LocalDate, Content> contents =
        new TrainingDatasets(warehouse, run).contents(snapshots, leftOut);
    slices.forEach(slice -> known.put(slice, contents.get(slice.snapshot())));
  }

  /** The slices that a plan reads. */
  static List<Input> inputs(LedgerView view, TrainingPlan plan) {
    List<Input> inputs = new ArrayList<>();
    for (LocalDate snapshot : plan.snapshots()) {
      inputs.add(input(view, Stage.FEATURES, Tables.CUSTOMER_FEATURES, snapshot));
      inputs.add(input(view, Stage.LABEL, Tables.CUSTOMER_LABELS, snapshot));
    }
    return inputs;
  }

  private static Input input(LedgerView view, Stage stage, Table table, LocalDate snapshot) {
    return view.input(stage, table.name(), new SliceId.Snapshot(snapshot)).stream()
        .findFirst()
        .orElseThrow(
            () ->
                ChurnException.dataRefused(
                    "cannot train on snapshot %s: stage %s has not written it; run %s --snapshot-date %s"
                        .formatted(snapshot, stage, stage, snapshot)));
  }
}

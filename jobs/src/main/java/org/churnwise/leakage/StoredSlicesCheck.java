package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.cli.Console;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.run.Input;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Compares the stored features and labels with those computed from the tables today. They may
 * differ where the ledger names a file loaded or taken back after they were written, or another
 * version of the feature view that computed them; any other difference is a silent change of the
 * past.
 */
final class StoredSlicesCheck implements LeakCheck {
  private static final String PREFIX = "stored_";

  private final Warehouse live;
  private final Reference reference;
  private final LoadedFiles loaded;
  private final Set<LocalDate> computedOtherwise;
  private final CellComparison features;
  private final CellComparison labels;

  /** Needs the tables that {@link #keep} copied when the scratch copy was fresh. */
  StoredSlicesCheck(Warehouse live, Ledger ledger, Reference reference) {
    this.live = live;
    this.reference = reference;
    this.loaded = ledger.view().loaded();
    this.computedOtherwise =
        new FeatureViews(live, ledger).computedOtherwise(FeatureCatalogue.load());
    this.features = comparison(Tables.CUSTOMER_FEATURES);
    this.labels = comparison(Tables.CUSTOMER_LABELS);
  }

  /** Keeps the stored rows before the scratch copy is recomputed. */
  static void keep(ScratchCopy copy) {
    copy.keep(Tables.CUSTOMER_FEATURES, PREFIX + Tables.CUSTOMER_FEATURES.name());
    copy.keep(Tables.CUSTOMER_LABELS, PREFIX + Tables.CUSTOMER_LABELS.name());
  }

  @Override
  public CheckResult run() {
    Map<String, Set<String>> featureFiles = files("features");
    Map<String, Set<String>> labelFiles = files("label");
    long rows = 0;
    int late = 0;
    Optional<Leak> leak = Optional.empty();
    for (LocalDate snapshot : reference.snapshots()) {
      boolean lateFeatures =
          computedOtherwise.contains(snapshot)
              || differ(loaded.before(snapshot), featureFiles, snapshot);
      boolean lateSales = differ(labelInputs(snapshot), labelFiles, snapshot);
      rows += features.rows(snapshot) + labels.rows(snapshot);
      late += lateFeatures || lateSales ? 1 : 0;
      leak =
          leak.or(() -> silentChange(features, snapshot, lateFeatures))
              .or(() -> silentChange(labels, snapshot, lateSales));
    }
    return CheckResult.of(
        "stored-slices",
        "stored rows with the tables; " + Console.count(late, "snapshot") + " with late files",
        rows,
        reference.snapshots().size(),
        leak,
        "past rows changed, but the ledger names no later file: check what else writes these tables, or rewrite the snapshot with 'features --force' and 'label --force'");
  }

  private static Optional<Leak> silentChange(
      CellComparison comparison, LocalDate snapshot, boolean explained) {
    return explained ? Optional.empty() : comparison.firstDifference(snapshot).map(Leak::turned);
  }

  /** Labels come from the sales before the end of the churn window. */
  private List<Input> labelInputs(LocalDate snapshot) {
    return loaded.before(reference.copy().rules().windowEnd(snapshot)).stream()
        .filter(input -> input.name().equals(Tables.SALES.name()))
        .toList();
  }

  private CellComparison comparison(Table table) {
    return new CellComparison(reference.copy().warehouse(), table, PREFIX + table.name());
  }

  private static boolean differ(
      List<Input> now, Map<String, Set<String>> written, LocalDate snapshot) {
    return !now.stream()
        .map(Input::hash)
        .collect(Collectors.toSet())
        .equals(written.getOrDefault(snapshot.toString(), Set.of()));
  }

  /** Slice to the hashes of the files that it was made from. */
  private Map<String, Set<String>> files(String stage) {
    return live.query(Sql.named("leakage/inputs_of_slices").with("stage", stage)).stream()
        .collect(
            Collectors.groupingBy(
                row -> row.string("output_slice"),
                Collectors.mapping(row -> row.string("input_hash"), Collectors.toSet())));
  }
}

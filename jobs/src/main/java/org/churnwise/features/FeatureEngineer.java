package org.churnwise.features;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureView;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.Input;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Computes customer_features for snapshots: one SQL statement in the warehouse for as many of them
 * as its memory holds, one transaction, no row through Spark. A snapshot with the same key is left
 * alone.
 */
public final class FeatureEngineer {
  private static final Sql STATEMENT = Sql.named("features/customer_features");

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final FeatureStoreManager store;
  private final FeatureValidator validator;
  private final FeatureCatalogue catalogue;

  /** Refuses (exit 2) a catalogue that does not list exactly the columns of customer_features. */
  public FeatureEngineer(Warehouse warehouse, Ledger ledger, FeatureCatalogue catalogue) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.store = new FeatureStoreManager(warehouse, ledger, catalogue);
    this.validator = new FeatureValidator(warehouse, ledger.run());
    this.catalogue = catalogue;
    FeatureValidator.requireAgreement(catalogue, Tables.CUSTOMER_FEATURES);
  }

  /**
   * Brings the features of the snapshots up to date.
   *
   * @param force recompute slices whose key has not changed
   * @throws ChurnException exit 3 for a snapshot after the watermark, or before the first sale
   */
  public FeatureResult compute(List<LocalDate> days, boolean force) {
    List<StageSlice> slices = plan(ledger.view(), days.stream().distinct().toList());
    List<StageSlice> outdated = ledger.outdated(slices, force);
    int upToDate = slices.size() - outdated.size();
    if (outdated.isEmpty()) {
      return new FeatureResult(0, upToDate, 0);
    }
    FeatureView computed = store.view();
    FeatureResult result =
        ledger.commit(
            outdated,
            store::prepare,
            prepared -> {
              store.register(prepared);
              return write(outdated, upToDate);
            });
    store.computed(dates(outdated), computed);
    return result;
  }

  private List<StageSlice> plan(LedgerView view, List<LocalDate> snapshots) {
    LoadedFiles loaded = view.loaded();
    SnapshotRules.requireNotAfter(SnapshotRules.requireWatermark(loaded), snapshots);
    FeatureView computed = store.view();
    return snapshots.stream().map(date -> slice(date, loaded, computed)).toList();
  }

  /**
   * The snapshots whose features would not be the same if they were computed now, in order: a file
   * was loaded late, corrected or taken back, or the feature view or the program has changed since.
   * Those that the loaded sales do not allow any more are not among them.
   */
  public List<LocalDate> stale() {
    LoadedFiles loaded = ledger.view().loaded();
    List<LocalDate> written =
        ledger.view().keys(Stage.FEATURES).keySet().stream()
            .map(slice -> ((SliceId.Snapshot) slice).date())
            .filter(loaded::allow)
            .sorted()
            .toList();
    return written.isEmpty()
        ? List.of()
        : dates(ledger.outdated(plan(ledger.view(), written), false));
  }

  private Written<FeatureResult> write(List<StageSlice> slices, int upToDate) {
    List<LocalDate> dates = dates(slices);
    long rows = store.replace(dates(ledger.view().standing(slices)), dates, STATEMENT);
    Map<LocalDate, List<QualityCheck>> checks = validator.validate(dates);
    Map<SliceId, StageCounts> counts = new LinkedHashMap<>();
    for (LocalDate date : dates) {
      long written = FeatureValidator.rowCount(checks.get(date));
      SliceRows slice = new SliceRows(Tables.CUSTOMER_FEATURES, Map.of("snapshot_date", date));
      counts.put(new SliceId.Snapshot(date), new StageCounts(written, written, slice));
    }
    return new Written<>(new FeatureResult(dates.size(), upToDate, rows), counts);
  }

  private static List<LocalDate> dates(List<StageSlice> slices) {
    return slices.stream().map(slice -> ((SliceId.Snapshot) slice.id()).date()).toList();
  }

  private StageSlice slice(LocalDate snapshot, LoadedFiles loaded, FeatureView view) {
    List<Input> inputs = new ArrayList<>(loaded.before(snapshot));
    inputs.add(view.asInput());
    return StageSlice.of(
        Stage.FEATURES,
        Tables.CUSTOMER_FEATURES.name(),
        new SliceId.Snapshot(snapshot),
        StageCode.of(FeatureEngineer.class, warehouse.getClass()),
        catalogue.hash(),
        List.of(STATEMENT),
        inputs);
  }
}

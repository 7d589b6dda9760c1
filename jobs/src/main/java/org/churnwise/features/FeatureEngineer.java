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
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SliceRows;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Computes customer_features for snapshots: one SQL statement in the warehouse for all of them, one
 * transaction, no row through Spark. A snapshot that stands with the same key is left alone.
 */
public final class FeatureEngineer {
  public static final String STAGE = "features";

  private static final Sql STATEMENT = Sql.named("features/customer_features");

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final FeatureStoreManager store;
  private final FeatureValidator validator;
  private final FeatureCatalogue catalogue;

  /** Refuses (exit 2) a catalogue that does not name exactly the columns of customer_features. */
  public FeatureEngineer(Warehouse warehouse, Ledger ledger, FeatureCatalogue catalogue) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.store = new FeatureStoreManager(warehouse, ledger.run(), catalogue);
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
    List<LocalDate> snapshots = days.stream().distinct().toList();
    LoadedFiles loaded = new LoadedFiles(warehouse);
    SnapshotRules.requireNotAfter(SnapshotRules.requireWatermark(loaded), snapshots);
    FeatureView view = store.view();
    List<StageSlice> slices = snapshots.stream().map(date -> slice(date, loaded, view)).toList();
    List<StageSlice> outdated = ledger.outdated(slices, force);
    if (outdated.isEmpty()) {
      return new FeatureResult(0, snapshots.size(), 0);
    }
    List<LocalDate> dates = outdated.stream().map(slice -> LocalDate.parse(slice.slice())).toList();
    long[] rows = new long[1];
    ledger.attempt(
        outdated,
        commit -> {
          store.prepare();
          commit.commit(
              () -> {
                store.register(view);
                return write(dates, rows);
              });
        });
    return new FeatureResult(dates.size(), snapshots.size() - dates.size(), rows[0]);
  }

  /**
   * The snapshots whose features another version of the feature view computed, other SQL or other
   * columns, in order.
   */
  public List<LocalDate> computedOtherwise() {
    return store.computedOtherwise();
  }

  private Map<String, StageCounts> write(List<LocalDate> dates, long[] rows) {
    rows[0] = store.replace(dates, STATEMENT.with("run_id", ledger.run().id()));
    Map<LocalDate, List<QualityCheck>> checks = validator.validate(dates);
    Map<String, StageCounts> counts = new LinkedHashMap<>();
    for (LocalDate date : dates) {
      long written = FeatureValidator.rowCount(checks.get(date));
      SliceRows slice = new SliceRows(Tables.CUSTOMER_FEATURES, Map.of("snapshot_date", date));
      counts.put(date.toString(), new StageCounts(written, written, slice));
    }
    store.release();
    return counts;
  }

  private StageSlice slice(LocalDate snapshot, LoadedFiles loaded, FeatureView view) {
    List<Input> inputs = new ArrayList<>(loaded.before(snapshot));
    inputs.add(view.asInput());
    return StageSlice.of(
        STAGE,
        Tables.CUSTOMER_FEATURES.name(),
        snapshot.toString(),
        ledger.run(),
        catalogue.hash(),
        List.of(STATEMENT),
        inputs);
  }
}

package org.churnwise.labels;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.run.DataFault;
import org.churnwise.run.Input;
import org.churnwise.run.LabelState;
import org.churnwise.run.LabelledSnapshots;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.RequestedSnapshots;
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
 * Writes customer_labels for snapshots: one SQL statement in the warehouse for all of them. A whole
 * snapshot is PENDING until snapshot + churn window + grace is at or before the watermark; only
 * then do its rows have labels, because before that only retained customers are known. Where sales
 * are missing in the window it is NO_EVIDENCE then, and its rows have no labels.
 */
public final class ChurnLabeler {
  private static final Sql STATEMENT = Sql.named("labels/customer_labels");

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final SnapshotRules rules;
  private final LabelQualityChecker checker;

  public ChurnLabeler(Warehouse warehouse, Ledger ledger, SnapshotRules rules) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.rules = rules;
    this.checker = new LabelQualityChecker(warehouse, ledger.run());
  }

  /**
   * Every snapshot with features or labels whose labels are not FINAL, or would not be the same if
   * they were written now; in order.
   */
  public List<LocalDate> due() {
    LedgerView view = ledger.view();
    Set<SliceId> open = new HashSet<>(view.keys(Stage.FEATURES).keySet());
    open.addAll(view.keys(Stage.LABEL).keySet());
    view.labels().ofFinal().forEach(known -> open.remove(new SliceId.Snapshot(known.date())));
    return Stream.concat(
            open.stream()
                .map(slice -> ((SliceId.Snapshot) slice).date())
                .filter(view.loaded()::allow),
            stale().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The snapshots whose labels would not be the same if they were written now, in order: a file was
   * loaded late, corrected or taken back, the labels have become known since, or a hole was found
   * or filled.
   */
  public List<LocalDate> stale() {
    LedgerView view = ledger.view();
    List<LocalDate> written =
        view.keys(Stage.LABEL).keySet().stream()
            .map(slice -> ((SliceId.Snapshot) slice).date())
            .filter(view.loaded()::allow)
            .sorted()
            .toList();
    return written.isEmpty()
        ? List.of()
        : ledger.outdated(plan(view, written), false).stream().map(ChurnLabeler::date).toList();
  }

  /** The holes in the churn window of a snapshot: with one, its labels are never FINAL. */
  public List<DataFault> holes(LocalDate snapshot) {
    return ledger.view().faults().holes(snapshot, rules.windowEnd(snapshot));
  }

  /**
   * Brings the labels of the snapshots up to date.
   *
   * @param force rewrite slices whose key has not changed
   * @throws ChurnException exit 3 for a snapshot after the watermark, or before the first sale
   */
  public LabelResult label(List<LocalDate> days, boolean force) {
    List<StageSlice> slices = plan(ledger.view(), days.stream().distinct().toList());
    List<StageSlice> outdated = ledger.outdated(slices, force);
    int upToDate = slices.size() - outdated.size();
    return outdated.isEmpty()
        ? new LabelResult(0, 0, 0, upToDate)
        : ledger.commit(outdated, () -> write(outdated, upToDate));
  }

  private List<StageSlice> plan(LedgerView view, List<LocalDate> snapshots) {
    LoadedFiles loaded = view.loaded();
    LocalDate watermark = SnapshotRules.requireWatermark(loaded);
    SnapshotRules.requireNotAfter(watermark, snapshots);
    return snapshots.stream().map(date -> slice(date, loaded, watermark)).toList();
  }

  private Written<LabelResult> write(List<StageSlice> slices, int upToDate) {
    List<LocalDate> dates = slices.stream().map(ChurnLabeler::date).toList();
    LocalDate watermark = SnapshotRules.requireWatermark(ledger.view().loaded());
    warehouse.delete(Tables.CUSTOMER_LABELS, Map.of("snapshot_date", dates));
    warehouse.insertFrom(
        Tables.CUSTOMER_LABELS,
        RequestedSnapshots.in(STATEMENT, dates)
            .with("churn_window_days", rules.windowDays())
            .with("grace_days", rules.graceDays())
            .with("watermark", watermark));
    Map<SliceId, StageCounts> counts = new LinkedHashMap<>();
    List<LabelledSnapshot> labelled = checker.check(dates);
    ledger.view().update(LabelledSnapshots.class, known -> known.with(labelled));
    for (LabelledSnapshot snapshot : labelled) {
      counts.put(
          new SliceId.Snapshot(snapshot.date()),
          new StageCounts(snapshot.rows(), snapshot.rows(), rowsOf(snapshot.date())));
    }
    return new Written<>(result(dates, watermark, upToDate), counts);
  }

  private LabelResult result(List<LocalDate> dates, LocalDate watermark, int upToDate) {
    Map<LabelState, Long> states =
        dates.stream()
            .collect(Collectors.groupingBy(date -> state(date, watermark), Collectors.counting()));
    return new LabelResult(
        states.getOrDefault(LabelState.FINAL, 0L).intValue(),
        states.getOrDefault(LabelState.PENDING, 0L).intValue(),
        states.getOrDefault(LabelState.NO_EVIDENCE, 0L).intValue(),
        upToDate);
  }

  private LabelState state(LocalDate snapshot, LocalDate watermark) {
    if (!rules.isMature(snapshot, watermark)) {
      return LabelState.PENDING;
    }
    return holes(snapshot).isEmpty() ? LabelState.FINAL : LabelState.NO_EVIDENCE;
  }

  private static LocalDate date(StageSlice slice) {
    return ((SliceId.Snapshot) slice.id()).date();
  }

  private static SliceRows rowsOf(LocalDate snapshot) {
    return new SliceRows(Tables.CUSTOMER_LABELS, Map.of("snapshot_date", snapshot));
  }

  /** Labels come from sales alone; other feeds do not make them outdated. */
  private static List<Input> salesBefore(LocalDate day, LoadedFiles loaded) {
    return loaded.before(day).stream()
        .filter(input -> input.name().equals(Tables.SALES.name()))
        .toList();
  }

  private StageSlice slice(LocalDate snapshot, LoadedFiles loaded, LocalDate watermark) {
    LabelState state = state(snapshot, watermark);
    return StageSlice.of(
        Stage.LABEL,
        Tables.CUSTOMER_LABELS.name(),
        new SliceId.Snapshot(snapshot),
        StageCode.of(ChurnLabeler.class, warehouse.getClass()),
        rules + " " + state,
        List.of(STATEMENT),
        salesBefore(rules.windowEnd(snapshot), loaded));
  }
}

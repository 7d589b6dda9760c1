package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.config.Settings;
import org.churnwise.quality.AlertManager;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Looks at predictions before their labels are FINAL: who has bought in the first 7, 14, 21 days.
 * Each look is a slice of its own, made once its days are known. It opens and closes an alert;
 * nothing is trained or promoted by it.
 */
public final class EarlyWarning {
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final InterimPlan plan;
  private final InterimTracker tracker;

  EarlyWarning(Warehouse warehouse, Ledger ledger, Settings settings, MetricPolicy policy) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.plan = new InterimPlan(warehouse, ledger, settings);
    this.tracker =
        new InterimTracker(warehouse, ledger.run(), policy, settings.diagnosis().aucLoss());
  }

  /**
   * Makes the looks whose days have become known, or whose data have changed; one transaction.
   *
   * @return those that were made, in order of snapshot and days
   */
  public List<Interim> look(boolean force) {
    return look(plan.tasks(), force);
  }

  /** The same of one look; nothing if it cannot be made. */
  public List<Interim> look(SliceId.Interim id, boolean force) {
    return look(plan.tasks().stream().filter(task -> task.id().equals(id)).toList(), force);
  }

  private List<Interim> look(List<InterimTask> tasks, boolean force) {
    Set<StageSlice> outdated =
        Set.copyOf(ledger.outdated(tasks.stream().map(InterimTask::slice).toList(), force));
    List<InterimTask> due = tasks.stream().filter(task -> outdated.contains(task.slice())).toList();
    return due.isEmpty()
        ? List.of()
        : ledger.commit(due.stream().map(InterimTask::slice).toList(), () -> write(due));
  }

  private Written<List<Interim>> write(List<InterimTask> due) {
    List<SliceId.Interim> standing =
        due.stream()
            .map(InterimTask::id)
            .filter(id -> ledger.view().key(Stage.MONITOR, id).isPresent())
            .toList();
    List<Interim> looks = tracker.track(due, standing, plan.horizons().size());
    new AlertManager(warehouse, ledger).make(InterimAlerts.of(looks, scored()));
    Map<SliceId, StageCounts> counts = new HashMap<>();
    for (InterimTask task : due) {
      counts.put(
          task.id(),
          new StageCounts(
              1,
              1,
              List.of(
                  new SliceRows(
                      Tables.INTERIM_PERFORMANCE,
                      Map.of(
                          "snapshot_date",
                          task.id().snapshot(),
                          "days",
                          (long) task.id().days())))));
    }
    return new Written<>(looks, counts);
  }

  /** Only a look at one of these can have opened an alert. */
  private List<LocalDate> scored() {
    return ledger.view().keys(Stage.SCORE).keySet().stream()
        .map(SliceId::ofDay)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}

package org.churnwise.quality;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.quality.AlertEvent.Kind;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Opens, changes and closes alerts, in the transaction of the findings, and notes each change of a
 * state. Reads the alerts once a run. Messages are sent at the end of a run, by others.
 */
public final class AlertManager {
  private static final RecordRows<Alert> ALERTS = new RecordRows<>(Tables.ALERTS, Alert.class);

  private final Warehouse warehouse;
  private final Run run;
  private final LedgerView view;

  public AlertManager(Warehouse warehouse, Ledger ledger) {
    this.warehouse = warehouse;
    this.run = ledger.run();
    this.view = ledger.view();
  }

  /**
   * Makes changes in their order, of which a later one may close what an earlier one has opened. An
   * alert that is closed and opened by the same changes was never closed. At most three statements,
   * none if nothing changes.
   */
  public void make(List<AlertChange> changes) {
    KnownAlerts before = known();
    KnownAlerts now = before.copy();
    for (AlertChange change : changes) {
      for (String finding : change.closed()) {
        now.activeOf(finding).ifPresent(alert -> now.put(alert.in(AlertState.RESOLVED)));
      }
      change.opened().ifPresent(found -> now.put(raised(found, before, now)));
    }
    List<AlertEvent> events = new ArrayList<>();
    for (Alert alert : now.changedSince(before)) {
      kind(before.find(alert.alertId()), alert)
          .ifPresent(kind -> events.add(AlertEvent.found(alert, kind, run)));
    }
    write(before, now, events);
  }

  private Alert raised(AlertChange.Opened found, KnownAlerts before, KnownAlerts now) {
    Optional<Alert> earlier = before.of(found);
    Optional<Alert> present = now.of(found).filter(Alert::isActive);
    Optional<Alert> same = earlier.filter(Alert::isActive).or(() -> present);
    if (same.isEmpty()) {
      return Alert.first(found, earlier, run);
    }
    return present
        .filter(alert -> alert.isNewerThan(found))
        .orElseGet(() -> same.get().again(found, run));
  }

  private static Optional<Kind> kind(Optional<Alert> before, Alert now) {
    boolean wasActive = before.filter(Alert::isActive).isPresent();
    if (wasActive != now.isActive()) {
      return Optional.of(now.isActive() ? Kind.OPENED : Kind.RESOLVED);
    }
    return before
        .filter(Alert::isActive)
        .filter(earlier -> now.severity().compareTo(earlier.severity()) > 0)
        .map(earlier -> Kind.WORSENED);
  }

  /** Every alert that is not resolved. */
  public List<Alert> active() {
    return known().all().stream().filter(Alert::isActive).toList();
  }

  /** Every alert, resolved ones too, the one found last first. */
  public List<Alert> all() {
    return List.copyOf(known().all());
  }

  /**
   * The alert whose id begins so.
   *
   * @throws ChurnException (usage) if there is none, or more than one
   */
  public Alert find(String start) {
    List<Alert> found =
        known().all().stream().filter(alert -> alert.alertId().startsWith(start)).toList();
    if (found.size() != 1 || start.isEmpty()) {
      throw ChurnException.usage(
          "%s alert's id begins with '%s'; 'submit/churn alerts list --all' shows the ids"
              .formatted(found.isEmpty() ? "no" : "more than one", start));
    }
    return found.get(0);
  }

  /** Notes that a person works on an alert. */
  public Alert acknowledge(Alert alert, String who, String why) {
    return decide(alert, alert.in(AlertState.ACKNOWLEDGED), Kind.ACKNOWLEDGED, who, why);
  }

  /** Sends no messages of an alert before a day. */
  public Alert snooze(Alert alert, LocalDate until, String who, String why) {
    return decide(alert, alert.snoozed(until), Kind.SNOOZED, who, why);
  }

  /** Closes an alert because a person says so; the next finding opens it again. */
  public Alert resolve(Alert alert, String who, String why) {
    return decide(alert, alert.in(AlertState.RESOLVED), Kind.RESOLVED, who, why);
  }

  private Alert decide(Alert alert, Alert next, Kind event, String who, String why) {
    if (!alert.isActive()) {
      throw ChurnException.usage(
          "alert %s is resolved; nothing is left to decide".formatted(alert.alertId()));
    }
    KnownAlerts before = known();
    KnownAlerts now = before.copy();
    now.put(next);
    List<AlertEvent> events = List.of(AlertEvent.of(next, event, who, why, run));
    warehouse.transaction(() -> write(before, now, events));
    return next;
  }

  private void write(KnownAlerts before, KnownAlerts now, List<AlertEvent> events) {
    List<Alert> changed = now.changedSince(before);
    List<String> replaced =
        changed.stream().map(Alert::alertId).filter(id -> before.find(id).isPresent()).toList();
    if (!replaced.isEmpty()) {
      warehouse.delete(Tables.ALERTS, Map.of("alert_id", replaced));
    }
    if (!changed.isEmpty()) {
      ALERTS.insert(warehouse, changed);
    }
    if (!events.isEmpty()) {
      AlertEvent.ROWS.insert(warehouse, events);
    }
    view.update(Known.class, earlier -> new Known(now));
  }

  private KnownAlerts known() {
    return view.fact(Set.of(), Known.class, () -> new Known(KnownAlerts.read(warehouse))).alerts();
  }

  private record Known(KnownAlerts alerts) {}
}

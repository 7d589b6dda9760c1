package org.churnwise.quality;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** Opens and closes alerts, in the transaction of the findings. Reads the open ones once a run. */
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
   * Makes changes in their order, of which a later one may close what an earlier one has opened. At
   * most two statements, none if nothing changes.
   */
  public void make(List<AlertChange> changes) {
    Map<String, Alert> open = new LinkedHashMap<>(open());
    Map<String, Alert> changed = new LinkedHashMap<>();
    for (AlertChange change : changes) {
      for (String id : change.closed()) {
        if (open.containsKey(id)) {
          changed.put(id, open.remove(id).closed());
        }
      }
      change
          .opened()
          .map(this::alert)
          .ifPresent(
              alert -> {
                open.put(alert.alertId(), alert);
                changed.put(alert.alertId(), alert);
              });
    }
    warehouse.delete(Tables.ALERTS, Map.of("alert_id", List.copyOf(changed.keySet())));
    ALERTS.insert(warehouse, List.copyOf(changed.values()));
    view.update(Open.class, before -> new Open(open));
  }

  private Map<String, Alert> open() {
    return view.fact(Set.of(), Open.class, this::readOpen).alerts();
  }

  private Open readOpen() {
    List<Alert> alerts =
        RecordRows.read(warehouse.query(Sql.named("monitoring/open_alerts")), Alert.class);
    return new Open(alerts.stream().collect(Collectors.toMap(Alert::alertId, alert -> alert)));
  }

  private Alert alert(AlertChange.Opened finding) {
    return new Alert(
        finding.id(),
        run.clock().instant(),
        finding.severity(),
        finding.source(),
        finding.subject(),
        finding.message(),
        "OPEN",
        run.id());
  }

  private record Open(Map<String, Alert> alerts) {}

  private record Alert(
      String alertId,
      Instant raisedAt,
      String severity,
      String source,
      String subject,
      String message,
      String state,
      String runId) {
    Alert closed() {
      return new Alert(alertId, raisedAt, severity, source, subject, message, "RESOLVED", runId);
    }
  }
}

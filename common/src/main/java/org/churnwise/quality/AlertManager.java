package org.churnwise.quality;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.run.Hash;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Opens and closes alerts, in the transaction of the finding. There is one alert per source,
 * subject and snapshot, or per source and subject for findings without a snapshot.
 */
public final class AlertManager {
  private static final RecordRows<Alert> ALERTS =
      new RecordRows<>(Tables.ALERTS, Alert.class, "raised_at", "state", "run_id");

  private final Warehouse warehouse;
  private final Run run;

  public AlertManager(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /** Opens an alert; the same finding again replaces it. */
  public void raise(
      String source, String subject, LocalDate snapshot, String severity, String message) {
    raise(new Alert(id(source, subject, snapshot), severity, source, subject, message));
  }

  /** Opens an alert without a snapshot; raising it again replaces it. */
  public void raise(String source, String subject, String severity, String message) {
    raise(new Alert(id(source, subject), severity, source, subject, message));
  }

  /**
   * Closes the open alerts of a source and subject for these snapshots, since a newer one is fine.
   * Missing evidence closes nothing.
   */
  public void resolve(String source, String subject, List<LocalDate> snapshots) {
    resolve(
        snapshots.stream()
            .map(snapshot -> id(source, subject, snapshot))
            .collect(Collectors.toSet()));
  }

  /** Closes the open alert of a source and subject without a snapshot, if there is one. */
  public void resolve(String source, String subject) {
    resolve(Set.of(id(source, subject)));
  }

  private void raise(Alert alert) {
    warehouse.delete(Tables.ALERTS, Map.of("alert_id", alert.alertId()));
    ALERTS.insert(warehouse, List.of(alert), run.clock().instant(), "OPEN", run.id());
  }

  private void resolve(Collection<String> over) {
    warehouse.query(Sql.named("monitoring/open_alerts")).stream()
        .map(row -> row.string("alert_id"))
        .filter(over::contains)
        .forEach(
            id -> warehouse.execute(Sql.named("monitoring/resolve_alert").with("alert_id", id)));
  }

  private static String id(String source, String subject, LocalDate snapshot) {
    return Hash.of(source, subject, snapshot.toString()).substring(0, 16);
  }

  private static String id(String source, String subject) {
    return Hash.of(source, subject).substring(0, 16);
  }

  private record Alert(
      String alertId, String severity, String source, String subject, String message) {}
}

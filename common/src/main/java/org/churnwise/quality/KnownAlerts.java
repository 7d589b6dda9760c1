package org.churnwise.quality;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.run.RecordRows;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/** The alerts of a warehouse by id, resolved ones too. */
final class KnownAlerts {
  private final Map<String, Alert> byId = new LinkedHashMap<>();

  KnownAlerts(Collection<Alert> alerts) {
    alerts.forEach(this::put);
  }

  /** One small query. */
  static KnownAlerts read(Warehouse warehouse) {
    return new KnownAlerts(
        RecordRows.read(warehouse.query(Sql.named("monitoring/alerts")), Alert.class));
  }

  KnownAlerts copy() {
    return new KnownAlerts(byId.values());
  }

  Collection<Alert> all() {
    return byId.values();
  }

  Optional<Alert> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The alert that is not resolved and whose newest finding has this id. */
  Optional<Alert> activeOf(String findingId) {
    return byId.values().stream()
        .filter(Alert::isActive)
        .filter(alert -> alert.findingId().filter(findingId::equals).isPresent())
        .findFirst();
  }

  /** The alert of a cause: one that is not resolved, else the resolved one with the cause's id. */
  Optional<Alert> of(AlertChange.Opened found) {
    return byId.values().stream()
        .filter(Alert::isActive)
        .filter(alert -> alert.source().equals(found.source()))
        .filter(alert -> alert.subject().equals(found.subject()))
        .findFirst()
        .or(() -> find(found.id()));
  }

  void put(Alert alert) {
    byId.put(alert.alertId(), alert);
  }

  /** The alerts that differ from what they were, or were not there. */
  List<Alert> changedSince(KnownAlerts before) {
    return byId.values().stream()
        .filter(alert -> !before.find(alert.alertId()).equals(Optional.of(alert)))
        .toList();
  }
}

package org.churnwise.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.run.DataFault;
import org.churnwise.run.Ledger;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * What the page is made of: the rows of the statements in {@code sql/report}, each a view in a
 * certain order.
 *
 * @param warehouse for people
 * @param writtenAt when the rows were read
 * @param asOf today, as the run has it
 * @param watermark first day not known to be loaded; empty before the first sale
 */
record ReportRows(
    String warehouse,
    Instant writtenAt,
    LocalDate asOf,
    Optional<LocalDate> watermark,
    List<DataFault> faults,
    Answer models,
    Answer performance,
    Answer estimates,
    Answer interim,
    Answer segments,
    Answer calibration,
    Answer drift,
    Answer labels,
    Answer feeds,
    Answer quarantine,
    Answer quality,
    Answer events,
    Answer runs,
    Answer costs,
    Answer contacts,
    Answer lineage) {

  /**
   * Rows and the statement that they answer, as it can be run by hand.
   *
   * @param rows in the statement's order
   */
  record Answer(String sql, List<ResultRow> rows) {
    static Answer of(Warehouse warehouse, Sql query) {
      return new Answer(query.withLiterals(), warehouse.query(query));
    }

    boolean isEmpty() {
      return rows.isEmpty();
    }
  }

  /**
   * Reads them in some fifteen statements.
   *
   * @param customers how many of the contact list
   */
  static ReportRows read(Warehouse warehouse, Ledger ledger, int customers) {
    Answer performance = read(warehouse, "performance");
    return new ReportRows(
        warehouse.description(),
        ledger.run().clock().instant(),
        ledger.run().asOf(),
        ledger.view().loaded().watermark(),
        ledger.view().faults().all(),
        read(warehouse, "models"),
        performance,
        read(warehouse, "estimates"),
        read(warehouse, "interim"),
        read(warehouse, "segments"),
        calibration(warehouse, performance.rows()),
        read(warehouse, "drift"),
        read(warehouse, "labels"),
        read(warehouse, "feeds"),
        read(warehouse, "quarantine"),
        read(warehouse, "quality"),
        read(warehouse, "events"),
        read(warehouse, "runs"),
        read(warehouse, "costs"),
        Answer.of(warehouse, Sql.named("report/contacts").with("most", customers)),
        read(warehouse, "lineage"));
  }

  private static Answer read(Warehouse warehouse, String name) {
    return Answer.of(warehouse, Sql.named("report/" + name));
  }

  /** Of the newest evaluated snapshot; without one there is nothing to ask for. */
  private static Answer calibration(Warehouse warehouse, List<ResultRow> performance) {
    Sql query = Sql.named("report/calibration");
    return newest(performance, "auc")
        .map(
            row ->
                Answer.of(
                    warehouse,
                    query
                        .with("snapshot_date", row.date("snapshot_date"))
                        .with("model_version", row.string("model_version"))))
        .orElse(new Answer(query.text(), List.of()));
  }

  /** The row of a metric on the newest evaluated snapshot. */
  static Optional<ResultRow> newest(List<ResultRow> performance, String metric) {
    return performance.stream()
        .filter(row -> row.string("metric").equals(metric))
        .reduce((earlier, later) -> later);
  }

  /** The model in production and why. */
  Optional<ResultRow> champion() {
    return models.rows().stream()
        .filter(row -> row.optionalString("alias_now").equals(Optional.of("champion")))
        .filter(row -> row.string("outcome").equals("PROMOTED"))
        .findFirst();
  }

  /** Findings of the newest compared snapshot. */
  List<ResultRow> newestDrift() {
    Optional<LocalDate> newest =
        drift.rows().stream().map(row -> row.date("snapshot_date")).max(LocalDate::compareTo);
    return drift.rows().stream()
        .filter(row -> Optional.of(row.date("snapshot_date")).equals(newest))
        .toList();
  }

  /** What has changed at a snapshot; empty if nothing has, or nothing is known. */
  Optional<ResultRow> change(LocalDate snapshot) {
    return events.rows().stream()
        .filter(row -> row.string("kind").equals("diagnosis"))
        .filter(row -> row.string("subject").equals(snapshot.toString()))
        .findFirst();
  }

  /** Alerts that nobody resolved. */
  List<ResultRow> openAlerts() {
    return events.rows().stream()
        .filter(row -> row.string("kind").equals("alert"))
        .filter(row -> !row.string("state").equals("RESOLVED"))
        .toList();
  }
}

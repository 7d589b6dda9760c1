package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.ingest.evidence.Finding;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.DataFault;
import org.churnwise.run.DataFaults;
import org.churnwise.run.Ledger;
import org.churnwise.run.RecordRows;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** Writes what a load makes known beside the rows of its files, in the load's transaction. */
final class AssessmentRows {
  private static final RecordRows<DataFault> FAULTS =
      new RecordRows<>(Tables.DATA_FAULTS, DataFault.class);

  private static final RecordRows<AcceptedFault> ACCEPTED =
      new RecordRows<>(Tables.ACCEPTED_FAULTS, AcceptedFault.class, "accepted_at", "run_id");

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final AlertManager alerts;

  AssessmentRows(Warehouse warehouse, Ledger ledger) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.alerts = new AlertManager(warehouse, ledger);
  }

  /** The slices of what is accepted and declared; in the order of writing. */
  List<StageSlice> slices(LoadAssessment assessment) {
    List<StageSlice> slices = new ArrayList<>();
    assessment.accepted().forEach(accepted -> slices.add(slice(accepted)));
    assessment.loadedTo().ifPresent(day -> slices.add(WatermarkDeclaration.slice(day, warehouse)));
    return slices;
  }

  /** Writes them; returns the counts of each slice. */
  Map<SliceId, StageCounts> write(LoadAssessment assessment) {
    Map<SliceId, StageCounts> counts = new HashMap<>();
    for (Acceptance accepted : assessment.accepted()) {
      ACCEPTED.insert(
          warehouse,
          List.of(AcceptedFault.of(accepted)),
          ledger.run().clock().instant(),
          ledger.run().id());
      counts.put(new SliceId.Accepted(accepted.what()), new StageCounts(0, 1, rowsOf(accepted)));
    }
    assessment
        .loadedTo()
        .ifPresent(
            day ->
                counts.put(
                    new SliceId.LoadedTo(day),
                    WatermarkDeclaration.write(day, warehouse, ledger.run())));
    writeFaults(assessment);
    return counts;
  }

  /** Has the ledger know what was committed. */
  void committed(LoadAssessment assessment) {
    ledger.view().update(DataFaults.class, before -> assessment.faults());
    ledger
        .view()
        .update(
            Acceptances.class,
            before -> {
              List<Acceptance> all = new ArrayList<>(before.all());
              all.addAll(assessment.accepted());
              return new Acceptances(all);
            });
  }

  private void writeFaults(LoadAssessment assessment) {
    DataFaults before = ledger.view().faults();
    if (assessment.faults().equals(before)) {
      return;
    }
    warehouse.execute(Sql.named("ingest/forget_data_faults"));
    if (!assessment.findings().isEmpty()) {
      FAULTS.insert(warehouse, assessment.faults().all());
    }
    List<AlertChange> changes = new ArrayList<>();
    assessment
        .gone(before)
        .forEach(fault -> changes.add(AlertChange.close(source(), fault.identity())));
    assessment.newSince(before).stream()
        .filter(finding -> !finding.fault().accepted())
        .forEach(finding -> changes.add(opened(finding)));
    alerts.make(changes);
    QualityCheck.record(
        warehouse, ledger.run(), assessment.newSince(before).stream().map(Finding::check).toList());
  }

  /** Accepting a fault replaces its alert. */
  private static AlertChange opened(Finding finding) {
    String severity = finding.fault().kind().isHole() ? "CRITICAL" : "WARNING";
    return AlertChange.open(source(), finding.fault().identity(), severity, finding.spoken())
        .concerning(List.of(owner(finding.fault())), "submit/churn ingest " + finding.acceptance());
  }

  /** Who is responsible for what is missing or strange, as conf/features.conf names him. */
  private static String owner(DataFault fault) {
    return fault.kind() == DataFault.Kind.NO_FEEDBACK ? "feedback-data" : "sales-data";
  }

  private static String source() {
    return Stage.INGEST.toString();
  }

  private StageSlice slice(Acceptance accepted) {
    return StageSlice.of(
        Stage.INGEST,
        Tables.ACCEPTED_FAULTS.name(),
        new SliceId.Accepted(accepted.what()),
        StageCode.of(AssessmentRows.class, warehouse.getClass()),
        accepted.reason(),
        List.of(),
        List.of());
  }

  /** A row of accepted_faults, but the time and the run. */
  private record AcceptedFault(
      Optional<String> subject,
      LocalDate firstDay,
      LocalDate lastDay,
      boolean holdsFromNowOn,
      String reason) {
    static AcceptedFault of(Acceptance accepted) {
      return new AcceptedFault(
          accepted.subject(),
          accepted.period().first(),
          accepted.period().last(),
          accepted.holdsFromNowOn(),
          accepted.reason());
    }
  }

  private static SliceRows rowsOf(Acceptance accepted) {
    return new SliceRows(
        Tables.ACCEPTED_FAULTS,
        Map.of("first_day", accepted.period().first(), "reason", accepted.reason()));
  }
}

package org.churnwise.quality;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.quality.Diagnosis.Evidence;
import org.churnwise.run.LedgerView;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * The diagnoses of all snapshots.
 *
 * @param all oldest snapshot first, that of DATA before that of LABELS
 */
public record Diagnoses(List<Diagnosis> all) {
  private static final RecordRows<Diagnosis> ROWS =
      new RecordRows<>(Tables.DIAGNOSES, Diagnosis.class, "judged_at", "run_id");

  public Diagnoses {
    all = List.copyOf(all);
  }

  /** What the tables hold; read once a run, and none before tables of version 18. */
  public static Diagnoses of(LedgerView view, Warehouse warehouse) {
    return view.fact(
        Set.of(),
        Diagnoses.class,
        () ->
            new Diagnoses(
                RecordRows.read(
                    warehouse.query(Sql.named("monitoring/diagnoses")), Diagnosis.class)));
  }

  /** That of a snapshot on some evidence; empty if there is none. */
  public Optional<Diagnosis> of(LocalDate snapshot, Evidence evidence) {
    return all.stream()
        .filter(known -> known.snapshotDate().equals(snapshot) && known.evidence() == evidence)
        .findFirst();
  }

  /** That of a snapshot on most evidence; empty if there is none. */
  public Optional<Diagnosis> newest(LocalDate snapshot) {
    return of(snapshot, Evidence.LABELS).or(() -> of(snapshot, Evidence.DATA));
  }

  /** Those whose evidence was complete after one watermark and up to another. */
  public List<Diagnosis> known(LocalDate after, LocalDate upTo) {
    return all.stream()
        .filter(one -> one.knownOn().isAfter(after) && !one.knownOn().isAfter(upTo))
        .toList();
  }

  /**
   * These and, in place of those of the same snapshots and evidence, some that were judged since.
   */
  public Diagnoses with(List<Diagnosis> newer) {
    List<Diagnosis> rows = new ArrayList<>(all);
    rows.removeIf(known -> newer.stream().anyMatch(one -> isOfTheSame(one, known)));
    rows.addAll(newer);
    rows.sort(Comparator.comparing(Diagnosis::snapshotDate).thenComparing(Diagnosis::evidence));
    return new Diagnoses(rows);
  }

  private static boolean isOfTheSame(Diagnosis one, Diagnosis other) {
    return one.snapshotDate().equals(other.snapshotDate()) && one.evidence() == other.evidence();
  }

  private Diagnoses withoutLabels(List<LocalDate> snapshots) {
    return new Diagnoses(
        all.stream()
            .filter(
                one -> one.evidence() != Evidence.LABELS || !snapshots.contains(one.snapshotDate()))
            .toList());
  }

  /**
   * Writes those that say something new, in the caller's transaction: one statement, and one for
   * each kind of evidence of which some are replaced. One that says what stands keeps the day on
   * which it was said first.
   *
   * @param withdrawn snapshots whose labels are final no longer
   * @return what stands then
   */
  public static Diagnoses record(
      List<Diagnosis> judged,
      List<LocalDate> withdrawn,
      LedgerView view,
      Warehouse warehouse,
      Run run) {
    Diagnoses before = of(view, warehouse);
    List<Diagnosis> changed =
        judged.stream()
            .filter(one -> before.all.stream().noneMatch(known -> known.saysTheSame(one)))
            .toList();
    Diagnoses now = before.with(changed).withoutLabels(withdrawn);
    if (!now.equals(before)) {
      now.write(before, warehouse, run);
      view.update(Diagnoses.class, earlier -> now);
    }
    return now;
  }

  private void write(Diagnoses before, Warehouse warehouse, Run run) {
    before.all.stream()
        .filter(known -> !all.contains(known))
        .collect(Collectors.groupingBy(Diagnosis::evidence))
        .forEach(
            (evidence, replaced) ->
                warehouse.delete(
                    Tables.DIAGNOSES,
                    Map.of(
                        "evidence",
                        evidence.name(),
                        "snapshot_date",
                        replaced.stream().map(Diagnosis::snapshotDate).toList())));
    List<Diagnosis> rows = all.stream().filter(one -> !before.all.contains(one)).toList();
    if (!rows.isEmpty()) {
      ROWS.insert(warehouse, rows, run.clock().instant(), run.id());
    }
  }
}

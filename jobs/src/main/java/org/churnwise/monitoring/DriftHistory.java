package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.churnwise.run.LedgerView;
import org.churnwise.run.RecordRows;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceId.DriftSubject;
import org.churnwise.sql.Sql;
import org.churnwise.stats.Verdict;
import org.churnwise.warehouse.Warehouse;

/**
 * What comparisons have found so far, over all customers. Every verdict depends on earlier ones, so
 * that a snapshot that is judged again is judged by the same.
 *
 * @param all in the order of snapshots
 */
record DriftHistory(List<Compared> all) {
  private static final String NO_MODEL = "none";

  DriftHistory {
    all =
        all.stream()
            .sorted(Comparator.comparing(Compared::snapshotDate).thenComparing(Compared::name))
            .toList();
  }

  /** One row of drift_history. */
  record Compared(
      LocalDate snapshotDate,
      String subject,
      String name,
      String modelVersion,
      Verdict verdict,
      OptionalDouble value,
      double threshold,
      Optional<LocalDate> breachSince) {

    boolean isBreach() {
      return verdict == Verdict.BREACH;
    }

    /** How many times its bound it drifted. */
    double size() {
      return value.orElse(0) / threshold;
    }

    /** Name and excess: {@code location (0.31)}. */
    String inWords() {
      return value.isPresent()
          ? "%s (%s)".formatted(name, String.format(Locale.ROOT, "%.2f", value.getAsDouble()))
          : name;
    }
  }

  /** What the tables hold; read once a run. */
  static DriftHistory of(LedgerView view, Warehouse warehouse) {
    return view.fact(
        Set.of(),
        DriftHistory.class,
        () ->
            new DriftHistory(
                RecordRows.read(
                    warehouse.query(Sql.named("monitoring/drift_history")), Compared.class)));
  }

  /** This history with what a comparison has found in place of what stood. */
  DriftHistory with(SliceId.Drift drift, List<Compared> found) {
    List<Compared> rows = new ArrayList<>(all);
    rows.removeAll(at(drift));
    rows.addAll(found);
    return new DriftHistory(rows);
  }

  /** The findings of a comparison. */
  List<Compared> at(SliceId.Drift drift) {
    return of(drift.subject()).stream()
        .filter(row -> row.snapshotDate().equals(drift.snapshot()))
        .toList();
  }

  /** The champion when the snapshot was first compared; empty if there was none. */
  Optional<String> champion(SliceId.Drift drift) {
    return at(drift).stream()
        .map(Compared::modelVersion)
        .filter(version -> !version.equals(NO_MODEL))
        .findFirst();
  }

  /** The compared snapshots before a day, newest first. */
  List<LocalDate> before(LocalDate day, DriftSubject subject) {
    return of(subject).stream()
        .map(Compared::snapshotDate)
        .filter(snapshot -> snapshot.isBefore(day))
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** What was found of a name at a snapshot; empty if it was not judged. */
  Optional<Compared> found(DriftSubject subject, String name, LocalDate snapshot) {
    return of(subject).stream()
        .filter(row -> row.name().equals(name) && row.snapshotDate().equals(snapshot))
        .findFirst();
  }

  private List<Compared> of(DriftSubject subject) {
    return all.stream().filter(row -> row.subject().equals(subject.toString())).toList();
  }
}

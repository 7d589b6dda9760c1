package org.churnwise.run;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * The holes and faults in the loaded data, as the last load found them.
 *
 * @param all by kind, subject and day
 */
public record DataFaults(List<DataFault> all) {
  public DataFaults {
    all = List.copyOf(all);
  }

  /** The longest window of sales that features look at. */
  private static final int FEATURE_MONTHS = 3;

  static DataFaults read(Warehouse warehouse) {
    return new DataFaults(
        RecordRows.read(warehouse.query(Sql.named("run/data_faults")), DataFault.class));
  }

  /** The holes on a day from the first to before the end. */
  public List<DataFault> holes(LocalDate first, LocalDate end) {
    Period days = new Period(first, end.minusDays(1));
    return all.stream()
        .filter(fault -> fault.kind().isHole() && fault.period().meets(days))
        .toList();
  }

  /**
   * The faults in what the features of a snapshot are made from, which nobody has accepted: no
   * model learns from them. Missing purchases are none of these, they hold the labels.
   */
  public List<DataFault> inFeatures(LocalDate snapshot) {
    Period days = new Period(snapshot.minusMonths(FEATURE_MONTHS), snapshot.minusDays(1));
    return all.stream()
        .filter(fault -> fault.kind().holdsTraining() && !fault.accepted())
        .filter(fault -> fault.period().meets(days))
        .toList();
  }

  /**
   * The holes and faults in what the features of a snapshot are made from, whether or not somebody
   * has accepted them.
   */
  public List<DataFault> behindFeatures(LocalDate snapshot) {
    Period days = new Period(snapshot.minusMonths(FEATURE_MONTHS), snapshot.minusDays(1));
    return all.stream()
        .filter(fault -> fault.kind().isHole() || fault.kind().holdsTraining())
        .filter(fault -> fault.period().meets(days))
        .toList();
  }

  /** These, and silence that begins on the snapshot's day: the newest sales are late. */
  public List<DataFault> near(LocalDate snapshot) {
    return all.stream()
        .filter(
            fault ->
                behindFeatures(snapshot).contains(fault)
                    || fault.kind() == DataFault.Kind.SILENT_DAYS
                        && fault.firstDay().equals(snapshot))
        .toList();
  }
}

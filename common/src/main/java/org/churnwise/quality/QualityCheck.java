package org.churnwise.quality;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.churnwise.error.ChurnException;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.run.Stage;
import org.churnwise.stats.Verdict;
import org.churnwise.table.ColumnName;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * One check of what a stage read or wrote.
 *
 * @param stage that was checked
 * @param subject file, snapshot or table
 * @param name of the check
 * @param value what was measured; empty without evidence
 * @param threshold the bound for the value
 * @param verdict of the check; NO_EVIDENCE never counts as good
 */
public record QualityCheck(
    Stage stage,
    String subject,
    @ColumnName("check_name") String name,
    OptionalDouble value,
    double threshold,
    Verdict verdict) {
  private static final RecordRows<QualityCheck> ROWS =
      new RecordRows<>(Tables.DATA_QUALITY, QualityCheck.class, "run_id");

  /** A value that may not exceed a bound. */
  public static QualityCheck atMost(
      Stage stage, String subject, String name, double value, double bound) {
    Verdict verdict = value <= bound ? Verdict.OK : Verdict.BREACH;
    return new QualityCheck(stage, subject, name, OptionalDouble.of(value), bound, verdict);
  }

  /** A value that may not fall below a bound. */
  public static QualityCheck atLeast(
      Stage stage, String subject, String name, double value, double bound) {
    Verdict verdict = value >= bound ? Verdict.OK : Verdict.BREACH;
    return new QualityCheck(stage, subject, name, OptionalDouble.of(value), bound, verdict);
  }

  /** A check without a value, for lack of evidence. */
  public static QualityCheck noEvidence(Stage stage, String subject, String name, double bound) {
    return new QualityCheck(
        stage, subject, name, OptionalDouble.empty(), bound, Verdict.NO_EVIDENCE);
  }

  /** Whether the value violates the bound. */
  public boolean isBreach() {
    return verdict == Verdict.BREACH;
  }

  /**
   * Refuses a slice whose rows break an invariant: a count that must be 0.
   *
   * @param source rows that the slice is made from, for the message
   * @throws ChurnException with exit code DATA_REFUSED
   */
  public static void refuseBroken(
      List<QualityCheck> checks, Collection<String> invariants, String source) {
    for (QualityCheck check : checks) {
      if (invariants.contains(check.name) && check.isBreach()) {
        throw ChurnException.dataRefused(
            "%s: %s = %d, must be 0; the slice is not written, look at the %s rows behind it"
                .formatted(check.subject, check.name, (long) check.value.getAsDouble(), source));
      }
    }
  }

  /** Appends checks to data_quality; call it in the transaction of the checked slice. */
  public static void record(Warehouse warehouse, Run run, List<QualityCheck> checks) {
    ROWS.insert(warehouse, checks, run.id());
  }
}

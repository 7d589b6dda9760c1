package org.churnwise.quality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.churnwise.run.Run;
import org.churnwise.run.Stage;
import org.churnwise.stats.Verdict;
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
    String name,
    OptionalDouble value,
    double threshold,
    Verdict verdict) {

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

  /** Appends checks to data_quality; call it in the transaction of the checked slice. */
  public static void record(Warehouse warehouse, Run run, List<QualityCheck> checks) {
    warehouse.insert(Tables.DATA_QUALITY, checks.stream().map(check -> check.row(run)).toList());
  }

  private Map<String, Object> row(Run run) {
    Map<String, Object> row = new HashMap<>();
    row.put("run_id", run.id());
    row.put("stage", stage.toString());
    row.put("subject", subject);
    row.put("check_name", name);
    row.put("value", value.isPresent() ? value.getAsDouble() : null);
    row.put("threshold", threshold);
    row.put("verdict", verdict.name());
    return row;
  }
}

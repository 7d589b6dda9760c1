package org.churnwise.show;

import java.util.ArrayList;
import java.util.List;
import org.churnwise.cli.Job;
import org.churnwise.cli.Version;
import org.churnwise.monitoring.EstimateTexts;
import org.churnwise.monitoring.InterimTexts;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import picocli.CommandLine.Command;

/**
 * {@code show performance}: how good predictions were, snapshot by snapshot, beside what was
 * estimated before labels came, and beside the recency rule.
 */
@Command(
    name = "performance",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show how good predictions were, by snapshot (--last counts snapshots).")
final class ShowPerformance extends ShowTable {
  private static final List<Shown> COLUMNS =
      List.of(
          Shown.text("snapshot_date", "snapshot"),
          Shown.text("model_version", "model"),
          Shown.text("evidence", "labels"),
          Shown.count("customers", "scored"),
          Shown.thousandths("auc", "AUC"),
          Shown.thousandths("estimated_auc", "est."),
          Shown.thousandths("recency_auc", "rule"),
          Shown.thousandths("f1", "F1"),
          Shown.thousandths("recency_f1", "rule"),
          Shown.thousandths("brier", "Brier"),
          Shown.below("estimate_note"));

  ShowPerformance() {
    super(
        new Subject(
            "show/performance",
            COLUMNS,
            "snapshots",
            13,
            "no model has scored yet: run submit/churn pipeline --mode all"));
  }

  /** How estimates did whose labels have come, and what is known of snapshots without labels. */
  @Override
  List<String> summary(Job job, List<ResultRow> rows) {
    List<String> lines =
        new ArrayList<>(
            EstimateTexts.record(job.warehouse().query(Sql.named("monitoring/estimate_record"))));
    InterimTexts.newest(InterimTexts.read(job.warehouse()))
        .forEach(look -> lines.add("interim " + InterimTexts.line(look)));
    return lines;
  }
}

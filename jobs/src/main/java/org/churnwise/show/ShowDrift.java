package org.churnwise.show;

import java.util.ArrayList;
import java.util.List;
import org.churnwise.cli.Job;
import org.churnwise.cli.Version;
import org.churnwise.quality.Diagnoses;
import org.churnwise.warehouse.ResultRow;
import picocli.CommandLine.Command;

/** {@code show drift}: which features and predictions drifted at the newest snapshots. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show which features and predictions drifted (--last counts snapshots).")
final class ShowDrift extends ShowTable {
  private static final List<Shown> COLUMNS =
      List.of(
          Shown.text("snapshot_date", "snapshot"),
          Shown.text("name", "name"),
          Shown.thousandths("value", "drift"),
          new Shown("threshold", "bound", Shown.Form.HUNDREDTHS),
          Shown.text("verdict", "verdict"),
          Shown.text("model_version", "model"));

  ShowDrift() {
    super(
        new Subject(
            "show/drift",
            COLUMNS,
            "snapshots",
            1,
            "nothing was compared yet: drift needs a model, run submit/churn pipeline --mode all"));
  }

  @Override
  List<String> summary(Job job, List<ResultRow> rows) {
    List<String> lines = new ArrayList<>(DriftSummary.lines(rows));
    Diagnoses diagnoses = Diagnoses.of(job.ledger().view(), job.warehouse());
    rows.stream()
        .map(row -> row.date("snapshot_date"))
        .distinct()
        .sorted()
        .flatMap(snapshot -> diagnoses.newest(snapshot).stream())
        .map(one -> "%s: %s".formatted(one.snapshotDate(), one.spoken()))
        .forEach(lines::add);
    return lines;
  }
}

package org.churnwise.show;

import java.util.List;
import org.churnwise.cli.Version;
import picocli.CommandLine.Command;

/**
 * {@code show performance}: how good predictions were, snapshot by snapshot, beside the recency
 * rule and the constant.
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
          Shown.thousandths("recency_auc", "AUC rule"),
          Shown.thousandths("f1", "F1"),
          Shown.thousandths("recency_f1", "F1 rule"),
          Shown.thousandths("brier", "Brier"));

  ShowPerformance() {
    super(new Subject("show/performance", COLUMNS, "snapshots", 13, "no model has scored yet: run submit/churn pipeline --mode all"));
  }
}

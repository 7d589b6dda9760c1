package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.config.ChurnSettings;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.sql.Sql;

/**
 * Labels over a churn window other than the configured one, by the same statement as the stored
 * ones. They are never stored: what `label`, `monitor` and `pipeline` go by stays as it is.
 *
 * @param churn the window and the grace
 * @param isConfigured whether the window is the configured one, whose labels are stored
 */
record WindowLabels(ChurnSettings churn, boolean isConfigured) {
  private static final Sql LABELS = Sql.named("labels/customer_labels");
  private static final Sql KNOWN = Sql.named("training/window_labels");

  /** The query of known labels; empty if the stored ones do. */
  Optional<Sql> query(List<LocalDate> snapshots, LocalDate watermark) {
    return isConfigured
        ? Optional.empty()
        : Optional.of(
            // by itself, so that its parameters have names of their own
            Sql.unionAll(
                KNOWN.name(),
                List.of(
                    KNOWN.reading(
                        "labels_of_window",
                        RequestedSnapshots.in(LABELS, snapshots)
                            .with("churn_window_days", churn.windowDays())
                            .with("grace_days", churn.graceDays())
                            .with("watermark", watermark)))));
  }
}

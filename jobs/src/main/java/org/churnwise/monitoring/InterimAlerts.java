package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.quality.AlertChange;
import org.churnwise.stats.Verdict;

/**
 * What looks at snapshots without FINAL labels do to the alert of early warnings. Labels, once they
 * are FINAL, answer it; see {@link #answered}.
 */
final class InterimAlerts {
  private static final String SOURCE = "interim";
  private static final String SUBJECT = "auc";

  private InterimAlerts() {}

  /**
   * Opens one for a break, and closes those of this and earlier snapshots where there is none.
   * Without evidence nothing changes, unless the days of a look are known no longer.
   *
   * @param looks in order
   * @param scored the snapshots that may have an alert
   */
  static List<AlertChange> of(List<Interim> looks, List<LocalDate> scored) {
    List<AlertChange> changes = new ArrayList<>();
    for (Interim look : looks) {
      LocalDate snapshot = look.snapshotDate();
      if (look.verdict() == Verdict.BREACH) {
        changes.add(
            AlertChange.open(SOURCE, SUBJECT, snapshot, "WARNING", message(look))
                .concerning(List.of("model"), "submit/churn show performance"));
      } else if (look.verdict() == Verdict.OK) {
        changes.add(
            AlertChange.close(
                SOURCE, SUBJECT, scored.stream().filter(day -> !day.isAfter(snapshot)).toList()));
      } else if (look.rowCount() == 0) {
        changes.add(AlertChange.close(SOURCE, SUBJECT, List.of(snapshot)));
      }
    }
    return changes;
  }

  /** Closes those of snapshots whose labels have come. */
  static AlertChange answered(List<LocalDate> snapshots) {
    return AlertChange.close(SOURCE, SUBJECT, snapshots);
  }

  private static String message(Interim look) {
    return "%s; its labels come later, nothing is retrained: compare sales, prices and campaigns since %s with before, see 'show drift', and spend less on its contact list"
        .formatted(InterimTexts.sentence(look), look.snapshotDate());
  }
}

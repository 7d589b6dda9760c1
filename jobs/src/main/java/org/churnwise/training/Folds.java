package org.churnwise.training;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.run.SnapshotRules;

/**
 * How the snapshots of a fit are split to measure candidates. Fold k fits on the customers outside
 * group k and is evaluated on those of group k, so that no fold shares a customer. If there are
 * enough snapshots it fits on those whose labels were known on the first evaluated one, and is
 * evaluated on the newest ones: at most three, and at most half of the possible ones.
 *
 * @param snapshots of the fit, oldest first
 * @param fitted number of snapshots, from the oldest on, to fit on
 * @param judgedFrom index of the first snapshot to evaluate on
 * @param groups number of groups of customers
 */
record Folds(List<LocalDate> snapshots, int fitted, int judgedFrom, int groups)
    implements Serializable {
  private static final int MOST_JUDGED = 3;

  Folds {
    snapshots = List.copyOf(snapshots);
  }

  /** In order of time or, if no label was known on a later snapshot, by customer alone. */
  static Folds of(List<LocalDate> snapshots, SnapshotRules rules, int groups) {
    List<LocalDate> judgeable =
        snapshots.stream().filter(later -> known(snapshots, rules, later) > 0).toList();
    if (judgeable.isEmpty()) {
      return byCustomer(snapshots, groups);
    }
    int judged = Math.min(MOST_JUDGED, (judgeable.size() + 1) / 2);
    int from = snapshots.size() - judged;
    return new Folds(snapshots, known(snapshots, rules, snapshots.get(from)), from, groups);
  }

  /** Fitted and evaluated on all snapshots. */
  static Folds byCustomer(List<LocalDate> snapshots, int groups) {
    return new Folds(snapshots, snapshots.size(), 0, groups);
  }

  /** Whether each fold is evaluated on later snapshots than it is fitted on. */
  boolean inTimeOrder() {
    return fitted <= judgedFrom;
  }

  /** Whether a fold fits on a row. */
  boolean fits(int fold, int snapshot, int customerHash) {
    return snapshot < fitted && customerHash % groups != fold;
  }

  /** Whether a fold is evaluated on a row. */
  boolean judges(int fold, int snapshot, int customerHash) {
    return snapshot >= judgedFrom && customerHash % groups == fold;
  }

  /** Describes the split. */
  String describe() {
    String customers = groups + " groups of customers";
    if (!inTimeOrder()) {
      return customers + " within the same snapshots (no label was known on a later snapshot)";
    }
    String last =
        judgedFrom == snapshots.size() - 1 ? "" : " to " + snapshots.get(snapshots.size() - 1);
    return "%s, fitted up to %s, evaluated on %s%s"
        .formatted(customers, snapshots.get(fitted - 1), snapshots.get(judgedFrom), last);
  }

  private static int known(List<LocalDate> snapshots, SnapshotRules rules, LocalDate day) {
    return (int) snapshots.stream().filter(earlier -> rules.isMature(earlier, day)).count();
  }
}

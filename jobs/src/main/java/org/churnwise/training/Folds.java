package org.churnwise.training;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.run.SnapshotRules;

/**
 * How the snapshots of a fit are split to measure candidates. Fold k fits on the customers outside
 * group k and is judged on those of group k, so no fold shares a customer. If time allows it fits
 * on the snapshots whose labels were known on the first judged one, and is judged on the newest
 * ones: at most three, and at most half of those that could be.
 *
 * @param snapshots of the fit, oldest first
 * @param fitted fitted on, the first so many of the snapshots
 * @param judgedFrom judged on, the snapshots from this place on
 * @param groups how many groups the customers are dealt to
 */
record Folds(List<LocalDate> snapshots, int fitted, int judgedFrom, int groups)
    implements Serializable {
  private static final int MOST_JUDGED = 3;

  Folds {
    snapshots = List.copyOf(snapshots);
  }

  /** In time's order, or, if no label was known on a later snapshot, by customer alone. */
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

  /** Fitted and judged on all snapshots. */
  static Folds byCustomer(List<LocalDate> snapshots, int groups) {
    return new Folds(snapshots, snapshots.size(), 0, groups);
  }

  /** Whether each fold is judged on later snapshots than it is fitted on. */
  boolean inTimeOrder() {
    return fitted <= judgedFrom;
  }

  /** Whether a fold fits on a row. */
  boolean fits(int fold, int snapshot, int customerHash) {
    return snapshot < fitted && customerHash % groups != fold;
  }

  /** Whether a fold is judged on a row. */
  boolean judges(int fold, int snapshot, int customerHash) {
    return snapshot >= judgedFrom && customerHash % groups == fold;
  }

  /** The split in words. */
  String describe() {
    String customers = groups + " groups of customers";
    if (!inTimeOrder()) {
      return customers
          + " within the same snapshots (none is late enough to know the labels of another)";
    }
    return customers
        + ", fitted up to "
        + snapshots.get(fitted - 1)
        + ", judged on "
        + snapshots.get(judgedFrom)
        + (judgedFrom == snapshots.size() - 1 ? "" : " to " + snapshots.get(snapshots.size() - 1));
  }

  private static int known(List<LocalDate> snapshots, SnapshotRules rules, LocalDate day) {
    return (int) snapshots.stream().filter(earlier -> rules.isMature(earlier, day)).count();
  }
}

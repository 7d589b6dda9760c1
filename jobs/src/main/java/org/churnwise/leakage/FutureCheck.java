package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Changes the future of each snapshot and recomputes it: its features must not depend on its day or
 * later, its labels not on anything after the churn window.
 */
final class FutureCheck implements LeakCheck {
  private final String name;
  private final String compared;
  private final Reference reference;
  private final Consumer<LocalDate> change;
  private final UnaryOperator<Leak> orientation;

  private FutureCheck(
      String name,
      String compared,
      Reference reference,
      Consumer<LocalDate> change,
      UnaryOperator<Leak> orientation) {
    this.name = name;
    this.compared = compared;
    this.reference = reference;
    this.change = change;
    this.orientation = orientation;
  }

  /** Removes the future; the values computed without it are the expected ones. */
  static FutureCheck truncation(Reference reference) {
    ScratchCopy copy = reference.copy();
    return new FutureCheck(
        "truncation",
        "with and without the later rows",
        reference,
        day -> {
          copy.change("leakage/forget_sales_from", day);
          copy.change("leakage/forget_comments_from", day);
          copy.change("leakage/forget_attributes_after", day);
          copy.change("leakage/forget_labels_after", day);
        },
        Leak::turned);
  }

  /**
   * Makes the future absurd: a purchase and a bad comment by everybody, amounts times 1,000,
   * attributes that become valid later altered and re-dated, and more of them.
   */
  static FutureCheck poison(Reference reference) {
    ScratchCopy copy = reference.copy();
    return new FutureCheck(
        "poisoned-future",
        "with true and with absurd later rows",
        reference,
        day -> {
          copy.change("leakage/inflate_sales_from", day);
          copy.change("leakage/darken_comments_from", day);
          copy.change("leakage/poison_attributes_after", day);
          copy.change("leakage/add_attributes_after", day);
          copy.change("leakage/add_sales_on", day);
          copy.change("leakage/add_comments_on", day);
        },
        UnaryOperator.identity());
  }

  @Override
  public CheckResult run() {
    long rows = 0;
    Optional<Leak> leak = Optional.empty();
    for (LocalDate snapshot : reference.snapshots()) {
      rows += reference.features().rows(snapshot) + reference.labels().rows(snapshot);
      leak = leak.or(() -> featureLeak(snapshot)).or(() -> labelLeak(snapshot));
    }
    return CheckResult.of(
        name,
        compared,
        rows,
        reference.snapshots().size(),
        leak.map(orientation),
        "find the join or window of this column in sql/features or sql/labels that includes days from the snapshot on (labels: from the end of the churn window on), and bound it");
  }

  private Optional<Leak> featureLeak(LocalDate snapshot) {
    ScratchCopy copy = reference.copy();
    return copy.afterChange(
        () -> {
          change.accept(snapshot);
          copy.computeFeatures(List.of(snapshot));
        },
        () -> reference.features().firstDifference(snapshot));
  }

  private Optional<Leak> labelLeak(LocalDate snapshot) {
    ScratchCopy copy = reference.copy();
    return copy.afterChange(
        () -> {
          change.accept(copy.rules().windowEnd(snapshot));
          copy.computeLabels(List.of(snapshot), reference.watermark());
        },
        () -> reference.labels().firstDifference(snapshot));
  }
}

package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;

/**
 * Computes the labels of each snapshot as of one day before it matured and as of that day, from the
 * sales known then: before, there may be no label; from then on, later arrivals may change nothing.
 */
final class LateArrivalCheck implements LeakCheck {
  private final Reference reference;

  LateArrivalCheck(Reference reference) {
    this.reference = reference;
  }

  @Override
  public CheckResult run() {
    long rows = 0;
    Optional<Leak> leak = Optional.empty();
    for (LocalDate snapshot : reference.snapshots()) {
      rows += reference.labels().rows(snapshot);
      leak = leak.or(() -> knownTooEarly(snapshot)).or(() -> changedLater(snapshot));
    }
    return CheckResult.of(
        "late-arrivals",
        "labels a day before maturity, at maturity and now",
        rows,
        reference.snapshots().size(),
        leak,
        "a label may be FINAL only when snapshot + window + grace is at or before the watermark; check label_state in sql/labels/customer_labels.sql");
  }

  private Optional<Leak> knownTooEarly(LocalDate snapshot) {
    ScratchCopy copy = reference.copy();
    return at(copy.rules().maturesOn(snapshot).minusDays(1), snapshot, () -> tooEarly(snapshot));
  }

  private Optional<Leak> changedLater(LocalDate snapshot) {
    return at(
        reference.copy().rules().maturesOn(snapshot),
        snapshot,
        () -> reference.labels().firstDifference(snapshot));
  }

  /** The result of a query with the sales known up to a watermark. */
  private Optional<Leak> at(
      LocalDate watermark, LocalDate snapshot, Supplier<Optional<Leak>> query) {
    ScratchCopy copy = reference.copy();
    return copy.afterChange(
        () -> {
          copy.change("leakage/forget_sales_from", watermark);
          copy.computeLabels(List.of(snapshot), watermark);
        },
        query);
  }

  private Optional<Leak> tooEarly(LocalDate snapshot) {
    return reference
        .copy()
        .warehouse()
        .query(Sql.named("leakage/labels_told").with("snapshot_date", snapshot))
        .stream()
        .findFirst()
        .map(row -> leak(row, snapshot));
  }

  private static Leak leak(ResultRow row, LocalDate snapshot) {
    return new Leak(
        "snapshot " + snapshot + ", customer " + row.string("customer_id"),
        "label_state a day before it matures",
        "PENDING without a label",
        row.string("label_state") + ", churned " + row.values().get("churned"));
  }
}

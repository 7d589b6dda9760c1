package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.table.Tables;

/**
 * Features and labels of the checked snapshots, computed by the statements from all loaded data.
 *
 * @param copy holds them, and lets each check change the data
 * @param snapshots all of them mature
 * @param watermark of the data that was copied
 */
record Reference(ScratchCopy copy, List<LocalDate> snapshots, LocalDate watermark) {
  private static final String PREFIX = "reference_";

  Reference {
    snapshots = List.copyOf(snapshots);
  }

  /** Computes them, labels first, and keeps a copy of both. */
  static Reference compute(ScratchCopy copy, List<LocalDate> snapshots, LocalDate watermark) {
    copy.computeLabels(snapshots, watermark);
    copy.computeFeatures(snapshots);
    copy.keep(Tables.CUSTOMER_FEATURES, PREFIX + Tables.CUSTOMER_FEATURES.name());
    copy.keep(Tables.CUSTOMER_LABELS, PREFIX + Tables.CUSTOMER_LABELS.name());
    return new Reference(copy, snapshots, watermark);
  }

  /** Compares customer_features with the reference. */
  CellComparison features() {
    return new CellComparison(
        copy.warehouse(), Tables.CUSTOMER_FEATURES, PREFIX + Tables.CUSTOMER_FEATURES.name());
  }

  /** Compares customer_labels with the reference. */
  CellComparison labels() {
    return new CellComparison(
        copy.warehouse(), Tables.CUSTOMER_LABELS, PREFIX + Tables.CUSTOMER_LABELS.name());
  }
}

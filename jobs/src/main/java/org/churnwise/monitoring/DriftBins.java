package org.churnwise.monitoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.churnwise.stats.BinnedDrift;
import org.churnwise.stats.PopulationStability;
import org.churnwise.warehouse.ResultRow;

/** The bins of one feature over one part of the customers: a reference's rows and a snapshot's. */
record DriftBins(List<Bin> bins) {
  private static final int MISSING = 0;

  /**
   * One row of drift_counts.
   *
   * @param number 0 holds missing values
   * @param category of a categorical feature; empty for the bin of the rare ones
   * @param isRare whether the category has too few rows for a bin of its own
   * @param referenceSum of the values; empty for categories and where only counts are known
   */
  private record Bin(
      long number,
      Optional<String> category,
      boolean isRare,
      long referenceRows,
      long snapshotRows,
      OptionalDouble referenceSum,
      OptionalDouble snapshotSum) {}

  /** A category that the reference has not, with its share of the snapshot's customers. */
  record NewCategory(String category, double share) {}

  static DriftBins of(List<ResultRow> rows) {
    return new DriftBins(
        rows.stream()
            .map(
                row ->
                    new Bin(
                        row.longValue("bin"),
                        row.optionalString("category"),
                        row.longValue("is_rare") == 1,
                        row.longValue("reference_rows"),
                        row.longValue("snapshot_rows"),
                        row.optionalDouble("reference_sum"),
                        row.optionalDouble("snapshot_sum")))
            .toList());
  }

  long referenceRows() {
    return bins.stream().mapToLong(Bin::referenceRows).sum();
  }

  long snapshotRows() {
    return bins.stream().mapToLong(Bin::snapshotRows).sum();
  }

  /** How the sides differ; empty if one of them has no rows. */
  Optional<BinnedDrift> drift(double floor) {
    return referenceRows() == 0 || snapshotRows() == 0
        ? Optional.empty()
        : Optional.of(BinnedDrift.of(counts(Bin::referenceRows), counts(Bin::snapshotRows), floor));
  }

  /** Whether all rows of both sides fall into the only bin there is, whatever their values. */
  boolean isOneBin() {
    return bins.size() == 1;
  }

  /** The population stability index alone; empty if a side has no rows, or there is one bin. */
  OptionalDouble stability(double floor) {
    return isOneBin()
        ? OptionalDouble.empty()
        : PopulationStability.of(counts(Bin::referenceRows), counts(Bin::snapshotRows), floor)
            .value();
  }

  /** Whether the snapshot has no value at all, and the reference has one. */
  boolean isLost() {
    return snapshotRows() > 0
        && bins.stream().allMatch(bin -> bin.number == MISSING || bin.snapshotRows == 0)
        && bins.stream().anyMatch(bin -> bin.number != MISSING && bin.referenceRows > 0);
  }

  /**
   * The snapshot's mean less the reference's; empty for categories and where a side has no value.
   */
  OptionalDouble meanDifference() {
    long reference = valued(Bin::referenceRows);
    long snapshot = valued(Bin::snapshotRows);
    List<Bin> summed = bins.stream().filter(bin -> bin.referenceSum.isPresent()).toList();
    if (reference == 0 || snapshot == 0 || summed.isEmpty()) {
      return OptionalDouble.empty();
    }
    double referenceSum = sum(summed, Bin::referenceSum);
    double snapshotSum = sum(summed, Bin::snapshotSum);
    return OptionalDouble.of(snapshotSum / snapshot - referenceSum / reference);
  }

  /** The named categories that only the snapshot has, the largest first. */
  List<NewCategory> newCategories() {
    double all = snapshotRows();
    return bins.stream()
        .filter(bin -> bin.category.isPresent() && bin.referenceRows == 0)
        .map(bin -> new NewCategory(bin.category.get(), bin.snapshotRows / all))
        .sorted(
            Comparator.comparingDouble((NewCategory known) -> -known.share())
                .thenComparing(NewCategory::category))
        .toList();
  }

  private static double sum(List<Bin> bins, Function<Bin, OptionalDouble> value) {
    return bins.stream().mapToDouble(bin -> value.apply(bin).orElse(0)).sum();
  }

  private long valued(ToLongFunction<Bin> rows) {
    return bins.stream().filter(bin -> bin.number != MISSING).mapToLong(rows).sum();
  }

  /** The rows of each bin; the rare categories are one. */
  private long[] counts(ToLongFunction<Bin> rows) {
    List<Long> counts = new ArrayList<>();
    bins.stream().filter(bin -> !bin.isRare).forEach(bin -> counts.add(rows.applyAsLong(bin)));
    counts.add(bins.stream().filter(Bin::isRare).mapToLong(rows).sum());
    return counts.stream().mapToLong(Long::longValue).toArray();
  }
}

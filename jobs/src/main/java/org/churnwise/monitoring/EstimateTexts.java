package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.churnwise.run.RecordRows;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricTexts;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/** Estimates of performance, and how the earlier ones did, as people read them. */
public final class EstimateTexts {
  /** Coverage below it says so. */
  private static final double ENOUGH = 0.8;

  private EstimateTexts() {}

  /** The estimates of a snapshot, of any model; none if nothing was estimated. */
  public static List<Estimate> read(Warehouse warehouse, LocalDate snapshot) {
    return RecordRows.read(
        warehouse.query(Sql.named("monitoring/estimates").with("snapshot_date", snapshot)),
        Estimate.class);
  }

  /**
   * The newest estimate in a line, with its snapshot; empty if nothing was estimated. It says so if
   * it is not of the champion: a promotion by hand makes no new estimate.
   */
  public static Optional<String> newest(Warehouse warehouse, Optional<String> champion) {
    List<Estimate> newest =
        RecordRows.read(warehouse.query(Sql.named("monitoring/newest_estimates")), Estimate.class);
    return newest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            newest.get(0).snapshotDate()
                + " "
                + line(newest)
                + (champion.filter(newest.get(0).modelVersion()::equals).isPresent()
                    ? ""
                    : "; not of the champion"));
  }

  /**
   * The estimates of one snapshot: {@code v3 auc 0.891 (0.884 to 0.898), brier 0.131 (0.127 to
   * 0.136), if customers still answer as on 2025-05-01}.
   */
  public static String line(List<Estimate> estimates) {
    Estimate first = estimates.get(0);
    String reason = first.reason().orElse("");
    return switch (first.status()) {
      case OK -> "%s  %s, %s".formatted(first.modelVersion(), values(estimates), condition(first));
      case UNTRUSTED ->
          "%s  %s, %s; UNTRUSTED: %s"
              .formatted(first.modelVersion(), values(estimates), condition(first), reason);
      case NO_EVIDENCE -> "%s  NO_EVIDENCE: %s".formatted(first.modelVersion(), reason);
    };
  }

  /** What every estimate takes for granted. */
  public static String condition(Estimate estimate) {
    return "if customers still answer as on " + estimate.answersOf();
  }

  private static String values(List<Estimate> estimates) {
    return estimates.stream()
        .map(
            estimate ->
                estimate.metric()
                    + " "
                    + MetricTexts.threeDigits(estimate.value())
                    + (estimate.low().isEmpty()
                        ? ""
                        : " (%s to %s)"
                            .formatted(
                                MetricTexts.threeDigits(estimate.low()),
                                MetricTexts.threeDigits(estimate.high()))))
        .collect(Collectors.joining(", "));
  }

  /**
   * How earlier estimates did, from rows of estimate_record: {@code estimates of auc: 6 judged,
   * bias +0.004; their bands held the realised value in 5 of 6 months}.
   */
  public static List<String> record(List<ResultRow> rows) {
    return rows.stream().map(EstimateTexts::record).toList();
  }

  private static String record(ResultRow row) {
    long trusted = row.longValue("trusted");
    long untrusted = row.longValue("judged") - trusted;
    List<String> parts = new ArrayList<>();
    if (trusted > 0) {
      parts.add(
          "bias %s, its bands have held the realised value in %d of %d months"
              .formatted(signed(row.optionalDouble("bias")), row.longValue("covered"), trusted));
    }
    OptionalDouble coverage = row.optionalDouble("coverage");
    if (coverage.isPresent() && coverage.getAsDouble() < ENOUGH) {
      parts.add("fewer than 80 %: do not rely on them");
    }
    if (untrusted > 0) {
      parts.add(
          "bias %s of %d untrusted"
              .formatted(signed(row.optionalDouble("untrusted_bias")), untrusted));
    }
    return "estimate of %s: %s".formatted(row.string("metric"), String.join("; ", parts));
  }

  private static String signed(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%+.3f", value.getAsDouble()) : "unknown";
  }
}

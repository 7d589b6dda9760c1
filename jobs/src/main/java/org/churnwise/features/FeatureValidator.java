package org.churnwise.features;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.Run;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Checks the invariants of a freshly written slice of customer_features. A broken invariant refuses
 * the slice (exit 3), so that it is rolled back; a weak slice (many buyers without attributes) is
 * only recorded.
 */
final class FeatureValidator {
  private static final Sql CHECKS = Sql.named("features/feature_checks");
  private static final String ROW_COUNT = "row_count";
  private static final double MOST_WITHOUT_ATTRIBUTES = 0.5;
  private static final double MOST_YOUNGER = 0.05;
  private static final List<String> INVARIANTS =
      List.of(
          "duplicate_keys",
          "purchases_after_snapshot",
          "impossible_recency",
          "windows_not_nested",
          "sentiment_out_of_range");

  private final Warehouse warehouse;
  private final Run run;

  FeatureValidator(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /**
   * Refuses (exit 2) a catalogue that does not name exactly the table's columns after the key, in
   * order and of a type that can hold the feature.
   */
  static void requireAgreement(FeatureCatalogue catalogue, Table table) {
    List<String> columns = table.columnNames().subList(2, table.columns().size());
    List<String> names = catalogue.features().stream().map(Feature::name).toList();
    if (!columns.equals(names)) {
      throw ChurnException.usage(
          "conf/features.conf does not list the columns of customer_features in order: it lists %s, the table has %s"
              .formatted(names, columns));
    }
    for (Feature feature : catalogue.features()) {
      Column column = table.column(feature.name());
      if (!feature.type().fits(column)) {
        throw ChurnException.usage(
            "conf/features.conf: feature %s: type = %s does not fit its column, which is %s in sql/schema/%s.sql"
                .formatted(
                    feature.name(),
                    feature.type().name().toLowerCase(Locale.ROOT),
                    column.type(),
                    table.name()));
      }
    }
  }

  /** Checks snapshots and records the checks; one query for all of them. */
  Map<LocalDate, List<QualityCheck>> validate(List<LocalDate> snapshots) {
    Map<LocalDate, List<QualityCheck>> checks = new LinkedHashMap<>();
    for (ResultRow row : warehouse.query(RequestedSnapshots.in(CHECKS, snapshots))) {
      checks.put(row.date("snapshot_date"), checksOf(row));
    }
    for (LocalDate snapshot : snapshots) {
      if (!checks.containsKey(snapshot)) {
        throw ChurnException.dataRefused(
            "no purchases before snapshot %s; choose a later snapshot or load older sales"
                .formatted(snapshot));
      }
    }
    checks
        .values()
        .forEach(list -> QualityCheck.refuseBroken(list, INVARIANTS, "sales and feedback"));
    QualityCheck.record(warehouse, run, checks.values().stream().flatMap(List::stream).toList());
    return checks;
  }

  /** The share of rows whose attributes, or one of them, are known only from after the snapshot. */
  private static QualityCheck younger(ResultRow row, String subject, String attributes) {
    String name = attributes + "_younger_than_snapshot";
    double share = (double) row.longValue(name) / row.longValue(ROW_COUNT);
    return QualityCheck.atMost(Stage.FEATURES, subject, name, share, MOST_YOUNGER);
  }

  static long rowCount(List<QualityCheck> checks) {
    return checks.stream()
        .filter(check -> check.name().equals(ROW_COUNT))
        .mapToLong(check -> (long) check.value().getAsDouble())
        .findFirst()
        .orElseThrow();
  }

  private static List<QualityCheck> checksOf(ResultRow row) {
    String subject = "customer_features " + row.date("snapshot_date");
    long rows = row.longValue(ROW_COUNT);
    List<QualityCheck> checks = new ArrayList<>();
    checks.add(QualityCheck.atLeast(Stage.FEATURES, subject, ROW_COUNT, rows, 1));
    INVARIANTS.forEach(
        name ->
            checks.add(QualityCheck.atMost(Stage.FEATURES, subject, name, row.longValue(name), 0)));
    double negativeTenure = (double) row.longValue("negative_tenure") / rows;
    checks.add(
        QualityCheck.atMost(Stage.FEATURES, subject, "negative_tenure_share", negativeTenure, 0));
    double without = (double) row.longValue("without_attributes") / rows;
    checks.add(
        QualityCheck.atMost(
            Stage.FEATURES, subject, "without_attributes_share", without, MOST_WITHOUT_ATTRIBUTES));
    checks.add(younger(row, subject, "attributes"));
    CustomerAttributes.NAMES.forEach(name -> checks.add(younger(row, subject, name)));
    return checks;
  }
}

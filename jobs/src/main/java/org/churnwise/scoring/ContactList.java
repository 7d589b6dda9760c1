package org.churnwise.scoring;

import static org.apache.spark.sql.functions.broadcast;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.run.Ledger;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Writes the customers to contact for a snapshot, by the champion's predictions, to a file. It
 * leaves out customers in the holdout or beyond the budget. Customers without stored reasons,
 * because they are below the threshold, are explained now.
 */
final class ContactList {
  static final List<String> HEADER =
      List.of(
          "customer_id",
          "churn_probability",
          "expected_value_usd",
          "margin_usd",
          "reason_1",
          "reason_2",
          "reason_3",
          "history_days",
          "purchases",
          "short_history");

  /** Rows that the driver holds at once: tens of megabytes. */
  static final long PAGE = 50_000;

  private static final Sql LIST = Sql.named("scoring/contact_list");
  private static final List<String> KNOWN = List.of("history_days", "purchases", "short_history");
  private static final List<String> REASONS = List.of("reason_1", "reason_2", "reason_3");

  private final Supplier<SparkSession> spark;
  private final Warehouse warehouse;
  private final ScoringRules rules;
  private final Champion champion;
  private final ScoringRows rows;

  /** Starts Spark only when a customer must be explained. */
  ContactList(
      Supplier<SparkSession> spark, Warehouse warehouse, Ledger ledger, ScoringRules rules) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.rules = rules;
    this.champion = new Champion(warehouse, ledger, rules.catalogue());
    this.rows = new ScoringRows(spark, warehouse);
  }

  /**
   * Writes a new file with at most the first {@code most} customers of the list, the highest
   * expected value first, and returns how many. Costs a query per 50,000 customers, and a Spark job
   * if any of those must be explained.
   */
  long write(LocalDate snapshot, int most, Path file) {
    ModelVersion version = champion.version(List.of(snapshot));
    long written = 0;
    try (NewCsvFile csv = new NewCsvFile(file, HEADER)) {
      List<ResultRow> page;
      do {
        page = page(snapshot, version, written, Math.min(most, written + PAGE));
        Map<String, List<String>> explained = explained(snapshot, version, withoutReasons(page));
        for (ResultRow row : page) {
          List<String> stored = stored(row);
          csv.row(cells(row, explained.getOrDefault(row.string("customer_id"), stored)));
        }
        written += page.size();
      } while (page.size() == PAGE && written < most);
      csv.finish();
    }
    return written;
  }

  private List<ResultRow> page(LocalDate snapshot, ModelVersion version, long after, long upTo) {
    return warehouse.query(
        LIST.with("snapshot_date", snapshot)
            .with("model_version", version.version())
            .with("after", after)
            .with("up_to", upTo));
  }

  private List<String> withoutReasons(List<ResultRow> page) {
    if (rules.scoring().explainedFrom(0) > 1) {
      return List.of(); // scoring.reasons = none
    }
    return page.stream()
        .filter(row -> row.optionalString("reason_1").isEmpty())
        .map(row -> row.string("customer_id"))
        .toList();
  }

  private Map<String, List<String>> explained(
      LocalDate snapshot, ModelVersion version, List<String> customers) {
    Map<String, List<String>> reasons = new HashMap<>();
    if (customers.isEmpty()) {
      return reasons;
    }
    FittedModel model = champion.model(version);
    Dataset<Row> wanted =
        spark.get().createDataset(customers, Encoders.STRING()).toDF("wanted_customer_id");
    Dataset<Row> all = rows.read(List.of(snapshot));
    Dataset<Row> some =
        all.join(
            broadcast(wanted),
            all.col("customer_id").equalTo(wanted.col("wanted_customer_id")),
            "left_semi");
    Dataset<Row> explained =
        ReasonColumns.scoring(version.version(), model, some.schema(), 0, rules.catalogue())
            .on(some, ReasonColumns.SHAPE);
    for (Row row : explained.collectAsList()) {
      reasons.put(row.getAs("customer_id"), computed(row));
    }
    return reasons;
  }

  private static List<String> computed(Row row) {
    List<String> texts = new ArrayList<>();
    for (String reason : REASONS) {
      String text = row.getAs(reason);
      texts.add(text == null ? "" : withSign(text, row.<Double>getAs(reason + "_value")));
    }
    return texts;
  }

  private static List<String> stored(ResultRow row) {
    List<String> texts = new ArrayList<>();
    for (String reason : REASONS) {
      OptionalDouble value = row.optionalDouble(reason + "_value");
      texts.add(row.optionalString(reason).map(text -> withSign(text, value.orElse(0))).orElse(""));
    }
    return texts;
  }

  /** The file does not hold the value, so the text says if the reason lowers the risk. */
  private static String withSign(String reason, double value) {
    return value < 0 ? reason + " (lowers the risk)" : reason;
  }

  /** A row of the list: numbers, reasons, and what is known of the customer, if anything. */
  static List<String> cells(ResultRow row, List<String> reasons) {
    List<String> cells = new ArrayList<>();
    cells.add(row.string("customer_id"));
    cells.add(String.format(Locale.ROOT, "%.6f", row.doubleValue("churn_probability")));
    cells.add(String.format(Locale.ROOT, "%.2f", row.doubleValue("expected_value_usd")));
    cells.add(String.format(Locale.ROOT, "%.2f", row.doubleValue("margin_usd")));
    cells.addAll(reasons);
    for (String known : KNOWN) {
      cells.add(row.optionalString(known).orElse(""));
    }
    return cells;
  }
}

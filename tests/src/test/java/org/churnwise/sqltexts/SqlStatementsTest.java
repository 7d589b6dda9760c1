package org.churnwise.sqltexts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.table.LineRows;
import org.churnwise.ingest.table.TableRows;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.monitoring.NumberBounds;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.RowColumns;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.warehouse.SourceColumn;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement of sql/ runs on empty tables, with bound values and with literals. */
class SqlStatementsTest {
  @TempDir static Path folder;

  private static final LocalDate DAY = LocalDate.of(2025, 6, 1);
  private static final int BINS = 10;
  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("after", 0L),
          Map.entry("after_file", 0L),
          Map.entry("after_line", 0L),
          Map.entry("after_text", "A"),
          Map.entry("alert_id", "a1"),
          Map.entry("bins", (long) BINS),
          Map.entry("cells_per_logit", 50L),
          Map.entry("by_segment", 1L),
          Map.entry("split_held_out", 1L),
          Map.entry("churn_window_days", 30L),
          Map.entry("contact_cost", 5.0),
          Map.entry("contract_version", "v1"),
          Map.entry("customer_id", "C1"),
          Map.entry("day", DAY),
          Map.entry("days", 7L),
          Map.entry("feed", "sales"),
          Map.entry("file_number", 1L),
          Map.entry("file_name", "sales_2024_05.csv"),
          Map.entry("first_load", 1L),
          Map.entry("grace_days", 0L),
          Map.entry("has_days", true),
          Map.entry("drawn_before", DAY),
          Map.entry("drawn_below", "55555555"),
          Map.entry("left_out_drawn_below", "22222222"),
          Map.entry("with_left_out", true),
          Map.entry("with_others", false),
          Map.entry("all_months", true),
          Map.entry("answers_of", DAY),
          Map.entry("held_out", DAY),
          Map.entry("holdout_share", 0.1),
          Map.entry("horizon_months", 12.0),
          Map.entry("least_probability", 1e-7),
          Map.entry("last_correction", 0L),
          Map.entry("last_load", 1L),
          Map.entry("left_out_below", "33333333"),
          Map.entry("line_number", 1L),
          Map.entry("load_number", 1L),
          Map.entry("loads_before", 0L),
          Map.entry("hash_version", 24L),
          Map.entry("records", 1L),
          Map.entry("quarantined", 1L),
          Map.entry("margin_share", 0.3),
          Map.entry("min_history_days", 90L),
          Map.entry("min_segment_rows", 200L),
          Map.entry("min_level_rows", 20L),
          Map.entry("max_levels", 100L),
          Map.entry("model_version", "v1"),
          Map.entry("month", DAY),
          Map.entry("most", 20L),
          Map.entry("most_candidates", 1_000L),
          Map.entry("name", "age"),
          Map.entry("reference_number", 0L),
          Map.entry("baseline_number", 0L),
          Map.entry("reference_date", DAY),
          Map.entry("max_characters", 1_500L),
          Map.entry("chunk_rows", 64L),
          Map.entry("scored_by", "cortex"),
          Map.entry("most_contacts", 1_000L),
          Map.entry("most_customers", 50_000L),
          Map.entry("order_groups", 4L),
          Map.entry("prior_rows", 10.0),
          Map.entry("recency_groups", 10L),
          Map.entry("run_id", "r1"),
          Map.entry("save_rate", 0.1),
          Map.entry("schema_name", "main"),
          Map.entry("scorer", "v1"),
          Map.entry("second_scorer", "logistic"),
          Map.entry("third_scorer", "nobody"),
          Map.entry("seed", 42L),
          Map.entry("since", 5L),
          Map.entry("slice", "2025-06-01"),
          Map.entry("snapshot_date", DAY),
          Map.entry("snapshot_dates", List.of(DAY, DAY.plusDays(1))),
          Map.entry("stage", "features"),
          Map.entry("subject", "feature"),
          Map.entry("table_name", "customer_features"),
          Map.entry("threshold", 0.5),
          Map.entry("undated_month", DAY),
          Map.entry("up_to", 10L),
          Map.entry("watermark", DAY));

  private static final Sql TABLE_FILES =
      query(
          "files",
          "select cast(1 as bigint) as file_number, 'sales_2025_06.table' as file_name, date '2025-06-01' as month_start, cast(null as decimal(38,0)) as above, cast(null as date) as overlap_from, cast(null as date) as valid_from");
  private static final Sql KNOWN_KEYS = query("keys", tableRows().knownKeys(true));
  private static final Sql KNOWN_TEXTS = query("texts", "select distinct raw_row from quarantine");

  private static final Sql ERASED = query("erased", "select customer_id from customers");

  /** Queries that statements read by name. */
  private static final Map<String, Sql> READ_BY_NAME =
      Map.ofEntries(
          Map.entry("landed_rows", Sql.named("ingest/landed_rows")),
          Map.entry("sales_to_load", overLandedRows("ingest/first_landed_sales")),
          Map.entry("described_sales", describedSales()),
          Map.entry("known_comments", knownComments()),
          Map.entry("landed_months", overLandedRows("ingest/landed_months")),
          Map.entry("landed_customers", overLandedRows("ingest/landed_customers")),
          Map.entry("counted_sales", countedSales()),
          Map.entry("priced_sales", countedSales()),
          Map.entry("landed_files", landedFiles()),
          Map.entry(
              "sales_evidence",
              Sql.named("ingest/sales_evidence")
                  .reading("priced_sales", countedSales())
                  .reading("described_sales", describedSales())
                  .reading("known_comments", knownComments())),
          Map.entry("comments_to_score", Sql.named("ingest/landed_comments")),
          Map.entry("unscored_texts", overLandedComments("ingest/unscored_texts")),
          Map.entry("customer_margins", Sql.named("scoring/customer_margins")),
          Map.entry("scored_rows", Sql.named("monitoring/scored_rows")),
          Map.entry("segment_groups", segmentGroups()),
          Map.entry("evaluated_parts", evaluatedParts()),
          Map.entry("part_groups", partGroups()),
          Map.entry(
              "score_sums",
              Sql.named("evaluation/score_sums")
                  .reading("part_groups", partGroups())
                  .reading("evaluated_parts", evaluatedParts())),
          Map.entry(
              "calibration_cells",
              Sql.named("evaluation/calibration_cells").reading("part_groups", partGroups())),
          Map.entry(
              "training_rows",
              FeatureColumns.in(LeftOutShare.drawnFromFinalLabels("training/training_rows"))),
          Map.entry("labels_of_window", Sql.named("labels/customer_labels")),
          Map.entry("labelled_predictions", Sql.named("training/labelled_predictions")),
          Map.entry("known_labels", Sql.named("training/final_labels")),
          Map.entry(
              "drawn_customers",
              Sql.named("training/drawn_customers")
                  .reading("known_labels", Sql.named("training/final_labels"))),
          Map.entry(
              "numeric_baselines",
              FeatureColumns.in(Sql.named("training/numeric_baselines"))
                  .reading("baseline_numbers", Sql.named("training/baseline_number"))),
          Map.entry("baseline_numbers", Sql.named("training/baseline_number")),
          Map.entry(
              "categorical_baselines",
              FeatureColumns.in(Sql.named("training/categorical_baselines"))),
          Map.entry("drift_references", Sql.named("monitoring/drift_reference")),
          Map.entry("compared_parts", comparedParts()),
          Map.entry("compared_customers", comparedCustomers()),
          Map.entry("compared_numbers", compared("monitoring/compared_numbers")),
          Map.entry("compared_categories", compared("monitoring/compared_categories")),
          Map.entry("reference_numbers", referenceNumbers()),
          Map.entry("number_bounds", numberBounds()),
          Map.entry("number_bins", numberBins()),
          Map.entry("category_bins", categoryBins()),
          Map.entry(
              "drift_bins",
              Sql.named("monitoring/drift_bins")
                  .reading("number_bins", numberBins())
                  .reading("category_bins", categoryBins())
                  .reading("compared_categories", compared("monitoring/compared_categories"))
                  .reading("compared_parts", comparedParts())
                  .reading("drift_references", Sql.named("monitoring/drift_reference"))),
          Map.entry("calibration_line", Sql.named("monitoring/calibration_line")),
          Map.entry("bin_counts", FeatureColumns.in(Sql.named("monitoring/bin_counts"))),
          Map.entry("sentiment_months", Sql.named("monitoring/sentiment_months")),
          Map.entry("alike_customers", Sql.named("leakage/alike_customers")),
          Map.entry("file_lines", fileLines()),
          Map.entry("conflicting_rows", Sql.named("ingest/conflicting_customers")),
          Map.entry("text_lines", query("lines", "select 1 as line_number, 'C1' as line")),
          Map.entry("table_rows", tableRows().query()),
          Map.entry("table_files", TABLE_FILES),
          Map.entry("known_keys", KNOWN_KEYS),
          Map.entry("known_texts", KNOWN_TEXTS),
          Map.entry("table_lines", tableLines()),
          Map.entry("erased_customers", ERASED),
          Map.entry(
              "valued_customers",
              FeatureColumns.in(Sql.named("leakage/number_values"))
                  .reading("alike_customers", Sql.named("leakage/alike_customers"))));

  private static final Pattern READ = Pattern.compile("\\b(?:from|join) (\\w+)");

  private static TemporaryWarehouse temporary;

  @BeforeAll
  static void createTables() {
    temporary = TemporaryWarehouse.in(folder);
    Tables.landing().forEach(table -> temporary.warehouse().execute(table.ddl()));
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  /**
   * All but DDL, which has run when the tables were created, migrations, whose tests run them on
   * old tables, and what only Snowflake runs.
   */
  static List<String> statements() {
    return SqlFiles.names().stream()
        .filter(
            name ->
                !name.startsWith("schema/")
                    && !name.startsWith("migrations/")
                    && !name.startsWith("views/")
                    && !name.startsWith("warehouse/snowflake/")
                    && !name.endsWith("/dialect"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aStatementRunsWithBoundValues(String name) {
    Sql statement = withValues(name);
    if (SqlFiles.code(name).strip().matches("(?s)(delete|update|insert|merge)\\b.*")) {
      assertEquals(0, temporary.warehouse().execute(statement));
    } else {
      temporary.warehouse().query(statement);
    }
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aStatementIsUnderstoodWithLiterals(String name) {
    query("explain " + withValues(name).withLiterals());
  }

  @ParameterizedTest
  @CsvSource({
    "features/customer_features, customer_features",
    "labels/customer_labels, customer_labels",
    "scoring/churn_predictions, churn_predictions"
  })
  void aStatementGivesTheColumnsOfTheTableThatItFills(String statement, String table) {
    List<String> given =
        warehouse()
            .query(
                new Sql("describe", "describe " + withValues(statement).withLiterals(), Map.of()))
            .stream()
            .map(row -> row.string("column_name") + " " + row.string("column_type"))
            .toList();
    assertEquals(
        Table.named(table).columns().stream().map(SqlStatementsTest::described).toList(), given);
  }

  @Test
  void theCatalogueNamesTheFeaturesOfTheStatement() {
    List<String> columns =
        warehouse()
            .query(
                new Sql(
                    "describe",
                    "describe " + withValues("features/customer_features").withLiterals(),
                    Map.of()))
            .stream()
            .map(row -> row.string("column_name"))
            .skip(2)
            .toList();
    assertEquals(FeatureCatalogue.load().features().stream().map(Feature::name).toList(), columns);
  }

  private static String described(Column column) {
    return column.name()
        + " "
        + (column.type().equals("string") ? "VARCHAR" : column.type().toUpperCase(Locale.ROOT));
  }

  private static void query(String text) {
    warehouse().query(new Sql("test", text, Map.of()));
  }

  private static Warehouse warehouse() {
    return temporary.warehouse();
  }

  /** The statement with everything that it reads by name, and a value for each parameter. */
  static Sql withValues(String name) {
    Sql statement = RowColumns.in(FeatureColumns.in(Sql.named(name)));
    Set<String> read =
        READ.matcher(SqlFiles.code(name))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    for (Map.Entry<String, Sql> query : READ_BY_NAME.entrySet()) {
      if (read.contains(query.getKey())) {
        statement = statement.reading(query.getKey(), query.getValue());
      }
    }
    statement = NumberBounds.in(statement, BINS);
    for (String parameter : SqlFiles.parametersOf(statement.text())) {
      statement = with(statement, parameter, VALUES.get(parameter));
    }
    return statement.text().contains(" requested_snapshots")
        ? RequestedSnapshots.in(statement, List.of(DAY))
        : statement;
  }

  private static Sql segmentGroups() {
    return Sql.named("evaluation/segment_groups")
        .reading("scored_rows", Sql.named("monitoring/scored_rows"));
  }

  private static Sql evaluatedParts() {
    return Sql.named("evaluation/evaluated_parts").reading("segment_groups", segmentGroups());
  }

  private static Sql partGroups() {
    return Sql.named("evaluation/part_groups")
        .reading("evaluated_parts", evaluatedParts())
        .reading("segment_groups", segmentGroups())
        .reading("scored_rows", Sql.named("monitoring/scored_rows"));
  }

  private static Sql compared(String name) {
    return FeatureColumns.in(Sql.named(name))
        .reading("compared_customers", comparedCustomers())
        .reading("drift_references", Sql.named("monitoring/drift_reference"));
  }

  private static Sql comparedCustomers() {
    return FeatureColumns.in(Sql.named("monitoring/compared_customers"))
        .reading("compared_parts", comparedParts())
        .reading("drift_references", Sql.named("monitoring/drift_reference"));
  }

  private static Sql comparedParts() {
    return Sql.named("monitoring/compared_parts")
        .reading("drift_references", Sql.named("monitoring/drift_reference"));
  }

  private static Sql numberBins() {
    return Sql.named("monitoring/number_bins")
        .reading("number_bounds", numberBounds())
        .reading("compared_numbers", compared("monitoring/compared_numbers"))
        .reading("drift_references", Sql.named("monitoring/drift_reference"));
  }

  private static Sql numberBounds() {
    return Sql.named("monitoring/number_bounds").reading("reference_numbers", referenceNumbers());
  }

  private static Sql referenceNumbers() {
    return FeatureColumns.in(Sql.named("monitoring/reference_numbers"))
        .reading("drift_references", Sql.named("monitoring/drift_reference"));
  }

  private static Sql categoryBins() {
    return Sql.named("monitoring/category_bins")
        .reading("compared_categories", compared("monitoring/compared_categories"));
  }

  /** A line of a file of sales, as the embedded warehouse reads it. */
  private static Sql fileLines() {
    FeedContract sales = Contract.load("reference").feed("sales").orElseThrow();
    String values =
        IntStream.rangeClosed(1, sales.format().columnCount())
            .mapToObj(place -> "'1' as c" + place)
            .collect(Collectors.joining(", "));
    return new LineRows(sales, List.of(), DAY, null, null)
        .query(
            "(select cast(1 as bigint) as line_number, '1' as line, true as is_whole, 1 as value_count, "
                + values
                + ") text_lines");
  }

  /** Sales that a table of somebody else holds, here ours. */
  private static TableRows tableRows() {
    Contract contract =
        Contract.kept(
            "shop",
            "feeds.sales { table = sales, incremental-by = load_number, columns { transaction_id.from = transaction_id, customer_id.from = customer_id, transaction_date.from = transaction_date, total_amount.from = total_amount } }");
    return new TableRows(
        contract.feed("sales").orElseThrow(),
        List.of(
            new SourceColumn("TRANSACTION_ID", "VARCHAR", 0),
            new SourceColumn("CUSTOMER_ID", "VARCHAR", 0),
            new SourceColumn("TRANSACTION_DATE", "DATE", 0),
            new SourceColumn("TOTAL_AMOUNT", "DECIMAL(18,4)", 4),
            new SourceColumn("LOAD_NUMBER", "BIGINT", 0)),
        DAY);
  }

  private static Sql tableLines() {
    return Sql.named("ingest/table_lines")
        .reading("table_rows", tableRows().query())
        .reading("table_files", TABLE_FILES)
        .reading("known_keys", KNOWN_KEYS)
        .reading("known_texts", KNOWN_TEXTS)
        .reading("erased_customers", ERASED);
  }

  private static Sql query(String name, String text) {
    return new Sql(name, text, Map.of());
  }

  private static Sql overLandedRows(String name) {
    return Sql.named(name).reading("landed_rows", Sql.named("ingest/landed_rows"));
  }

  private static Sql countedSales() {
    return Sql.named("ingest/counted_sales")
        .reading("landed_months", overLandedRows("ingest/landed_months"))
        .reading("sales_to_load", overLandedRows("ingest/first_landed_sales"));
  }

  private static Sql describedSales() {
    return Sql.named("ingest/described_sales")
        .reading("counted_sales", countedSales())
        .reading("landed_customers", overLandedRows("ingest/landed_customers"));
  }

  private static Sql knownComments() {
    return overLandedRows("ingest/known_comments")
        .reading("landed_months", overLandedRows("ingest/landed_months"));
  }

  private static Sql landedFiles() {
    return Sql.named("ingest/landed_files")
        .reading("unscored_texts", overLandedComments("ingest/unscored_texts"));
  }

  private static Sql overLandedComments(String name) {
    return Sql.named(name).reading("comments_to_score", Sql.named("ingest/landed_comments"));
  }

  private static Sql with(Sql statement, String parameter, Object value) {
    assertNotNull(value, () -> "say here of which type :" + parameter + " is");
    if (value instanceof LocalDate day) {
      return statement.with(parameter, day);
    }
    if (value instanceof List<?> days) {
      return statement.with(parameter, days.stream().map(LocalDate.class::cast).toList());
    }
    if (value instanceof Long number) {
      return statement.with(parameter, number.longValue());
    }
    if (value instanceof Boolean truth) {
      return statement.with(parameter, truth.booleanValue());
    }
    return value instanceof Double number
        ? statement.with(parameter, number.doubleValue())
        : statement.with(parameter, value.toString());
  }
}

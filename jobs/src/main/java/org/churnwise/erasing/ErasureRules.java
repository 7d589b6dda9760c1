package org.churnwise.erasing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;

/**
 * What an erasure does to each table. A table with a {@code customer_id} is covered by that column;
 * any other has its rule here, or is named as one that tells of nobody.
 */
final class ErasureRules {
  private static final String CUSTOMER = "customer_id";

  /** They have no customer_id, but the text or the key of a row tells whose it is. */
  private static final Map<Table, Sql> OF_THEIR_OWN =
      Map.of(
          Tables.ALERTS, Sql.named("erasing/strike_messages_of_alerts"),
          Tables.ALERT_EVENTS, Sql.named("erasing/strike_messages_of_alert_events"),
          Tables.ALERT_DELIVERIES, Sql.named("erasing/strike_errors_of_alert_deliveries"),
          Tables.DUPLICATE_ROWS, Sql.named("erasing/delete_duplicates"),
          Tables.PIPELINE_RUNS, Sql.named("erasing/strike_errors_of_runs"),
          Tables.SENTIMENT_CACHE, Sql.named("erasing/delete_scored_texts"),
          Tables.STAGE_RUNS, Sql.named("erasing/strike_errors_of_slices"));

  /** Their texts are read by {@link BadRows}. */
  static final List<Table> BAD_ROWS = List.of(Tables.QUARANTINE, Tables.SUPERSEDED_QUARANTINE);

  /** Files, runs, settings and numbers over many customers. */
  private static final Set<Table> OF_NOBODY =
      Set.of(
          Tables.FILES_INGESTED,
          Tables.SUPERSEDED_FILES,
          Tables.DECLARED_WATERMARKS,
          Tables.SUPERSEDED_WATERMARKS,
          Tables.ACCEPTED_FAULTS,
          Tables.DATA_FAULTS,
          Tables.LOAD_CORRECTIONS,
          Tables.QUARANTINE_RELEASES,
          Tables.CONTRACTS,
          Tables.FEATURE_VIEWS,
          Tables.TRAINING_DATASETS,
          Tables.MODEL_VERSIONS,
          Tables.MODEL_ALIASES,
          Tables.MODEL_DECISIONS,
          Tables.MODEL_BASELINES,
          Tables.MODEL_PERFORMANCE,
          Tables.ESTIMATED_PERFORMANCE,
          Tables.INTERIM_PERFORMANCE,
          Tables.FEATURE_DRIFT,
          Tables.DIAGNOSES,
          Tables.DATA_QUALITY,
          Tables.LINEAGE_EDGES,
          Tables.SLICE_CONTENTS,
          Tables.SCHEMA_VERSIONS,
          Tables.RUN_SETTINGS,
          Tables.FORGETTING_KEYS,
          Tables.FORGOTTEN_CUSTOMERS,
          Tables.ERASED_ROWS,
          Tables.ERASED_CONTENTS);

  private ErasureRules() {}

  /** Whether rows of a table are found by its customer_id; not those that say who is to go. */
  static boolean namesCustomers(Table table) {
    return table.columnNames().contains(CUSTOMER) && !table.equals(Tables.CUSTOMERS_TO_FORGET);
  }

  /**
   * The tables that may hold something of a customer but for bad rows, each with the statement that
   * takes it out, in the order in which they must run: the keys of rows are looked up before the
   * rows go.
   *
   * @param existing names of the tables of the schema; landing tables are not in every warehouse
   */
  static Map<Table, Sql> statements(Set<String> existing) {
    Map<Table, Sql> statements = new LinkedHashMap<>(OF_THEIR_OWN);
    for (Table table : Tables.kept()) {
      if (namesCustomers(table)) {
        statements.put(table, rowsOfCustomers(table));
      }
    }
    for (Table landing : Tables.landing()) {
      if (existing.contains(landing.name())) {
        statements.put(landing, allRows(landing)); // only this run may land rows now
      }
    }
    return statements;
  }

  /** The customers to forget whom the rows of the tables name. */
  static Sql present() {
    List<Sql> queries = new ArrayList<>();
    for (Table table : Tables.kept()) {
      if (namesCustomers(table)) {
        queries.add(
            statement(
                "select distinct f.%2$s from customers_to_forget f inner join %1$s t on t.%2$s = f.%2$s",
                table));
      }
    }
    return Sql.unionAll("erasing/present", queries);
  }

  /** Every customer whom a table names. */
  static Sql everybody() {
    return Sql.unionAll(
        "erasing/everybody",
        Tables.kept().stream()
            .filter(ErasureRules::namesCustomers)
            .map(table -> statement("select distinct %2$s from %1$s", table))
            .toList());
  }

  /** The kind of rule that a table has; empty if it has none, which no table may. */
  static Optional<String> of(Table table) {
    if (namesCustomers(table) || Tables.landing().contains(table)) {
      return Optional.of("rows of customers");
    }
    if (OF_THEIR_OWN.containsKey(table) || BAD_ROWS.contains(table)) {
      return Optional.of("rule of its own");
    }
    if (table.equals(Tables.CUSTOMERS_TO_FORGET)) {
      return Optional.of("emptied");
    }
    return OF_NOBODY.contains(table) ? Optional.of("of nobody") : Optional.empty();
  }

  /** The names of columns whose values may be those of a record of a customer. */
  static List<String> personalColumns(Table table) {
    Set<String> personal =
        Set.of(
            CUSTOMER,
            "raw_row",
            "judged_row",
            "row_key",
            "comment",
            "text_hash",
            "error",
            "message");
    return table.columns().stream().map(Column::name).filter(personal::contains).toList();
  }

  private static Sql rowsOfCustomers(Table table) {
    return statement(
        "delete from %s where %s in (select customer_id from customers_to_forget)", table);
  }

  static Sql allRows(Table table) {
    return statement("delete from %s", table);
  }

  private static Sql statement(String form, Table table) {
    return new Sql("erasing/" + table.name(), form.formatted(table.name(), CUSTOMER), Map.of());
  }
}

package org.churnwise.erasing;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.model.registry.ErasedDatasets;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.run.ErasedContent;
import org.churnwise.run.ForgettingKey;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Takes customers out of every table in one transaction, and remembers them by keyed hash, so that
 * no later load brings them back. The content hashes of the rows that stay are renewed with it, so
 * that a replay compares what is left. Costs two hashes of the tables that hold something of them.
 */
public final class CustomerErasure {
  private static final RecordRows<ErasedRows> ERASED =
      new RecordRows<>(Tables.ERASED_ROWS, ErasedRows.class, "erased_at", "run_id");

  private final Warehouse warehouse;
  private final Run run;
  private final SecureRandom chance;

  /**
   * @param chance makes the key of the first erasure
   */
  public CustomerErasure(Warehouse warehouse, Run run, SecureRandom chance) {
    this.warehouse = warehouse;
    this.run = run;
    this.chance = chance;
  }

  /**
   * Erases customers.
   *
   * @param future whether a customer that no table holds is remembered all the same
   * @throws ChurnException before anything is changed, for a customer whom no table holds and
   *     nobody has erased before: with exit code USAGE if his id is none, else DATA_REFUSED
   */
  Erasure erase(List<GivenCustomer> customers, boolean future) {
    return warehouse.transaction(
        () -> {
          Set<String> spellings = spellings(customers);
          BadRows bad = BadRows.of(warehouse, spellings);
          Set<String> present = present(spellings);
          present.addAll(bad.customers());
          ForgottenCustomers.Search known = ForgottenCustomers.read(warehouse).search();
          refuseUnknown(customers, present, known, future);
          Set<String> remembered = new LinkedHashSet<>(present);
          customers.forEach(customer -> remembered.addAll(customer.contracted()));
          remembered.removeIf(known::holds);
          warehouse.expectRemains();
          Map<String, Long> rows = eraseRows(bad);
          remember(remembered);
          return new Erasure(present.size(), remembered.size(), bad.byText(), rows);
        });
  }

  /** Erases whoever is remembered: after rows of another time were brought back. */
  public Map<String, Long> eraseRemembered() {
    return warehouse.transaction(
        () -> {
          ForgottenCustomers.Search known = ForgottenCustomers.read(warehouse).search();
          Set<String> back =
              warehouse.query(ErasureRules.everybody()).stream()
                  .map(row -> row.string("customer_id"))
                  .filter(known::holds)
                  .collect(Collectors.toCollection(LinkedHashSet::new));
          present(back);
          return eraseRows(BadRows.of(warehouse, known));
        });
  }

  private static Set<String> spellings(List<GivenCustomer> customers) {
    return customers.stream()
        .flatMap(customer -> customer.spellings().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Names the customers to the statements, and returns those that tables hold. */
  private Set<String> present(Set<String> ids) {
    warehouse.execute(ErasureRules.allRows(Tables.CUSTOMERS_TO_FORGET));
    warehouse.insert(
        Tables.CUSTOMERS_TO_FORGET,
        ids.stream().map(id -> Map.<String, Object>of("customer_id", id)).toList());
    return warehouse.query(ErasureRules.present()).stream()
        .map(row -> row.string("customer_id"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void refuseUnknown(
      List<GivenCustomer> customers,
      Set<String> present,
      ForgottenCustomers.Search known,
      boolean future) {
    List<GivenCustomer> unknown =
        customers.stream()
            .filter(
                customer ->
                    customer.spellings().stream()
                        .noneMatch(id -> present.contains(id) || known.holds(id)))
            .toList();
    unknown.forEach(GivenCustomer::requirePlain);
    if (!future && !unknown.isEmpty()) {
      throw ChurnException.dataRefused(
          "%d of %d customers are in no table, first %s; nothing was erased. Correct the id, or use --future to leave out of later loads who is not loaded yet"
              .formatted(unknown.size(), customers.size(), unknown.get(0)));
    }
  }

  /**
   * Takes out who is named in customers_to_forget, and bad rows; returns rows by table, of those
   * with any.
   */
  private Map<String, Long> eraseRows(BadRows bad) {
    Map<Table, Sql> statements = ErasureRules.statements(warehouse.tableNames());
    Set<String> names =
        Stream.concat(statements.keySet().stream(), ErasureRules.BAD_ROWS.stream())
            .filter(Tables.kept()::contains)
            .map(Table::name)
            .collect(Collectors.toSet());
    TrainingDatasets datasets = new TrainingDatasets(warehouse, run);
    ErasedContent.Standing before = ErasedContent.Standing.read(warehouse, names);
    ErasedDatasets.Standing trained = ErasedDatasets.Standing.read(warehouse, datasets);
    Map<String, Long> rows = new LinkedHashMap<>();
    bad.delete(warehouse).forEach((table, count) -> rows.put(table.name(), count));
    statements.forEach(
        (table, statement) -> {
          long changed = warehouse.execute(statement);
          if (changed > 0) {
            rows.put(table.name(), changed);
          }
        });
    List<ErasedContent> contents =
        new ArrayList<>(
            before.changedUntil(ErasedContent.Standing.read(warehouse, names), run.id()));
    contents.addAll(
        trained.changedUntil(ErasedDatasets.Standing.read(warehouse, datasets), run.id()));
    ErasedContent.insert(warehouse, run, contents);
    warehouse.execute(Sql.named("erasing/renew_contents").with("run_id", run.id()));
    List<ErasedRows> erased = new ArrayList<>();
    rows.forEach((table, count) -> erased.add(new ErasedRows(table, count)));
    ERASED.insert(warehouse, erased, run.clock().instant(), run.id());
    warehouse.execute(ErasureRules.allRows(Tables.CUSTOMERS_TO_FORGET));
    return rows;
  }

  private void remember(Set<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    ForgettingKey key = key();
    UnaryOperator<String> hasher = key.hasher();
    ForgottenCustomers.insert(warehouse, run, key, ids.stream().map(hasher).toList());
  }

  private ForgettingKey key() {
    List<ForgettingKey> keys = ForgettingKey.all(warehouse);
    if (!keys.isEmpty()) {
      return keys.get(0);
    }
    ForgettingKey made = ForgettingKey.random(chance);
    ForgettingKey.ROWS.insert(warehouse, List.of(made), run.clock().instant(), run.id());
    return made;
  }

  /**
   * The result.
   *
   * @param present ids that tables held
   * @param remembered ids that were not remembered before
   * @param byText bad rows that cannot be read as far as their customer, and went because an id
   *     stands in their text
   * @param rows erased or changed, by table; only tables with some
   */
  record Erasure(int present, int remembered, long byText, Map<String, Long> rows) {
    long allRows() {
      return rows.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private record ErasedRows(String tableName, long rowCount) {}
}

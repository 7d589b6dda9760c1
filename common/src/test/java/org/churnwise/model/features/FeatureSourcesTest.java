package org.churnwise.model.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureSources.Source;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The columns that a feature states are those that move it, no more and no fewer. */
class FeatureSourcesTest {
  private static final List<Table> READ =
      List.of(Tables.SALES, Tables.CUSTOMERS, Tables.FEEDBACK_SENTIMENT);

  private static final LocalDate SNAPSHOT = LocalDate.of(2025, 6, 1);
  private static final int CUSTOMERS = 40;

  @TempDir private Path folder;

  @Test
  void aFeatureStatesTheColumnsThatMoveIt() {
    Map<String, Set<String>> stated = new LinkedHashMap<>();
    FeatureSources.load()
        .byFeature()
        .forEach(
            (feature, sources) ->
                stated.put(
                    feature,
                    sources.stream()
                        .map(Source::toString)
                        .collect(Collectors.toCollection(TreeSet::new))));
    Map<String, Set<String>> found = new LinkedHashMap<>();
    stated.keySet().forEach(feature -> found.put(feature, new TreeSet<>()));
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      fill(temporary);
      Warehouse warehouse = temporary.warehouse();
      READ.forEach(table -> execute(warehouse, "create table kept_TABLE as from TABLE", table));
      Map<String, ResultRow> before = features(warehouse);
      for (Table table : READ) {
        for (Column column : table.columns()) {
          if (!column.name().equals("customer_id")) {
            execute(warehouse, "update TABLE set " + column.name() + " = " + change(column), table);
            moved(before, features(warehouse))
                .forEach(feature -> found.get(feature).add(table.name() + "." + column.name()));
            execute(warehouse, "delete from TABLE", table);
            execute(warehouse, "insert into TABLE from kept_TABLE", table);
          }
        }
      }
    }
    assertEquals(stated, found);
  }

  private static void execute(Warehouse warehouse, String text, Table table) {
    warehouse.execute(new Sql("test", text.replace("TABLE", table.name()), Map.of()));
  }

  /** Another value for each row, and so another order too. */
  private static String change(Column column) {
    String name = column.name();
    String chance = "cast(hash(rowid, '" + name + "') % 1000 as integer)";
    return switch (name) {
      case "feedback_id", "transaction_id" -> "cast(1000 * " + chance + " + rowid as string)";
      case "chat_time" -> "lpad(cast(" + chance + " % 24 as string), 2, '0') || ':00:00.000'";
      case "chat_date" -> "date '2025-05-01' + " + chance + " % 28";
      default ->
          switch (column.type()) {
            case "string" -> name + " || 'x'";
            case "boolean" -> chance + " % 2 = 0";
            case "date" -> name + " + " + chance + " % 60 - 30";
            default -> chance;
          };
    };
  }

  private static Map<String, ResultRow> features(Warehouse warehouse) {
    Sql statement =
        RequestedSnapshots.in(Sql.named("features/customer_features"), List.of(SNAPSHOT));
    return warehouse.query(statement).stream()
        .collect(Collectors.toMap(row -> row.string("customer_id"), row -> row));
  }

  /** The features that some customer has otherwise. */
  private static Set<String> moved(Map<String, ResultRow> before, Map<String, ResultRow> after) {
    Set<String> moved = new TreeSet<>();
    after.forEach(
        (customer, row) -> {
          if (before.containsKey(customer)) {
            Map<String, Object> old = before.get(customer).values();
            row.values().keySet().stream()
                .filter(name -> !Objects.equals(row.values().get(name), old.get(name)))
                .forEach(moved::add);
          }
        });
    return moved;
  }

  /** Days are close enough to be equal often, so that what orders rows of a day counts. */
  private static void fill(TemporaryWarehouse temporary) {
    SplittableRandom chance = new SplittableRandom(7);
    StringBuilder sales =
        new StringBuilder(
            "transaction_id | customer_id | transaction_date | discount_applied | num_items | payment_method | total_amount | is_return | load_number\n");
    StringBuilder customers =
        new StringBuilder(
            "customer_id | age | customer_segment | gender | location | signup_date | valid_from | load_number\n");
    StringBuilder comments =
        new StringBuilder(
            "chat_date | comment | customer_id | feedback_id | internal_id | chat_time | sentiment\n");
    for (int i = 0; i < CUSTOMERS; i++) {
      for (int row = 0; row < 8; row++) {
        String[] sale = {
          "T" + i + "-" + row,
          "C" + i,
          "" + SNAPSHOT.minusDays(1 + chance.nextInt(100)),
          "true",
          "1",
          "card",
          "" + chance.nextInt(1, 90),
          "" + (chance.nextInt(4) == 0),
          "" + row
        };
        sales.append(String.join(" | ", sale)).append('\n');
        String[] comment = {
          "" + SNAPSHOT.minusDays(1 + chance.nextInt(4)),
          "a",
          "C" + i,
          "" + (10 * i + row),
          "i",
          "1" + chance.nextInt(3) + ":00:00.000",
          "" + chance.nextInt(-9, 10) / 10.0
        };
        comments.append(String.join(" | ", comment)).append('\n');
      }
      for (int row = 0; row < 4; row++) {
        String signup = i % 3 == 0 ? "null" : "" + LocalDate.of(2024, 1 + row, 1 + i % 28);
        String[] customer = {
          "C" + i,
          "" + chance.nextInt(18, 90),
          "s" + row,
          "g" + row,
          "l" + row,
          signup,
          "" + LocalDate.of(2025, 2 + chance.nextInt(2), 1),
          "" + (row + 1)
        };
        customers.append(String.join(" | ", customer)).append('\n');
      }
    }
    temporary.insert(Tables.SALES, sales.toString());
    temporary.insert(Tables.CUSTOMERS, customers.toString());
    temporary.insert(Tables.FEEDBACK_SENTIMENT, comments.toString());
  }

  @Test
  void aColumnThatIsNotThereIsRefused() {
    ChurnException refused =
        assertThrows(
            ChurnException.class,
            () ->
                FeatureSources.of(
                    ConfigFactory.parseString(
                        "features = [{ name = age, from = [customers.aeg] }]")));
    assertEquals(
        "conf/features.conf: feature age: from names customers.aeg, which is no column, as sales.total_amount",
        refused.getMessage());
  }
}

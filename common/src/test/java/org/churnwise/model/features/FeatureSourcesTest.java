package org.churnwise.model.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The columns that a feature states are those that move it, no more and no fewer. */
class FeatureSourcesTest {
  private static final List<Table> READ =
      List.of(Tables.SALES, Tables.CUSTOMERS, Tables.FEEDBACK_SENTIMENT);

  /** In every window a purchase and a return; two rows of attributes of one day, and later ones. */
  private static final Map<Table, String> ROWS =
      Map.of(
          Tables.SALES,
          """
          transaction_id | customer_id | transaction_date | discount_applied | num_items | payment_method | total_amount | is_return | load_number
          T1             | C1          | 2025-01-10       | false            | 1         | card           | 11           | false     | 1
          T2             | C1          | 2025-03-10       | true             | 2         | cash           | 13           | false     | 1
          T3             | C1          | 2025-04-10       | false            | 1         | card           | 17           | false     | 2
          T4             | C1          | 2025-05-10       | false            | 1         | card           | 19           | false     | 2
          T5             | C1          | 2025-05-28       | false            | 1         | card           | 23           | false     | 3
          T6             | C1          | 2025-05-29       | false            | 1         | card           | -5           | true      | 3
          """,
          Tables.CUSTOMERS,
          """
          customer_id | age | customer_segment | gender | location | signup_date | valid_from | load_number
          C1          | 31  | gold             | F      | Bonn     | 2024-12-01  | 2025-02-01 | 2
          C1          | 41  | iron             | M      | Mainz    | 2024-11-01  | 2025-02-01 | 3
          C1          | 51  | lead             | D      | Trier    | 2024-10-01  | 2025-07-01 | 4
          """,
          Tables.FEEDBACK_SENTIMENT,
          """
          chat_date  | comment | customer_id | feedback_id | internal_id | chat_time    | sentiment
          2025-05-20 | a       | C1          | 1           | i           | 10:00:00.000 | 0.9
          2025-05-21 | b       | C1          | 2           | i           | 11:00:00.000 | 0.5
          2025-05-21 | c       | C1          | 3           | i           | 09:00:00.000 | -0.2
          2025-05-22 | d       | C1          | 4           | i           | 12:00:00.000 | 0.3
          2025-05-22 | e       | C1          | 5           | i           | 12:00:00.000 | 0.1
          """);

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
      Map<String, Object> before = features(temporary, Tables.SALES, List.of());
      for (Table table : READ) {
        for (Column column : table.columns()) {
          if (column.name().equals("customer_id")) {
            continue;
          }
          Map<String, Set<String>> moved = new LinkedHashMap<>();
          for (String change : changes(column)) {
            features(temporary, table, List.of(column.name(), change))
                .forEach(
                    (feature, value) -> {
                      if (!String.valueOf(value).equals(String.valueOf(before.get(feature)))) {
                        moved.computeIfAbsent(feature, name -> new TreeSet<>());
                      }
                    });
          }
          moved.keySet().forEach(feature -> found.get(feature).add(table.name() + "." + column.name()));
        }
      }
    }
    assertEquals(stated, found);
  }

  /** What columns of a type become; numbers and times change their order too. */
  private static List<String> changes(Column column) {
    String name = column.name();
    return switch (name) {
      case "feedback_id" -> List.of("cast(9 - cast(feedback_id as bigint) as string)");
      case "chat_time" -> List.of("'0' || substr(chat_time, 2)");
      case "valid_from" -> List.of("valid_from - 100", "valid_from + 200");
      default ->
          switch (column.type()) {
            case "string" -> List.of(name + " || 'x'");
            case "boolean" -> List.of("not " + name);
            case "date" -> List.of(name + " - 20", name + " - 5", name + " + 1");
            default -> List.of("10 - " + name);
          };
    };
  }

  /** Every feature at 2025-06-01, after one column of a table was changed. */
  private static Map<String, Object> features(
      TemporaryWarehouse temporary, Table table, List<String> change) {
    for (Table each : READ) {
      temporary.warehouse().execute(new Sql("empty", "delete from " + each.name(), Map.of()));
      temporary.insert(each, ROWS.get(each));
    }
    if (!change.isEmpty()) {
      String text = "update %s set %s = %s".formatted(table.name(), change.get(0), change.get(1));
      temporary.warehouse().execute(new Sql("change", text, Map.of()));
    }
    Sql statement =
        RequestedSnapshots.in(
            Sql.named("features/customer_features"), List.of(LocalDate.of(2025, 6, 1)));
    List<ResultRow> rows = temporary.warehouse().query(statement);
    Map<String, Object> features = new LinkedHashMap<>(rows.get(0).values());
    features.keySet().removeAll(List.of("snapshot_date", "customer_id"));
    return features;
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

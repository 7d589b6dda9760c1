package org.churnwise.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.sql.ColumnList;
import org.churnwise.sql.ColumnList.Item;
import org.churnwise.sql.Identifier;
import org.churnwise.sql.Sql;

/**
 * The columns of customer_features as statements list them. A statement that trains, scores or
 * compares names a list instead of columns, and the list comes from the DDL, so that no such
 * statement changes when a feature is added.
 *
 * <p>In these statements customer_features has the alias {@code f}:
 *
 * <ul>
 *   <li>{@code :feature_columns} every feature: {@code f.age, f.gender}
 *   <li>{@code :feature_text} every feature of a row as a text, null and an empty text apart, for a
 *       {@code concat} of all, which costs less than joining two at a time
 *   <li>{@code :features_number} the customer with every feature as one number, see {@link
 *       RowNumber}
 *   <li>{@code :numeric_values} every number as a double under its name, as an unpivot needs it
 *   <li>{@code :numeric_features} the names of those: {@code age, tenure_days}
 *   <li>{@code :numeric_names} the same as texts: {@code 'age', 'tenure_days'}
 *   <li>{@code :numbers_by_name} the same as branches of {@code case name :numbers_by_name end},
 *       which is the number of that name: a join with the names that are needed costs a fraction of
 *       an unpivot of all
 *   <li>{@code :categorical_values} every category under its name with a leading {@code =}, and a
 *       null, which an unpivot would drop, as {@code -}
 *   <li>{@code :categorical_features} the names of those
 * </ul>
 *
 * @param features the columns after the key, in the order of the DDL
 */
public record FeatureColumns(List<Column> features) {
  private static final int KEY_COLUMNS = 2; // snapshot_date and customer_id
  private static final String KEY = "customer_id";
  private static final String TEXT = "nvl(cast(f.{} as string), '-')";

  /** With all 17 digits: a cast keeps 13 on Snowflake. */
  private static final String TEXT_OF_DOUBLE = "nvl(to_varchar(f.{}, 'TME'), '-')";

  private static final String CODED_CATEGORY = "nvl('=' || f.{}, '-')";

  public FeatureColumns {
    features = List.copyOf(features);
  }

  /** The features that a DDL declares after snapshot_date and customer_id. */
  public static FeatureColumns of(Table table) {
    return new FeatureColumns(table.columns().subList(KEY_COLUMNS, table.columns().size()));
  }

  /** A statement with the lists of customer_features that it names. */
  public static Sql in(Sql statement) {
    return of(Tables.CUSTOMER_FEATURES).writtenInto(statement);
  }

  /** A statement with those of the lists that it names; its other parameters stay. */
  public Sql writtenInto(Sql statement) {
    Sql written = statement;
    for (Map.Entry<String, ColumnList> list : lists().entrySet()) {
      if (statement.names(list.getKey())) {
        written = written.with(list.getKey(), list.getValue());
      }
    }
    return written;
  }

  /**
   * A customer with every feature as one number, which can be summed up over customers.
   *
   * @param version of the tables, see {@link Migrations}; before {@link Migrations#ROW_NUMBERS} it
   *     was the lower half of the MD5 of a text
   */
  public ColumnList number(long version) {
    Column key = new Column(KEY, "string", false, "");
    List<Column> columns = Stream.concat(Stream.of(key), features.stream()).toList();
    String number =
        version < Migrations.ROW_NUMBERS
            ? "md5_number_lower64(concat(f.{}, '|', %s))".formatted(text().text())
            : "md5_number_lower64(%s) * (%s + %d)"
                .formatted(
                    RowNumber.texts(columns, "f."),
                    RowNumber.numbers(columns, "f."),
                    RowNumber.PRIME);
    return new ColumnList(List.of(item(KEY, number)), "");
  }

  /** Every list by its parameter. */
  public Map<String, ColumnList> lists() {
    List<Column> numbers = features.stream().filter(Column::isNumber).toList();
    List<Column> categories = features.stream().filter(Column::isText).toList();
    Map<String, ColumnList> lists = new LinkedHashMap<>();
    lists.put("feature_columns", list(features, "f.{}", "null as {}"));
    lists.put("feature_text", text());
    lists.put("features_number", number(Migrations.newest()));
    lists.put(
        "numeric_values",
        list(numbers, "cast(f.{} as double) as {}", "cast(null as double) as {}"));
    lists.put("numeric_features", list(numbers, "{}", "{}"));
    lists.put("numeric_names", list(numbers, "'{}'", "'{}'"));
    lists.put("numbers_by_name", branches(numbers));
    lists.put(
        "categorical_values",
        list(
            categories,
            "cast(" + CODED_CATEGORY + " as string) as {}",
            "cast(null as string) as {}"));
    lists.put("categorical_features", list(categories, "{}", "{}"));
    return lists;
  }

  private static ColumnList branches(List<Column> numbers) {
    ColumnList listed =
        list(numbers, "when '{}' then cast(f.{} as double)", "when '{}' then cast(null as double)");
    return new ColumnList(listed.items(), "\n    ");
  }

  private ColumnList text() {
    return new ColumnList(
        features.stream().map(column -> item(column.name(), textOf(column))).toList(),
        ", '|',\n      ");
  }

  private static String textOf(Column column) {
    if (column.isText()) {
      return CODED_CATEGORY;
    }
    return column.type().equals("double") ? TEXT_OF_DOUBLE : TEXT;
  }

  /**
   * The columns in a form. An unpivot needs at least one column: if there is none, it gets one that
   * is always null, and so is dropped.
   */
  private static ColumnList list(List<Column> columns, String form, String formOfNone) {
    return new ColumnList(
        columns.isEmpty()
            ? List.of(item("no_feature", formOfNone))
            : columns.stream().map(column -> item(column.name(), form)).toList(),
        ",\n  ");
  }

  private static Item item(String column, String form) {
    return new Item(new Identifier(column), form);
  }
}

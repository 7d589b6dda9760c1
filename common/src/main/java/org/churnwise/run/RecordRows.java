package org.churnwise.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.churnwise.error.ChurnException;
import org.churnwise.table.Column;
import org.churnwise.table.ColumnName;
import org.churnwise.table.Table;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Rows of a table from records, and records from rows. The component {@code rowsFitted} is the
 * column {@code rows_fitted}, unless {@link ColumnName} tells another. An empty Optional is null,
 * an enum or a {@link SliceId} its text; lists, maps and records are JSON.
 */
public final class RecordRows<T extends Record> {
  /** Characters of an altered cell in a message. */
  private static final int SHOWN = 80;

  private static final ObjectMapper MAPPER =
      Json.mapper().copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final Map<Type, BiFunction<ResultRow, String, Object>> READERS =
      Map.of(
          String.class, ResultRow::string,
          long.class, ResultRow::longValue,
          Long.class, ResultRow::longValue,
          double.class, ResultRow::doubleValue,
          boolean.class, ResultRow::truth,
          LocalDate.class, ResultRow::date,
          Instant.class, ResultRow::instant,
          OptionalDouble.class, ResultRow::optionalDouble);

  private final Table table;
  private final RecordComponent[] components;
  private final List<String> others;

  /**
   * Rows of a table. Kept in a static field, it proves when its class is loaded that record and
   * table fit.
   *
   * @param others columns whose values are given beside the records
   * @throws IllegalArgumentException for a component without a column, and for a column that must
   *     not be null and has neither a component nor a place among the others
   */
  public RecordRows(Table table, Class<T> type, String... others) {
    this.table = table;
    this.components = type.getRecordComponents();
    this.others = List.of(others);
    List<String> filled = new ArrayList<>(this.others);
    for (RecordComponent component : components) {
      component.getAccessor().setAccessible(true);
      filled.add(column(component));
    }
    filled.forEach(table::column);
    for (Column column : table.columns()) {
      if (!column.nullable() && !filled.contains(column.name())) {
        throw new IllegalArgumentException(
            "%s gives no value for column %s of table %s, which must not be null"
                .formatted(type.getSimpleName(), column.name(), table.name()));
      }
    }
  }

  /** Appends the records; all of them get the same values in the other columns. */
  public void insert(Warehouse warehouse, List<T> records, Object... values) {
    warehouse.insert(table, records.stream().map(record -> row(record, values)).toList());
  }

  /**
   * One row.
   *
   * @param values of the other columns, in their order
   */
  public Map<String, Object> row(T record, Object... values) {
    if (values.length != others.size()) {
      throw new IllegalArgumentException(
          "table " + table.name() + " needs values of " + others + ", not " + values.length);
    }
    Map<String, Object> row = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      row.put(column(component), columnValue(valueOf(component, record)));
    }
    for (int i = 0; i < values.length; i++) {
      row.put(others.get(i), columnValue(values[i]));
    }
    return row;
  }

  /**
   * The record of a row that has a column for each of its components.
   *
   * @throws IllegalArgumentException for a column that is missing or holds no such value
   * @throws ChurnException with exit code 4 for a text that no constant of an enum has, and for
   *     other JSON
   */
  public static <R extends Record> R read(ResultRow row, Class<R> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Arrays.stream(components)
            .map(component -> read(row, column(component), component.getGenericType()))
            .toArray();
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "not a " + type.getSimpleName() + ": " + row, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The records of rows. */
  public static <R extends Record> List<R> read(List<ResultRow> rows, Class<R> type) {
    return rows.stream().map(row -> read(row, type)).toList();
  }

  private static Object read(ResultRow row, String column, Type type) {
    if (READERS.containsKey(type)) {
      return READERS.get(type).apply(row, column);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return row.optionalString(column)
          .map(present -> read(row, column, generic.getActualTypeArguments()[0]));
    }
    String text = row.string(column);
    if (type instanceof Class<?> known && known.isEnum()) {
      return constant(column, text, known.getEnumConstants());
    }
    try {
      return MAPPER.readValue(text, MAPPER.constructType(type));
    } catch (JsonProcessingException e) {
      String start = text.substring(0, Math.min(text.length(), SHOWN));
      throw ChurnException.warehouse(
          "column %s holds '%s...', which is not what was written (%s); restore the row"
              .formatted(column, start, e.getOriginalMessage()),
          e);
    }
  }

  private static Object constant(String column, String text, Object[] constants) {
    return Arrays.stream(constants)
        .filter(constant -> constant.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ChurnException.warehouse(
                    "column %s holds '%s', which is none of %s; restore the row"
                        .formatted(column, text, Arrays.toString(constants)),
                    null));
  }

  private static Object columnValue(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(RecordRows::columnValue).orElse(null);
    }
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? number.getAsDouble() : null;
    }
    if (value instanceof Enum<?> || value instanceof SliceId) {
      return value.toString();
    }
    return value instanceof Record || value instanceof Iterable || value instanceof Map
        ? json(value)
        : value;
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String column(RecordComponent component) {
    ColumnName name = component.getAnnotation(ColumnName.class);
    return name == null ? SnakeCaseStrategy.INSTANCE.translate(component.getName()) : name.value();
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

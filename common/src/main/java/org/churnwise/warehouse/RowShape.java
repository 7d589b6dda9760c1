package org.churnwise.warehouse;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that all rows of a result share, so that a row is an array of values: a map of its
 * own for each of thousands of rows costs more than reading them.
 *
 * @param places of the columns in a row, by name, in order; of two with one name, the later
 * @param width number of values in a row
 */
record RowShape(Map<String, Integer> places, int width) {

  /** Of the columns of a result, in order. */
  static RowShape of(List<String> columns) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      places.put(columns.get(i), i);
    }
    return new RowShape(places, columns.size());
  }

  /** One row by column; it keeps the array. */
  Map<String, Object> row(Object[] values) {
    return new Row(places, values);
  }

  private static final class Row extends AbstractMap<String, Object> {
    private final Map<String, Integer> places;
    private final Object[] values;

    Row(Map<String, Integer> places, Object[] values) {
      this.places = places;
      this.values = values;
    }

    @Override
    public Object get(Object column) {
      Integer place = places.get(column);
      return place == null ? null : values[place];
    }

    @Override
    public boolean containsKey(Object column) {
      return places.containsKey(column);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, Object>> iterator() {
          return places.entrySet().stream()
              .map(column -> entry(column.getKey(), values[column.getValue()]))
              .iterator();
        }

        @Override
        public int size() {
          return places.size();
        }
      };
    }

    private static Entry<String, Object> entry(String column, Object value) {
      return new SimpleImmutableEntry<>(column, value);
    }
  }
}

package org.churnwise.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.churnwise.sql.ColumnList;
import org.churnwise.sql.ColumnList.Item;
import org.churnwise.sql.Identifier;
import org.churnwise.sql.Sql;

/**
 * The upper bounds of the bins of a number, as statements list them: each is a column, so that a
 * value is compared with one bound after the other. A join of values with bins costs several times
 * as much.
 *
 * <ul>
 *   <li>{@code :upper_bounds} the bounds of bins that are rows: {@code max(iff(bin = 1,
 *       upper_bound, null)) as bound_1}
 *   <li>{@code :bounds} the bounds of a row {@code b}: {@code b.bound_1, b.bound_2}
 *   <li>{@code :bins_by_bound} branches of a {@code case} that give the bin of a {@code value}; it
 *       is in the last bin if none does, or if there is no bound. Where {@code only_value} is not
 *       null, bin 2 holds what differs from it
 * </ul>
 */
public final class NumberBounds {
  private NumberBounds() {}

  /**
   * A statement with those of the lists that it names; its other parameters stay.
   *
   * @param bins at least two
   */
  public static Sql in(Sql statement, int bins) {
    Sql written = statement;
    for (Map.Entry<String, ColumnList> list : lists(bins).entrySet()) {
      if (statement.names(list.getKey())) {
        written = written.with(list.getKey(), list.getValue());
      }
    }
    return written;
  }

  /**
   * Every list by its parameter.
   *
   * @param bins at least two
   */
  public static Map<String, ColumnList> lists(int bins) {
    Map<String, ColumnList> lists = new LinkedHashMap<>();
    lists.put(
        "upper_bounds",
        list(bins, ",\n  ", bin -> "max(iff(bin = " + bin + ", upper_bound, null)) as {}"));
    lists.put("bounds", list(bins, ",\n    ", bin -> "b.{}"));
    lists.put(
        "bins_by_bound",
        list(
            bins,
            "\n      ",
            bin -> "when value <= {} then " + (bin == 1 ? "iff(value <> only_value, 2, 1)" : bin)));
    return lists;
  }

  /** Of every bin but the last, which has no bound. */
  private static ColumnList list(int bins, String separator, IntFunction<String> form) {
    List<Item> items =
        IntStream.range(1, bins)
            .mapToObj(bin -> new Item(new Identifier("bound_" + bin), form.apply(bin)))
            .toList();
    return new ColumnList(items, separator);
  }
}

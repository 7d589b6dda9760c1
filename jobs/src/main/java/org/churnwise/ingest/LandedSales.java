package org.churnwise.ingest;

import java.util.List;
import java.util.stream.IntStream;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The sales that have landed, where all of them are new. That is certain where the keys of each
 * file lie between those of others, as numbers that grow with time do, and no file has one twice:
 * no statement has to look each key up among those that are loaded. Costs a tenth of a microsecond
 * a sale that is loaded, and a quarter of one a sale that has landed; keys without an order cost
 * only the first.
 */
final class LandedSales {
  /** The sales of all files that have landed, where all of them are new. */
  static final Sql ALL_NEW = Sql.named("ingest/all_new_sales");

  private static final Sql RANGES = Sql.named("ingest/landed_key_ranges");
  private static final Sql KEYS = Sql.named("ingest/keys_of_landed_sales");

  private final Warehouse warehouse;

  LandedSales(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Whether there are some, and it is certain that all of them are new. Nothing is asked of a
   * warehouse in another process, where statements cost more than the look-up.
   *
   * @param files that have landed
   */
  boolean areNew(List<SourceFile> files) {
    if (warehouse.localThreads().isEmpty() || files.stream().noneMatch(LandedSales::areSales)) {
      return false;
    }
    List<ResultRow> ranges = warehouse.query(RANGES);
    return ranges.stream().allMatch(range -> range.truth("is_apart"))
        && ranges.stream().filter(range -> number(range) > 0).allMatch(this::hasEachKeyOnce);
  }

  private boolean hasEachKeyOnce(ResultRow range) {
    Sql keys = KEYS.with("file_number", number(range));
    return warehouse.query(keys).get(0).longValue("keys") == range.longValue("row_count");
  }

  private static boolean areSales(SourceFile file) {
    return Feed.named(file.feed()) == Feed.SALES;
  }

  private static long number(ResultRow range) {
    return range.longValue("file_number");
  }

  /**
   * Moves those of all files at once into their table, as part of the caller's commit. One
   * statement writes fuller parts of the table than one a file.
   *
   * @param firstLoad number of the load of the first file
   */
  void insert(List<SourceFile> files, List<LandedFile> landed, long firstLoad) {
    long inserted =
        warehouse.insertInAnyOrder(Tables.SALES, ALL_NEW.with("loads_before", firstLoad - 1));
    long expected =
        IntStream.range(0, files.size())
            .filter(i -> areSales(files.get(i)))
            .mapToLong(i -> landed.get(i).goodRows())
            .sum();
    if (inserted != expected) {
      throw new IllegalStateException(
          "%d sales were inserted of %d that landed".formatted(inserted, expected));
    }
  }
}

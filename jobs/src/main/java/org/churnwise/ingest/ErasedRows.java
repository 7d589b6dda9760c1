package org.churnwise.ingest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.churnwise.ingest.TableFeed.Rows;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/** Finds the customers of the new rows of a table who were erased. */
final class ErasedRows {
  private ErasedRows() {}

  /**
   * The customers as a query. Their hashes are made here: where somebody was erased, the ids of all
   * customers of the rows leave the warehouse.
   */
  static Sql of(
      Warehouse warehouse, TableFeed table, List<Rows> rows, ForgottenCustomers forgotten) {
    if (forgotten.isEmpty()) {
      return TableFeed.NOBODY;
    }
    ForgottenCustomers.Search search = forgotten.search();
    List<String> ids =
        warehouse.query(table.reading("ingest/table_customer_ids", rows)).stream()
            .map(row -> row.string("customer_id"))
            .filter(search::holds)
            .toList();
    return ids.isEmpty() ? TableFeed.NOBODY : query(ids);
  }

  private static Sql query(List<String> ids) {
    String text =
        IntStream.range(0, ids.size())
            .mapToObj(i -> "select cast(:erased_%d as string) as customer_id".formatted(i))
            .collect(Collectors.joining("\nunion all\n"));
    Sql query = new Sql("erased customers", text, Map.of());
    for (int i = 0; i < ids.size(); i++) {
      query = query.withText("erased_" + i, ids.get(i));
    }
    return query;
  }
}

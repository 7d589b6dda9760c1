package org.churnwise.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Folds the lines of sales. Takes rows in the order of file, group and line, and holds those of one
 * sale at a time; rows that are no lines of a sale pass.
 */
final class SaleFolder implements Iterator<Row> {
  private final Iterator<Row> lines;
  private final Map<Long, FileTask> tasks;
  private final Deque<Row> ready = new ArrayDeque<>();
  private final Map<Long, Long> dropped = new HashMap<>();
  private final Set<FileCurrency> currencies = new HashSet<>();
  private Row next;
  private boolean ended;

  SaleFolder(Iterator<Row> lines, List<FileTask> tasks) {
    this.lines = lines;
    this.tasks = new HashMap<>();
    tasks.forEach(task -> this.tasks.put(task.number(), task));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      readGroup();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.poll();
  }

  private void readGroup() {
    Row first = next == null && lines.hasNext() ? lines.next() : next;
    next = null;
    if (first == null) {
      dropped.forEach((file, count) -> ready.add(new LandingRows(tasks.get(file)).filtered(count)));
      ended = true;
      return;
    }
    if (LandingRows.isAlone(first)) {
      ready.add(first);
      return;
    }
    List<Row> group = new ArrayList<>(List.of(first));
    while (next == null && lines.hasNext()) {
      Row line = lines.next();
      if (LandingRows.areOfOneSale(first, line)) {
        group.add(line);
      } else {
        next = line;
      }
    }
    fold(group);
  }

  private void fold(List<Row> group) {
    long file = group.get(0).getLong(LandingRows.place("file_number"));
    SaleLines sale = new SaleLines(tasks.get(file), group);
    long records = sale.drop();
    if (records > 0) {
      dropped.merge(file, records, Long::sum);
    }
    ready.addAll(sale.rows());
    for (String name : sale.currencies()) {
      if (currencies.add(new FileCurrency(file, name))) {
        ready.add(sale.currencyRow(name));
      }
    }
  }

  /** A currency that was found in a file. */
  private record FileCurrency(long file, String name) {}
}

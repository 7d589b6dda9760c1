package org.churnwise.warehouse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.churnwise.table.Table;

/**
 * Makes rows by a function of the rows of a query, in their order. The function runs in threads of
 * this process, while the calling one reads and takes; some 20,000 rows a thread and what was made
 * of 10,000 are in the heap at a time. Reading and adding cost some 3 microseconds a row of 25
 * columns.
 */
final class DuckDbFunction {
  private final JdbcSession reading;
  private final JdbcSession writing;
  private final int threads;

  /**
   * @param reading another session than the one that writes, whose statements would end the query
   */
  DuckDbFunction(JdbcSession reading, JdbcSession writing, int threads) {
    this.reading = reading;
    this.writing = writing;
    this.threads = threads;
  }

  /** Adds the rows to a temporary table. */
  void append(String what, String query, RowFunction function, Table table) {
    DuckDbRows landed = new DuckDbRows(writing, table);
    run(
        what,
        query,
        function,
        made -> landed.append(made.stream().map(DuckDbFunction::values).iterator()));
  }

  /** The rows, which are few. */
  List<Row> collect(String what, String query, RowFunction function) {
    List<Row> all = new ArrayList<>();
    run(what, query, function, all::addAll);
    return all;
  }

  /** The next rows are read, and those made before are taken, while the function works. */
  private void run(String what, String query, RowFunction function, Consumer<List<Row>> sink) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<RowFunction.Worker> workers = new ArrayList<>();
    try (DuckDbQuery rows = new DuckDbQuery(reading, what, query)) {
      for (int i = 0; i < threads; i++) {
        workers.add(function.open());
      }
      int most = RowFunction.MOST_ROWS * threads;
      List<Future<List<Row>>> begun = List.of();
      for (List<Row> some = rows.next(most); !some.isEmpty(); some = rows.next(most)) {
        List<List<Row>> made = results(begun);
        begun = begin(pool, workers, some);
        made.forEach(sink);
      }
      results(begun).forEach(sink);
    } finally {
      end(pool);
      workers.forEach(RowFunction.Worker::close);
    }
  }

  /** Gives each worker its share of some rows; all must have ended the one before. */
  private static List<Future<List<Row>>> begin(
      ExecutorService pool, List<RowFunction.Worker> workers, List<Row> rows) {
    int share = (rows.size() + workers.size() - 1) / workers.size();
    List<Future<List<Row>>> begun = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += share) {
      RowFunction.Worker worker = workers.get(begun.size());
      List<Row> part = rows.subList(from, Math.min(rows.size(), from + share));
      begun.add(pool.submit(() -> worker.made(part)));
    }
    return begun;
  }

  /** Waits: a worker must not be closed under a share that still runs when something failed. */
  private static void end(ExecutorService pool) {
    pool.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Object[] values(Row row) {
    Object[] values = new Object[row.size()];
    Arrays.setAll(values, row::get);
    return values;
  }

  private static List<List<Row>> results(List<Future<List<Row>>> begun) {
    return begun.stream().map(DuckDbFunction::result).toList();
  }

  private static List<Row> result(Future<List<Row>> made) {
    try {
      return made.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

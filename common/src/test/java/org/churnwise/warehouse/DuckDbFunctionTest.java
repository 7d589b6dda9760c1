package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two threads work on several times the rows that they get at once. */
class DuckDbFunctionTest {
  private static final int ROWS = 5 * RowFunction.MOST_ROWS;
  private static final Sql NUMBERS =
      new Sql("numbers", "select range as n from range(" + ROWS + ") order by n", Map.of());
  private static final Table SHAPE =
      new Table("numbers", List.of(new Column("n", "bigint", false, "a number")), NUMBERS);

  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = EmbeddedFiles.open(folder.resolve("numbers.duckdb"));
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private List<Row> collect(RowFunction function) {
    return warehouse.collect(NUMBERS, SHAPE, function, SHAPE.sparkSchema(), () -> null);
  }

  @Test
  void rowsAreMadeInTheirOrder() {
    List<Row> made = collect(() -> rows -> rows);
    assertEquals(
        LongStream.range(0, ROWS).boxed().toList(),
        made.stream().map(row -> row.getLong(0)).toList());
  }

  @Test
  void noWorkerIsClosedWhileOneWorks() {
    Working working = new Working();
    assertThrows(ArithmeticException.class, () -> collect(working));
    assertEquals(2, working.closed.get());
    assertEquals(0, working.closedAtWork.get());
  }

  /** Fails at the first row while other shares last. */
  private static final class Working implements RowFunction {
    private static final long serialVersionUID = 1L;

    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger closedAtWork = new AtomicInteger();

    @Override
    public Worker open() {
      return new Worker() {
        @Override
        public List<Row> made(List<Row> rows) {
          if (rows.get(0).getLong(0) == 0) {
            throw new ArithmeticException("of the first row");
          }
          working.incrementAndGet();
          try {
            TimeUnit.MILLISECONDS.sleep(300);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          working.decrementAndGet();
          return rows;
        }

        @Override
        public void close() {
          closed.incrementAndGet();
          closedAtWork.addAndGet(working.get());
        }
      };
    }
  }
}

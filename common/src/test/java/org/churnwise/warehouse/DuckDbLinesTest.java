package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbLinesTest {
  private static final int LINES = 1_000_000;

  @TempDir private Path folder;

  /** DuckDB says that there is no such file. */
  @Test
  void aPathWithABackslashIsLeftToAnotherReader() throws IOException {
    assertEquals(true, DuckDbLines.areFoundIn(Files.writeString(folder.resolve("a b.csv"), "1\n")));
    assertEquals(
        false, DuckDbLines.areFoundIn(Files.writeString(folder.resolve("a\\b.csv"), "1\n")));
  }

  /** Several threads read so many; a load that failed leaves DuckDB without an order of its own. */
  @Test
  void manyLinesHaveTheirNumbersAlsoAfterALoadThatFailed() throws IOException {
    Path numbers = folder.resolve("numbers.csv");
    Files.write(
        numbers, (Iterable<String>) IntStream.rangeClosed(1, LINES).mapToObj(this::line)::iterator);
    try (Warehouse warehouse = EmbeddedFiles.open(folder.resolve("churn.duckdb"))) {
      Sql failing = new Sql("failing", "select 'no day' as snapshot_date", Map.of());
      assertThrows(
          ChurnException.class, () -> warehouse.insertInAnyOrder(Tables.CUSTOMER_LABELS, failing));
      try (TextLines lines = warehouse.linesOf(new TextFile(numbers, ',', '\0', 2)).orElseThrow()) {
        String text =
            "select count(*) as wrong from %s where c1 <> cast(line_number as varchar)"
                .formatted(lines.relation());
        ResultRow row = warehouse.query(new Sql("numbers", text, Map.of())).get(0);
        assertEquals(0, row.longValue("wrong"));
      }
    }
  }

  private String line(int number) {
    return number + "," + "x".repeat(100);
  }
}

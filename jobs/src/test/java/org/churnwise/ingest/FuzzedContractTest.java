package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Currency;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.table.LineRows;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.TextFile;
import org.churnwise.warehouse.TextLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What SQL decides of a line, the rules in Java decide alike: a good line has the same values, and
 * one that is left out is left out. The lines that SQL doubts prove nothing. Contracts come from
 * {@link RandomContract}, lines from {@link RandomLines}. A failure prints the contract, the lines,
 * and the options that repeat it: {@code -Dfuzz.seed=N -Dfuzz.contracts=1}. {@code
 * -Dfuzz.contracts=N} tries more, as does {@code -Dfull}.
 */
@Slow
class FuzzedContractTest {
  private static final int CONTRACTS =
      Integer.getInteger("fuzz.contracts", System.getProperty("full") == null ? 60 : 1_000);

  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);
  private static final int MOST_SHOWN = 5;

  /** Where SQL doubts more the test proves little; a few contracts may be odd ones. */
  private static final double LEAST_DECIDED = 0.2;

  private static final int FEW_CONTRACTS = 50;

  /** The columns of landing_rows with a good line and its values. */
  private static final List<String> VALUES =
      Tables.LANDING_ROWS.columnNames().stream()
          .dropWhile(name -> !name.equals("raw_row"))
          .toList();

  private static final String LEFT_OUT = "left out";

  @TempDir private Path folder;
  private final Configuration hadoop = new Configuration();
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void whatSqlDecidesTheRulesInJavaDecideAlike() {
    long decided = 0;
    for (long seed = SEED; seed < SEED + CONTRACTS; seed++) {
      decided += decidedAlike(seed);
    }
    double share = (double) decided / CONTRACTS / RandomLines.COUNT;
    assertTrue(
        CONTRACTS < FEW_CONTRACTS || share > LEAST_DECIDED,
        () -> "SQL decides only %.2f of the lines".formatted(share));
  }

  /** Fails unless they do; returns how many lines SQL decides. */
  private int decidedAlike(long seed) {
    Chance chance = new Chance(seed);
    RandomContract drawn = new RandomContract(chance);
    RandomLines lines = new RandomLines(chance, drawn);
    String how = "-Dfuzz.seed=%d -Dfuzz.contracts=1%n%s".formatted(seed, drawn.text());
    List<Decision> decisions = assertDoesNotThrow(() -> decisions(drawn, lines), how);
    String differences =
        decisions.stream()
            .filter(decision -> !decision.bySql().equals(decision.byJava()))
            .limit(MOST_SHOWN)
            .map(Decision::toString)
            .collect(Collectors.joining());
    assertEquals("", differences, how);
    return decisions.size();
  }

  private List<Decision> decisions(RandomContract drawn, RandomLines lines) throws IOException {
    FileTask task = task(drawn, Files.write(folder.resolve("data.csv"), lines.bytes()));
    Judged byJava = byJava(task);
    return bySql(drawn, task).stream()
        .filter(row -> !row.string("outcome").equals("IN_DOUBT"))
        .map(row -> new Decision(row.string("raw_row"), bySql(row), byJava.of(row)))
        .toList();
  }

  /** What becomes of a line. */
  private record Decision(String line, String bySql, String byJava) {
    @Override
    public String toString() {
      return "%s%n  by SQL:  %s%n  by Java: %s%n".formatted(line, bySql, byJava);
    }
  }

  private FileTask task(RandomContract drawn, Path file) throws IOException {
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    Contract contract = Contract.kept("drawn", drawn.text());
    return new FileTask(
        1,
        path.toString(),
        path.getName(),
        drawn.month(),
        FileDiscovery.content(FileSystem.getLocal(hadoop), path),
        AS_OF,
        drawn.feed().equals("customers") ? AS_OF : null,
        contract.feed(drawn.feed()).orElseThrow());
  }

  private List<ResultRow> bySql(RandomContract drawn, FileTask task) {
    assertTrue(LineRows.fit(task.contract(), task.name()));
    FileFormat format = task.contract().format();
    List<String> names = List.copyOf(RandomLines.COLUMNS.keySet());
    LineRows rows =
        new LineRows(
            task.contract(),
            drawn.hasHeader() ? names : List.of(),
            AS_OF,
            task.month(),
            task.validFrom());
    Path file = StoredBytes.local(new org.apache.hadoop.fs.Path(task.path()));
    TextFile text = new TextFile(file, format.delimiter(), format.quote(), names.size());
    try (TextLines lines = temporary.warehouse().linesOf(text).orElseThrow()) {
      return temporary.warehouse().query(rows.query(lines.relation()));
    }
  }

  private Judged byJava(FileTask task) {
    Judged judged = new Judged(new HashMap<>(), new HashMap<>());
    FileReading.rowsOf(task, hadoop).forEachRemaining(judged::add);
    return judged;
  }

  private static String bySql(ResultRow row) {
    return switch (row.string("outcome")) {
      case "GOOD" -> "GOOD " + values(row.values()::get);
      case "DROPPED" -> LEFT_OUT;
      default -> "no record by itself";
    };
  }

  private static String values(Function<String, Object> row) {
    return VALUES.stream()
        .filter(name -> row.apply(name) != null)
        .map(name -> name + "=" + row.apply(name))
        .collect(Collectors.joining(", "));
  }

  /**
   * What the rules in Java decide of a file.
   *
   * @param lines by number, without those that are left out
   * @param currencies with the first line of each
   */
  private record Judged(Map<Long, String> lines, Map<String, Long> currencies) {
    void add(Row row) {
      Function<String, Object> cell = name -> row.get(LandingRows.place(name));
      Long line = (Long) cell.apply("line_number");
      switch (LandingRows.Outcome.valueOf((String) cell.apply("outcome"))) {
        case GOOD -> lines.put(line, "GOOD " + values(cell));
        case CURRENCY -> currencies.put((String) cell.apply("value"), line);
        case FILTERED -> {} // counts those that are left out
        default -> lines.put(line, cell.apply("rule") + " " + cell.apply("column_name"));
      }
    }

    String of(ResultRow row) {
      Long line = row.longValue("line_number");
      boolean isCurrencyKnown =
          row.optionalString("currency")
              .map(name -> currencies.getOrDefault(Currency.plain(name), Long.MAX_VALUE) <= line)
              .orElse(true);
      String decided = lines.getOrDefault(line, LEFT_OUT);
      return isCurrencyKnown || decided.equals(LEFT_OUT)
          ? decided
          : decided + ", with another currency";
    }
  }
}

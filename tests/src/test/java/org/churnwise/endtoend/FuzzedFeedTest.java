package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.churnwise.ingest.IngestJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a large file with faults of every kind at random places, each bad line is quarantined for its
 * own reason and no other, every good line is loaded, and the counts add up. {@code -Dfuzz.rows=N}
 * and {@code -Dfuzz.seed=N} choose the file; {@code -Dfull} makes it a million rows.
 */
@Slow
class FuzzedFeedTest {
  private static final int ROWS =
      Integer.getInteger("fuzz.rows", System.getProperty("full") == null ? 20_000 : 1_000_000);

  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final double FAULTY = 0.06;
  private static final double REPEATED = 0.005;

  private static final String CONTRACT =
      """
      feeds.sales {
        files = [ { name = "orders.csv" } ]
        header = true
        columns {
          transaction_id { from = number }
          customer_id { from = client }
          transaction_date { from = day }
          discount_applied { from = discount }
          num_items { from = pieces }
          payment_method { from = paid_by, values = [card, cash] }
          total_amount { from = amount }
        }
      }
      """;

  private static final int NUMBER = 0;
  private static final int CLIENT = 1;
  private static final int DAY = 2;
  private static final int DISCOUNT = 3;
  private static final int PIECES = 4;
  private static final int PAID_BY = 5;
  private static final int AMOUNT = 6;

  /** What can be wrong with a line, and the rule that tells it. */
  private enum Fault {
    IMPOSSIBLE_DAY("not_a_date", cells -> cells[DAY] = "2024-02-30"),
    DAY_OF_ANOTHER_FORMAT("not_a_date", cells -> cells[DAY] = "30.01.2024"),
    FUTURE_DAY("after_as_of", cells -> cells[DAY] = "2031-01-01"),
    WORD_FOR_AMOUNT("not_a_number", cells -> cells[AMOUNT] = "free"),
    PART_OF_A_NUMBER("not_a_number", cells -> cells[AMOUNT] = "1e"),
    THOUSANDS_OR_DECIMALS("ambiguous_number", cells -> cells[AMOUNT] = "1.234"),
    HUGE_AMOUNT("out_of_range", cells -> cells[AMOUNT] = "9".repeat(20)),
    REFUND("negative_without_returns", cells -> cells[AMOUNT] = "-" + cells[AMOUNT]),
    NO_CLIENT("missing_value", cells -> cells[CLIENT] = ""),
    NO_NUMBER("missing_value", cells -> cells[NUMBER] = ""),
    UNKNOWN_WORD("not_a_boolean", cells -> cells[DISCOUNT] = "maybe"),
    UNKNOWN_PAYMENT("not_allowed", cells -> cells[PAID_BY] = "barter"),
    CELL_TOO_MANY("wrong_column_count", cells -> cells[AMOUNT] += ",x"),
    QUOTE_WITHIN_A_CELL("malformed_quotes", cells -> cells[CLIENT] = "\"K1\"2"),
    OPEN_QUOTE("malformed_quotes", cells -> cells[CLIENT] = "\"K1"),
    // Lines are written in ISO-8859-1: this byte begins no character of UTF-8.
    ANOTHER_CHARSET("not_utf8", cells -> cells[CLIENT] = "M\u00fcller"),
    ANOTHER_AMOUNT_FOR_A_SALE("conflicting_duplicate", cells -> cells[AMOUNT] = "0.01");

    private final String rule;
    private final Consumer<String[]> spoil;

    Fault(String rule, Consumer<String[]> spoil) {
      this.rule = rule;
      this.spoil = spoil;
    }
  }

  @TempDir private Path folder;
  private final Random chance = new Random(SEED);
  private final List<String[]> goodLines = new ArrayList<>();
  private final Map<Long, String> reasons = new TreeMap<>();
  private long good;
  private long repeated;
  private BigDecimal amount = BigDecimal.ZERO.setScale(4);

  @Test
  void eachBadLineHasItsReasonAndNoGoodLineIsRefused() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    write(files.resolve("orders.csv"));
    Path contract = Files.writeString(folder.resolve("contract.conf"), CONTRACT);
    Workplace place = new Workplace(files, folder.resolve("churn.duckdb"));

    Outcome outcome =
        place.run(new IngestJob(), "--as-of", "2025-01-02", "--set", "ingest.contract=" + contract);

    String seed = "-Dfuzz.seed=" + SEED;
    assertEquals(0, outcome.code(), () -> seed + ": " + outcome);
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:" + place.database())) {
      assertEquals(reasons, reasonsOf(database), seed);
      assertEquals(
          List.of(ROWS, good, repeated, reasons.size()).toString(),
          row(
              database,
              "select rows_read, rows_loaded, rows_duplicate, rows_quarantined from files_ingested"),
          seed);
      assertEquals(
          List.of(good, amount).toString(),
          row(database, "select count(*), sum(total_amount) from sales"),
          seed);
    }
  }

  private void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(
          "number,client,day,discount,pieces,paid_by,amount\n".getBytes(StandardCharsets.UTF_8));
      for (int row = 0; row < ROWS; row++) {
        String line = String.join(",", cells(row)) + "\n";
        out.write(line.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  private String[] cells(int row) {
    double draw = chance.nextDouble();
    if (draw < FAULTY && !goodLines.isEmpty()) {
      return spoilt(row);
    }
    if (draw < FAULTY + REPEATED && !goodLines.isEmpty()) {
      repeated++;
      return anyGoodLine();
    }
    String[] cells = goodCells(row);
    good++;
    amount = amount.add(new BigDecimal(cells[AMOUNT]));
    if (goodLines.size() < 1000) {
      goodLines.add(cells.clone());
    }
    return cells;
  }

  private String[] spoilt(int row) {
    Fault fault = Fault.values()[chance.nextInt(Fault.values().length)];
    String[] cells = fault == Fault.ANOTHER_AMOUNT_FOR_A_SALE ? anyGoodLine() : goodCells(row);
    fault.spoil.accept(cells);
    long headerAndThisLine = 2;
    reasons.put(row + headerAndThisLine, fault.rule);
    return cells;
  }

  private String[] anyGoodLine() {
    return goodLines.get(chance.nextInt(goodLines.size())).clone();
  }

  private String[] goodCells(int row) {
    int cents = 100 + chance.nextInt(100_000);
    return new String[] {
      "T" + row,
      "K" + chance.nextInt(50_000),
      "2024-%02d-%02d".formatted(1 + chance.nextInt(12), 1 + chance.nextInt(28)),
      String.valueOf(chance.nextBoolean()),
      String.valueOf(1 + chance.nextInt(9)),
      chance.nextBoolean() ? "card" : "cash",
      String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100)
    };
  }

  /** The rules that each quarantined line breaks. */
  private static Map<Long, String> reasonsOf(Connection database) throws SQLException {
    Map<Long, String> found = new TreeMap<>();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("select line_number, rule from quarantine")) {
      while (rows.next()) {
        found.merge(rows.getLong(1), rows.getString(2), (first, second) -> first + "+" + second);
      }
    }
    return found;
  }

  private static String row(Connection database, String query) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      Object[] values = new Object[rows.getMetaData().getColumnCount()];
      for (int column = 0; column < values.length; column++) {
        values[column] = rows.getObject(column + 1);
      }
      return Arrays.toString(values);
    }
  }
}

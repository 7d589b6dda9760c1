package org.churnwise.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvWriterTest {
  @TempDir private Path temporary;

  @Test
  void quotesOnlyWhereNeeded() throws IOException {
    assertEquals("it's plain\n", written(csv -> csv.text("it's plain").endRow()));
    assertEquals("\"a, b\"\n", written(csv -> csv.text("a, b").endRow()));
    assertEquals("\"say \"\"hi\"\"\"\n", written(csv -> csv.text("say \"hi\"").endRow()));
    assertEquals("\"two\nlines\"\n", written(csv -> csv.text("two\nlines").endRow()));
  }

  @Test
  void writesNumbersDatesAndIds() throws IOException {
    assertEquals(
        "0,120,1970-02-01,C000007,C1234567\n",
        written(
            csv ->
                csv.number(0).number(120).date(31).id("C", 7, 6).id("C", 1_234_567, 6).endRow()));
  }

  @Test
  void writesAllDecimals() throws IOException {
    assertEquals(
        "10.05,0.90,5000.00,0.000001,1.000000\n",
        written(
            csv ->
                csv.cents(1005)
                    .cents(90)
                    .cents(500_000)
                    .millionths(1)
                    .millionths(1_000_000)
                    .endRow()));
  }

  @Test
  void keepsRowsThatAreLongerThanItsBufferInAll() throws IOException {
    String row = "x".repeat(99) + "\n";
    assertEquals(
        row.repeat(2000),
        written(
            csv -> {
              for (int i = 0; i < 2000; i++) {
                csv.text("x".repeat(99)).endRow();
              }
            }));
  }

  @FunctionalInterface
  private interface Rows {
    void writeTo(CsvWriter csv) throws IOException;
  }

  private String written(Rows rows) throws IOException {
    Path file = temporary.resolve("rows.csv");
    try (CsvWriter csv = new CsvWriter(file)) {
      rows.writeTo(csv);
    }
    return Files.readString(file);
  }
}

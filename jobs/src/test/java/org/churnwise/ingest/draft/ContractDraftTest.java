package org.churnwise.ingest.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractDraftTest {
  @TempDir Path folder;

  private Path file(String name, String text, String charset) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(Charset.forName(charset)));
  }

  /** The draft for a file, which must be a contract. */
  private String draft(Path... files) throws IOException {
    String text = ContractDraft.of(List.of(files));
    Contract contract = Contract.load(Files.writeString(folder.resolve("c.conf"), text).toString());
    for (Path file : files) {
      String name = file.getFileName().toString();
      assertTrue(
          contract.feeds().stream()
              .map(FeedContract::files)
              .anyMatch(all -> all.stream().anyMatch(one -> one.match(name).isPresent())),
          text);
    }
    return text;
  }

  private static void assertHolds(String text, String... lines) {
    for (String line : lines) {
      assertTrue(text.contains(line + "\n"), () -> line + " not in\n" + text);
    }
  }

  @Test
  void aGermanExportShowsItsMarksCharsetAndLines() throws IOException {
    String text =
        """
        Bestellnummer;Bestelldatum;Kundennummer;Artikel;Menge;Einzelpreis;Status
        B-1;05.01.2025 23:30;00042;Kännchen;2;1.234,50;bezahlt
        B-1;05.01.2025 23:30;00042;Löffel;12;0,99;bezahlt
        B-2;06.01.2025 08:00;00043;Tisch;1;2.500;offen
        """;
    assertHolds(
        draft(file("bestellungen.csv", text, "windows-1252")),
        "    delimiter = \";\"",
        "    charset = windows-1252",
        "    decimal-mark = \",\"",
        "    thousands-mark = \".\"",
        "    date-formats = [\"dd.MM.yyyy HH:mm\"]",
        "    one-sale-per = [transaction_id]",
        "    # drop = [ { column = Status, not-one-of = [paid] } ]",
        "      transaction_id { from = Bestellnummer }",
        "      customer_id { from = Kundennummer }",
        "      transaction_date { from = Bestelldatum }",
        "      num_items { from = Menge }",
        "      total_amount { from = Einzelpreis }  # if this is the price of a piece,"
            + " product-of = [Menge, Einzelpreis]");
  }

  @Test
  void whatIsNotClearIsACommentAndNotInForce() throws IOException {
    String text =
        """
        order_id,customer_id,order_date,amount
        1,C1,01/02/2025,1.234
        2,C2,03/04/2025,2.500
        """;
    assertHolds(
        draft(file("orders_2025_04.csv", text, "UTF-8")),
        "      { name = \"\"\"orders_(?<year>\\d{4})_(?<month>\\d{2})\\.csv\"\"\" }",
        "    # decimal-mark = \",\"  # not clear: 0 numbers have a point, 0 a comma; without it"
            + " 1.234 is bad",
        "    # order_date is read by MM/dd/yyyy, d/M/yyyy, M/d/yyyy too: check which is the day and"
            + " which the month");
  }

  @Test
  void negativeAmountsAndRefundedMoneyMayBeReturns() throws IOException {
    String text =
        """
        order_id,customer_id,order_date,total,refunded
        1,C1,2025-02-01,10.00,0.00
        2,C2,2025-04-03,-2.50,0.00
        """;
    assertHolds(
        draft(file("orders.csv", text, "UTF-8")),
        "    # some amounts are negative, which is bad unless they are returns:",
        "    # returns = true",
        "    # money that went back of a sale is a column: refunded_amount { from = refunded }");
  }

  @Test
  void amountsThatStandOnEachLineOfASaleCountOnce() throws IOException {
    String text =
        """
        id|client|created|amount|currency
        1|C1|1736078400|1999|eur
        1|C1|1736078400|1999|eur
        2|C2|1736078400|500|eur
        """;
    assertHolds(
        draft(file("charges.csv", text, "UTF-8")),
        "    date-formats = [\"epoch-seconds\"]",
        "    currency { from = currency }",
        "      total_amount { from = amount, repeats = true }  # if these are cents, scale = 0.01");
  }

  @Test
  void filesOfSeveralFeedsShareAContract() throws IOException {
    String text =
        draft(
            file("people.csv", "customer_id,age,city,sex\nC1,40,Rome,F\nC2,50,Rome,M\n", "UTF-8"),
            file("notes.csv", "day,comment,client\n2025-01-05,Fine,C1\n", "UTF-8"),
            file("till.csv", "client,day,amount\nC1,2025-01-05,1.50\n", "UTF-16"));
    assertHolds(
        text,
        "      age { from = age }",
        "      gender { from = sex }",
        "      comment { from = comment }",
        "      feedback_id { generated = from-content }  # no column looks like it: equal rows of"
            + " different files are one",
        "    charset = UTF-16",
        "      total_amount { from = amount }");
  }

  @Test
  void aFileWithoutHeaderIsReadByPositions() throws IOException {
    Path file = file("till.txt", "1\tC1\t2025-01-05\n2\tC2\t2025-01-06\n", "UTF-8");
    assertTrue(ContractDraft.of(List.of(file)).contains("header = false\n    delimiter = \"\\t\""));
  }

  /** A line that is broken names no field, a list is no single value, a field may come late. */
  @Test
  void jsonByLineShowsItsFields() throws IOException {
    String text =
        """
        {"id": 1, "customer": {"id": "C1"}, "created": 1736078400, "amount": 1999, "tags": [1]}
        not an object
        {"id": 2, "customer": {"id": "C2"}, "created": 1736078401, "amount": 500, "status": "paid"}
        """;
    assertHolds(
        draft(file("charges.jsonl", text, "UTF-8")),
        "    format = json",
        "    date-formats = [\"epoch-seconds\"]",
        "    # drop = [ { column = status, not-one-of = [paid] } ]",
        "      transaction_id { from = id }",
        "      customer_id { from = \"customer.id\" }",
        "      transaction_date { from = created }",
        "      total_amount { from = amount }  # if these are cents, scale = 0.01");
  }

  @Test
  void parquetShowsItsFields() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            """
            message sales {
              required int64 order_id;
              optional group customer { optional binary id (STRING); }
              optional int32 order_date (DATE);
              optional double amount;
              repeated binary tags (STRING);
            }
            """);
    Path file = folder.resolve("sales.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(schema)
            .withConf(new Configuration())
            .build()) {
      Group row = new SimpleGroup(schema);
      row.add("order_id", 1L);
      row.addGroup("customer").add("id", Binary.fromString("C1"));
      row.add("order_date", 20_000);
      row.add("amount", 1.5);
      writer.write(row);
    }
    assertHolds(
        draft(file),
        "    format = parquet",
        "      transaction_id { from = order_id }",
        "      customer_id { from = \"customer.id\" }",
        "      transaction_date { from = order_date }",
        "      total_amount { from = amount }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.json | [{\"id\": 1}] | is one list of JSON",
        "a.jsonl | {broken | is no JSON by line",
        "a.parquet | PAR1 | it is no Parquet",
      })
  void whatIsNoFileOfRecordsIsRefused(String name, String text, String reason) throws IOException {
    Path file = file(name, text, "UTF-8");
    Exception e = assertThrows(Exception.class, () -> ContractDraft.of(List.of(file)));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @Test
  void aNameIsQuotedAndItsMonthAGroup() {
    assertEquals("a\\+b\\(1\\)\\.csv", ContractDraft.pattern("a+b(1).csv"));
    assertEquals(
        "s_(?<year>\\d{4})-(?<month>\\d{2})\\.csv\\.gz", ContractDraft.pattern("s_2025-01.csv.gz"));
  }
}

package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnContractTest {
  private static final String CONTRACT =
      """
      feeds.sales {
        files = [ { name = "till\\\\.txt" } ]
        header = true
        delimiter = ";"
        quote = "'"
        encoding = windows-1252
        decimal-mark = "."
        date-formats = [dd.MM.yyyy]
        missing = ["", "-"]
        drop = [ { column = Art, equals = Storno } ]
        one-sale-per = [transaction_id, customer_id]
        columns {
          transaction_id { from = Bon }
          customer_id { from = Karte }
          transaction_date { from = Tag }
          payment_method { from = Art, values = [Bar, Karte] }
          num_items { from = Menge, not-negative = true }
          total_amount { product-of = [Menge, Preis], not-negative = true }
        }
      }
      """;

  @TempDir Path folder;

  private IngestResult load(TemporaryWarehouse temporary, String text) throws IOException {
    return load(temporary, text, CONTRACT);
  }

  private IngestResult load(TemporaryWarehouse temporary, String text, String terms)
      throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.write(source.resolve("till.txt"), text.getBytes(Charset.forName("windows-1252")));
    Path own = Files.writeString(folder.resolve("own.conf"), terms);
    Contract contract = Contract.load(own.toString());
    return new DataIngestionPipeline(
            temporary.warehouse(),
            temporary.ledger(),
            TestSpark::session,
            contract,
            TestSentiment.SETTINGS)
        .load(new FileDiscovery(temporary.warehouse(), contract).discover(source.toString()));
  }

  @Test
  void linesOfOneReceiptAreOneSale() throws IOException {
    String text =
        """
        Bon;Tag;Karte;Artikel;Menge;Preis;Art
        1;31.01.2025;Müller;'Tee; grün';2;1.255;Bar
        1;31.01.2025;Müller;Milch;1;0.99;-
        2;01.02.2025;Özil;Brot;1;3;Karte
        3;01.02.2025;Özil;Brot;1;3;Storno
        4;01.02.2025;Özil;Brot;1;3;Scheck
        """;
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      load(temporary, text);
      assertEquals(
          TextTable.expected(
              """
customer_id | transaction_date | num_items | payment_method | total_amount
Müller      | 2025-01-31       | 3         | Bar            | 3.5
Özil        | 2025-02-01       | 1         | Karte          | 3
"""),
          temporary.rows(
              Tables.SALES,
              "customer_id",
              "transaction_date",
              "num_items",
              "payment_method",
              "total_amount"));
      assertEquals(
          TextTable.expected(
              """
              line_number | rule        | column_name    | value
              6           | not_allowed | payment_method | Scheck
              """),
          temporary.rows(Tables.QUARANTINE, "line_number", "rule", "column_name", "value"));
      assertEquals(
          TextTable.expected(
              """
              rows_read | rows_loaded | rows_quarantined | rows_duplicate
              5         | 2           | 1                | 0
              """),
          temporary.rows(
              Tables.FILES_INGESTED,
              "rows_read",
              "rows_loaded",
              "rows_quarantined",
              "rows_duplicate"));
    }
  }

  /** Bon 1 is exchanged for less, 2 goes back, 3 is void, 4 is a discount, 5 goes back unsaid. */
  @Test
  void theSumOfAReceiptSaysWhetherItIsAReturn() throws IOException {
    String text =
        """
        Bon;Tag;Karte;Artikel;Menge;Preis;Art
        1;31.01.2025;Müller;Tee;2;5;Bar
        1;31.01.2025;Müller;Tee;-1;5;Retoure
        2;01.02.2025;Müller;Tee;1;5;Retoure
        2;01.02.2025;Müller;Milch;1;1;Bar
        3;01.02.2025;Özil;Brot;1;3;Bar
        3;01.02.2025;Özil;Brot;1;3;Retoure
        4;01.02.2025;Özil;Brot;1;3;Bar
        4;01.02.2025;Özil;Rabatt;1;-1;Bar
        5;02.02.2025;Özil;Brot;-1;3;Bar
        5;02.02.2025;Özil;Milch;1;1;Bar
        """;
    String contract =
        CONTRACT
            .replace(
                "drop = [ { column = Art, equals = Storno } ]",
                "returns = [ { column = Art, equals = Retoure } ]")
            .replace("values = [Bar, Karte]", "values = [Bar, Karte, Retoure]")
            .replace(", not-negative = true", "");
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      load(temporary, text, contract);
      assertEquals(
          TextTable.expected(
              """
              customer_id | num_items | total_amount | is_return
              Müller      | 0         | -4           | true
              Müller      | 1         | 5            | false
              Özil        | 0         | 0            | true
              Özil        | 2         | 2            | false
              """),
          temporary.rows(Tables.SALES, "customer_id", "num_items", "total_amount", "is_return"));
      assertEquals(
          TextTable.expected(
              """
line_number | rule                     | column_name  | value   | raw_row
10          | negative_without_returns | total_amount | -2.0000 | 5;02.02.2025;Özil;Brot;-1;3;Bar
11          | negative_without_returns | total_amount | -2.0000 | 5;02.02.2025;Özil;Milch;1;1;Bar
"""),
          temporary.rows(
              Tables.QUARANTINE, "line_number", "rule", "column_name", "value", "raw_row"));
      assertEquals(
          TextTable.expected(
              """
              rows_read | rows_loaded | rows_quarantined | rows_duplicate
              10        | 4           | 2                | 0
              """),
          temporary.rows(
              Tables.FILES_INGESTED,
              "rows_read",
              "rows_loaded",
              "rows_quarantined",
              "rows_duplicate"));
    }
  }

  @Test
  void aHeaderWithoutANamedColumnIsRefused() throws IOException {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      ChurnException e =
          assertThrows(
              ChurnException.class,
              () -> load(temporary, "Bon;Datum;Karte;Artikel;Menge;Preis;Art\n"));
      assertTrue(
          e.getMessage()
              .contains(
                  "column Tag not found; the header is"
                      + " [Bon, Datum, Karte, Artikel, Menge, Preis, Art]"),
          e.getMessage());
    }
  }

  @Test
  void aFileOfOnlyAHeaderIsRefused() throws IOException {
    assertRefused("Bon;Tag;Karte;Artikel;Menge;Preis;Art\n", "till.txt: holds no records; replace");
  }

  @Test
  void aFileOfRowsThatTheContractLeavesOutIsRefused() throws IOException {
    String text =
        """
        Bon;Tag;Karte;Artikel;Menge;Preis;Art
        1;31.01.2025;Müller;Milch;1;0.99;Storno
        2;31.01.2025;Özil;Brot;1;3;Storno
        """;
    assertRefused(text, "till.txt: holds no records but the 2 that contract ");
  }

  private void assertRefused(String text, String reason) throws IOException {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      ChurnException e = assertThrows(ChurnException.class, () -> load(temporary, text));
      assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
      assertTrue(e.getMessage().contains(reason), e.getMessage());
      assertEquals(0, temporary.count(Tables.FILES_INGESTED));
    }
  }

  @Test
  void daysOfAllCenturiesAreLoadedAndThoseThatNeverWereAreNot() throws IOException {
    String text =
        """
        Bon;Tag;Karte;Artikel;Menge;Preis;Art
        1;01.01.0001;Müller;Milch;1;1;Bar
        2;28.02.0200;Müller;Milch;1;1;Bar
        3;10.10.1582;Müller;Milch;1;1;Bar
        4;31.01.2025;Müller;Milch;1;1;Bar
        5;31.12.9999;Müller;Milch;1;1;Bar
        """;
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      load(temporary, text);
      assertEquals(
          TextTable.expected(
              """
              transaction_date
              0001-01-01
              0200-02-28
              2025-01-31
              """),
          temporary.rows(Tables.SALES, "transaction_date"));
      assertEquals(
          TextTable.expected(
              """
              line_number | rule        | value
              4           | not_a_date  | 10.10.1582
              6           | after_as_of | 31.12.9999
              """),
          temporary.rows(Tables.QUARANTINE, "line_number", "rule", "value"));
      assertEquals(
          TextTable.expected("first_day  | last_day\n0001-01-01 | 2025-01-31"),
          temporary.rows(Tables.FILES_INGESTED, "first_day", "last_day"));
    }
  }
}

package org.churnwise.ingest.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        "      { column = Status, one-of = [\"offen\"] }",
        "      transaction_id { from = Bestellnummer }",
        "      customer_id { from = Kundennummer }",
        "      transaction_date { from = Bestelldatum }",
        "      num_items { from = Menge }",
        "      total_amount { product-of = [Menge, Einzelpreis] }");
  }

  @Test
  void aFrenchExportShowsItsColumnsAndLeavesNoneOver() throws IOException {
    String text =
        """
        N° commande;Client;Date;Montant TTC;Quantité
        100000;0049;5.1.24;2 564,60 €;5
        100001;0004;17.1.24;708,00 €;4
        100002;0049;31.12.24;1,50 €;4
        """;
    String draft = draft(file("commandes.csv", text, "windows-1252"));
    assertHolds(
        draft,
        "    date-formats = [\"d.M.yy\"]",
        "    pivot-year = 1970  # the first of the hundred years that two digits stand for",
        "      transaction_id { from = \"N° commande\" }",
        "      customer_id { from = Client }",
        "      total_amount { from = \"Montant TTC\" }",
        "      num_items { from = \"Quantité\" }");
    assertTrue(!draft.contains("not used"), draft);
  }

  @Test
  void aCurrencyMayBeTheNameOfItsAmounts() throws IOException {
    String text = "Beleg;cust;Datum;CHF\n1;0049;01.01.2024;2'564.60\n2;0004;31.01.2024;708.00\n";
    assertHolds(
        draft(file("ch.csv", text, "UTF-8")),
        "      customer_id { from = cust }",
        "      total_amount { from = CHF }");
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
        "    # decimal-mark = \",\"  # not clear: 0 numbers have a point, 0 a comma; say it, or"
            + " thousands-mark: without them 1.234 and 1,234 are bad",
        "    # order_date does not show which is the day and which the month; choose one of these"
            + " lines:",
        "    # date-formats = [\"dd/MM/yyyy\"]",
        "    # date-formats = [\"MM/dd/yyyy\"]");
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
        "    # some amounts or numbers of pieces are negative; if they are no returns, leave them out"
            + " with drop:",
        "    returns = true",
        "      refunded_amount { from = refunded }  # money that went back of a sale");
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
        "    currency { from = currency, constant = eur }",
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

  @Test
  void jsonIsReadByTheNamesOfItsFields() throws IOException {
    String text =
        """
        {"balance_transaction": "t1", "created": 1736078400, "customer": {"id": "C1"}, "amount": 1999, "id": "1"}
        {"balance_transaction": "t2", "created": 1736078500, "customer": {"id": "C2"}, "amount": 500, "id": "2", "tags": [1]}
        """;
    assertHolds(
        draft(file("charges.txt", text, "UTF-8")),
        "    format = json",
        "    date-formats = [\"epoch-seconds\"]",
        "      transaction_id { from = id }  # or balance_transaction",
        "      customer_id { from = \"customer.id\" }",
        "      total_amount { from = amount }  # if these are cents, scale = 0.01");
  }

  @Test
  void aFileThatShowsNothingIsRefused() throws IOException {
    Path list = file("list.json", "[{\"id\": 1},\n{\"id\": 2}]\n", "UTF-8");
    Path empty = file("empty.csv", "", "UTF-8");
    Path bare = file("bare.csv", "order,customer,day,total\n", "UTF-8");
    Path packed = file("packed.csv.gz", "order,customer\n1,2\n", "UTF-8");
    assertEquals("one list of JSON", refused(list, "one list of JSON"));
    assertEquals("has no records;", refused(empty, "has no records;"));
    assertEquals("no records below its header", refused(bare, "no records below its header"));
    assertEquals("packed.csv.gz: Not in GZIP", refused(packed, "packed.csv.gz: Not in GZIP"));
  }

  /** The part, if the message has it; else the message. */
  private static String refused(Path file, String part) {
    String message =
        assertThrows(ChurnException.class, () -> ContractDraft.of(List.of(file))).getMessage();
    return message.contains(part) ? part : message;
  }

  @Test
  void statusesThatAreNoPurchaseAreLeftOut() throws IOException {
    String text =
        """
        Name,Email,Financial Status,Total,Created at,Cancelled at,Refunded Amount,Fulfillment Status
        #1,A@x.example,paid,10.00,2025-01-05 23:30:00 -0500,,0.00,pending
        #1,A@x.example,,,2025-01-05 23:30:00 -0500,,,
        #2,,voided,9.00,2025-01-05 23:30:00 -0500,,0.00,
        #3,b@x.example,refunded,9.00,2025-01-05 23:30:00 -0500,,9.00,
        """;
    assertHolds(
        draft(file("orders.csv", text, "UTF-8")),
        "      { column = \"Financial Status\", one-of = [\"voided\"] }",
        "      { column = \"Cancelled at\", empty = false }",
        "      { column = Email, empty = true }",
        "      transaction_id { from = Name }",
        "      customer_id { from = Email, trim = true, letter-case = lower }",
        "      total_amount { from = Total }",
        "      refunded_amount { from = \"Refunded Amount\" }  # money that went back of a sale");
  }

  @Test
  void wordsSayWhichRecordsAreReturns() throws IOException {
    String text =
        """
        order_id,customer_id,order_date,order_total,status,type
        1,C1,2025-02-01,10.00,refunded,sale
        2,C2,2025-04-03,2.50,completed,Refund
        """;
    assertHolds(
        draft(file("orders.csv", text, "UTF-8")),
        "      { column = status, one-of = [\"refunded\"], void = true }",
        "      { column = type, one-of = [\"Refund\"] }");
  }

  @Test
  void aNameThatStandsTwiceIsNoneAndAnEmptyOneIsNoHindrance() throws IOException {
    String text = "order;client;day;total;total;\n1;C1;2025-02-01;1,50;2,50;\n";
    assertThrows(
        ChurnException.class,
        () -> draft(file("till.csv", text, "UTF-8")),
        "a draft that names no column is no contract");
    assertHolds(
        ContractDraft.of(List.of(folder.resolve("till.csv"))),
        "    header = true",
        "      total_amount { from = \"?\" }  # total (column 4) stands more than once; name one by its"
            + " position");
  }

  @Test
  void signsOfACurrencyGroupsAndWordsForNothing() throws IOException {
    String text =
        """
        order,client,date,total
        1,C1,"Mar 1, 2025 1:05:00 PM","$1,23,456.50"
        2,--,"Mar 2, 2025 1:05:00 PM",$2.50
        3,C3,"Mar 3, 2025 1:05:00 PM",n/a
        """;
    assertHolds(
        draft(file("till.csv", text, "UTF-8")),
        "    thousands-mark = \",\"",
        "    currency-sign = \"$\"",
        "    date-formats = [\"MMM d, yyyy h:mm:ss a\"]",
        "    missing = [\"\", \"--\", \"n/a\"]");
  }

  @Test
  void aNameIsQuotedAndItsMonthAGroup() {
    assertEquals("a\\+b\\(1\\)\\.csv", ContractDraft.pattern("a+b(1).csv"));
    assertEquals(
        "s_(?<year>\\d{4})-(?<month>\\d{2})\\.csv\\.gz", ContractDraft.pattern("s_2025-01.csv.gz"));
  }
}

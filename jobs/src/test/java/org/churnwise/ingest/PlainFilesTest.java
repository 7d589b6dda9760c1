package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows land from a text that the warehouse reads as from one that is parsed in Java. */
@Slow
class PlainFilesTest {
  private static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);

  private static Path made;

  @TempDir private Path folder;
  private TemporaryWarehouse temporary;

  @BeforeAll
  static void create(@TempDir Path empty) {
    TemporaryWarehouse.in(empty).close();
    made = empty;
  }

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.copyOf(made, folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T1,C1,2025-03-01,false,2,PayPal,607.12\n",
        "T1,C1,2025-03-01,false,2,PayPal,607.12\r\nT2,C1,2025-03-02,TRUE,,,-0\r\n",
        "T1,C1,2025-03-01,false,2,PayPal,607.12",
        "\n\nT1,C1,2025-03-01,false,2,PayPal,607.12\n  \n\t\nT2,C1,2025-03-31, True ,2.0,,7\n",
        "T1,C1,2025-03-01,,-2,,607.12345\nT2,C1,2025-02-28,ja,1.5,x,1e3\nT3,,2025-02-30,,,,\n",
        "\"T1\",\"C,1\",2025-03-01,\"true\",\"\",\"say \"\"no\"\"\",\"1.5\"\n",
        "\"T1\",C1,2025-03-01,,,,1\n\"T,2\",,2025-03-01,,,,1\nT3,C1,2025-03-01,,,,\"1\"\nT4,\"C,1\",2025-03-01,,,,\n",
        "\"\",C1,2025-03-01,,,,1\nT2,C1,2025-03-01,,,\"\",1\n,\"C1\",2025-03-01,,,,1\nT4,C1,2025-03-01,,,\"a\",1,\n",
        "T1,C\"1,2025-03-01,,,a\"b,1\nT2,C\",2025-03-01,,,b\",1\nT3,\"C1\",2025-03-01,,,\"b\",1\n",
        "T1,a\"b,2025-03-01,,,,1\n,C1,2025-03-01,,,,1\n ,C2,2025-03-01,,,,2\n",
        "\u2003,C1,2025-03-01,,,,1\nT2,\u00e4,2025-03-01,,,\ud83d\ude00,1\n\u00a0T,C,2025-03-01,,,,1\n",
        "T1,C1,2026-01-01,,,,1\nT2,C1,0000-01-01,,,,1\nT3,C1,1582-10-10,,,,1\nT4,C1,2025-3-1,,,,1\n",
        "T1,C1,2025-03-01,,,,99999999999999\nT2,C1,2025-03-01,,,,1_000\nT3,C1,2025-03-01,,,,+5\n",
        "T1,C1,2025-03-01,,,,1.2345\nT2,C1,2025-03-01,,,,.5\nT3,C1,2025-03-01,,,,5.\nT4,C1,2025-03-01,,,,(5)\n",
        "T1,C1,2025-03-01,,,x\u0000y,1\nT2,C1\nT3,C1,2025-03-01,,,,1,more\n",
        "T1,C1,2025-03-01,true\u00a0,,,1\nT2,C1,2025-03-01,\u3000true,,,1\nT3,C1,2025-03-01,\u2007no,,,1\n",
        "T1,C1,2025-03-01,,,,99999999999999.9999\nT2,C1,2025-03-01,,,,10000000000\n",
        "sep=,\nT1,C1,2025-03-01,,,,1\nsep=,\n",
        "\uFEFFT1,C1,2025-03-01,,,,1\n\uFEFFT2,C1,2025-03-01,,,,1\n"
      })
  void linesThatAreRecords(String text) throws IOException {
    assertSame("reference", "sales_2025_03.csv", text.getBytes(StandardCharsets.UTF_8), true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T1,C1,2025-03-01,,,\"two\nlines\",1\nT2,C1,2025-03-01,,,,1\n",
        "T1,C1,2025-03-01,,,\"open,1\nT2,C1,2025-03-01,,,,1\n",
        "T1,C1,2025-03-01,,,\"a\" b,1\nT2,C1,2025-03-01,,,,1\n",
        "T1,C1,2025-03-01,,,,1\nT2,C1,2025-03-01,,,,1\rT3,C1,2025-03-01,,,,1\r\n",
        "T1,C1,2025-03-01,,,\u0001,1\n",
        "T1,C1,2025-03-01,,,,1\u0001\n",
        "\u0001\nT1,C1,2025-03-01,,,,1\n",
        "T1,C1,2025-03-01,,,,1\n \r\nT2,C1,2025-03-01,,,,x\n",
        "T1,C1,2025-03-01,,,,1\r\nT2,C1,2025-03-01,,,,1\r T3,C1,2025-03-01,,,,1"
      })
  void aTextThatHoldsMoreThanThemIsLeftToTheParser(String text) throws IOException {
    assertSame("reference", "sales_2025_03.csv", text.getBytes(StandardCharsets.UTF_8), false);
  }

  @Test
  void aTextInAnotherCharsetIsLeftToTheParser() throws IOException {
    byte[] text = "T1,M\u00fcller,2025-03-01,,,,1\n".getBytes(StandardCharsets.ISO_8859_1);
    assertSame("reference", "sales_2025_03.csv", text, false);
  }

  @Test
  void wantOfMemoryIsNoFaultOfATextAndLeavesNothingToTheParser() throws IOException {
    byte[] text = "T1,C1,2025-03-01,,,,1\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    FileTask task =
        task(Contract.load("reference"), Files.write(folder.resolve("sales_2025_03.csv"), text));
    temporary.warehouse().landRows(Tables.LANDING_ROWS, List.of());
    for (String limit : List.of("memory_limit = '8MB'", "max_temp_directory_size = '0KB'")) {
      temporary.warehouse().execute(new Sql("limit", "set " + limit, Map.of()));
    }
    PlainFiles files = new PlainFiles(temporary.warehouse(), new Configuration());
    ChurnException failure = assertThrows(ChurnException.class, () -> files.land(task));
    assertTrue(failure.getMessage().contains("Out of Memory"), failure::getMessage);
  }

  @Test
  void rowsOfFewColumnsStandBesideOthersAndAreTakenBackWithTheirFile() {
    var warehouse = temporary.warehouse();
    warehouse.landRows(Tables.LANDING_ROWS, List.of(row(1)));
    List<String> columns =
        Tables.LANDING_ROWS.columns().stream()
            .filter(column -> !column.nullable() || column.name().equals("comment"))
            .map(Column::name)
            .toList();
    for (long file : List.of(2, 3)) {
      String query =
          "select * exclude (file_number, comment), cast(%d as bigint) as file_number, 'of ' || file_name as comment from landing_rows where file_number = 1";
      assertEquals(
          1,
          warehouse.landMore(
              Tables.LANDING_ROWS,
              columns,
              Map.of("file_number", file, "file_name", "it's " + file, "feed", "feedback"),
              new Sql("more", query.formatted(file), Map.of())));
    }
    assertEquals("1 a.csv feedback, 2 it's 2 feedback, 3 it's 3 feedback", names());
    warehouse.landMore(Tables.LANDING_ROWS, List.of(row(4)));
    assertEquals("1 null, 2 of a.csv, 3 of a.csv, 4 null", comments());
    warehouse.takeBack(Tables.LANDING_ROWS, 2);
    assertEquals("1 null, 3 of a.csv, 4 null", comments());
    warehouse.discard(Tables.LANDING_ROWS);
    warehouse.landRows(Tables.LANDING_ROWS, List.of(row(5)));
    assertEquals("5 null", comments());
  }

  private static Map<String, Object> row(long file) {
    return Map.of(
        "file_number",
        file,
        "file_name",
        "a.csv",
        "feed",
        "feedback",
        "line_number",
        1L,
        "outcome",
        "GOOD",
        "record_count",
        1L,
        "raw_row",
        "");
  }

  private String names() {
    String query =
        "select file_number, file_name, feed from landing_rows order by file_number nulls last";
    return temporary.warehouse().query(new Sql("names", query, Map.of())).stream()
        .map(
            row ->
                "%d %s %s"
                    .formatted(
                        row.longValue("file_number"), row.string("file_name"), row.string("feed")))
        .collect(Collectors.joining(", "));
  }

  private String comments() {
    String query = "select file_number, comment from landing_rows order by file_number nulls last";
    return temporary.warehouse().query(new Sql("comments", query, Map.of())).stream()
        .map(
            row ->
                row.longValue("file_number") + " " + row.optionalString("comment").orElse("null"))
        .collect(Collectors.joining(", "));
  }

  @Test
  void aFileMostOfWhoseLinesAreInDoubtIsLeftToTheParser() throws IOException {
    byte[] text = "T1,C1,01.03.2025,,,,1\n".repeat(1_100).getBytes(StandardCharsets.UTF_8);
    assertSame("reference", "sales_2025_03.csv", text, false);
  }

  @Test
  void customersAndComments() throws IOException {
    assertSame(
        "reference",
        "customers.csv",
        "C1,30,gold,male,Rome,2024-01-01\nC2,151,,,,\nC3,,,,,2027-01-01\n,1,,,,\n"
            .getBytes(StandardCharsets.UTF_8),
        true);
    assertSame(
        "reference",
        "feedback_raw_2025_03.csv",
        "2025-03-01,\"Good, \"\"very\"\"\",C1,F1,1\n2025-03-01,,,F2,\n2025-04-01,x,C1,F3,1\n"
            .getBytes(StandardCharsets.UTF_8),
        true);
  }

  @Test
  void headerFiltersReturnsAndCurrency() throws IOException {
    Path contract =
        Files.writeString(
            folder.resolve("shop.conf"),
            """
            feeds.sales {
              files = [ { name = ".*[.]csv" } ]
              header = true
              delimiter = ";"
              missing = ["", "n/a"]
              returns = [ { column = kind, equals = refund } ]
              drop = [ { column = state, not-one-of = [paid] }, { column = amount, more-than = 1000 } ]
              currency { from = money }
              columns {
                transaction_id { from = [till, receipt] }
                customer_id { from = client, trim = true, letter-case = lower }
                transaction_date { from = day }
                payment_method { from = paid, trim = true, values { Karte = card, "n/a" = unknown, "*" = other } }
                total_amount { from = amount }
              }
            }
            """);
    assertSame(
        contract.toString(),
        "orders.csv",
        """
        till;receipt; client ;day;paid;amount;kind;state;money;more
        A;1; Anna@Shop.de ;2025-03-01;Karte;10.50;sale;paid;EUR;
        A;2;Bert;2025-03-01;bar;10.50;refund;paid; eur ;x
        A;3;Bert;2025-03-01;bar;10.50;sale;open;EUR;x
        A;4;Bert;2025-03-01;bar;1.234;sale;paid;;x
        A;5;Bert;2025-03-01;bar;1_001;sale;paid;USD;x
        A;n/a;Bert;2025-03-01;bar;1001;sale;paid;USD;x
        A;6;Bert;2025-03-01;bar;-5;sale;paid;USD;x
        A;7;Bert;2025-03-01;n/a;10.50;sale;paid;EUR;x
        A;8;Bert;2025-03-01; n/a ;10.50;sale;paid;EUR;x
        A;9;Bert;2025-03-01;;10.50;sale;paid;EUR;x
        """
            .getBytes(StandardCharsets.UTF_8),
        true);
  }

  @Test
  void wordsForMissingValuesInMarksOfReturnsAndTruths() throws IOException {
    Path contract =
        Files.writeString(
            folder.resolve("shop.conf"),
            """
            feeds.sales {
              files = [ { name = ".*[.]csv" } ]
              header = true
              decimal-mark = "."
              missing = ["", "-", "none", "false"]
              returns = [ { column = state, equals = void, void = true }, { column = kind, not-one-of = [sale, ""] } ]
              columns {
                transaction_id { from = id }
                customer_id { from = client }
                transaction_date { from = day }
                discount_applied { from = offer, values { club = "true", "*" = "false" } }
                num_items { from = pieces }
                payment_method { from = paid }
                total_amount { from = amount }
              }
            }
            """);
    assertSame(
        contract.toString(),
        "orders.csv",
        """
        id,client,day,offer,pieces,paid,amount,kind,state
        T1,C1,2025-03-01,true,2,card,10.50,sale,paid
        T2,C1,2025-03-01,false,2,-,10.50,-,paid
        T3,C1,2025-03-01,none,2.00,card,10.50,none,paid
        T4,C1,2025-03-01,club,2,card,10.50,swap,paid
        T5,C1,2025-03-01,,2,card,10.50,sale,void
        T6,C1,2025-03-01,FALSE,-,card,10.50,sale,void
        T7,C1,2025-03-01,-,,card,10.50,,-
        T8,C1,2025-03-01,maybe,2.50,card,9999999999999.9999,sale,paid
        """
            .getBytes(StandardCharsets.UTF_8),
        true);
  }

  @Test
  void oddBlanksAroundWordsForTruths() throws IOException {
    Path contract =
        Files.writeString(
            folder.resolve("shop.conf"),
            """
            feeds.sales {
              files = [ { name = ".*[.]csv" } ]
              header = true
              columns {
                transaction_id { from = id }
                customer_id { from = client }
                transaction_date { from = day }
                discount_applied { from = offer, trim = true, values { club = "true", "*" = "false" } }
                total_amount { from = amount }
              }
            }
            """);
    assertSame(
        contract.toString(),
        "orders.csv",
        """
        id,client,day,offer,amount
        T1,C1,2025-03-01, club ,10.50
        T2,C1,2025-03-01,\u00a0club,10.50
        T3,C1,2025-03-01,club\u2003,10.50
        T4,C1,2025-03-01,\u200b,10.50
        T5,C1,2025-03-01,other,10.50
        """
            .getBytes(StandardCharsets.UTF_8),
        true);
  }

  @Test
  void amountsThatATypeDoesNotHold() throws IOException {
    assertSameOfAmount("{ product-of = [pieces, price] }");
    assertSameOfAmount("{ from = price }");
    assertSameOfAmount("{ from = price, scale = 100 }");
    assertSameOfAmount("{ product-of = [pieces, price], scale = 0.001 }");
  }

  private void assertSameOfAmount(String amount) throws IOException {
    Path contract =
        Files.writeString(
            folder.resolve("shop.conf"),
            """
            feeds.sales {
              files = [ { name = ".*[.]csv" } ]
              header = true
              decimal-mark = "."
              returns = [ { negative = true } ]
              columns {
                transaction_id { from = id }
                customer_id { from = client }
                transaction_date { from = day }
                total_amount %s
                refunded_amount { from = back }
              }
            }
            """
                .formatted(amount));
    assertSame(
        contract.toString(),
        "orders.csv",
        """
        id,client,day,pieces,price,back
        T1,C1,2025-03-01,2147483648,7.25,
        T2,C1,2025-03-01,2147483648,-7.25,0.5
        T3,C1,2025-03-01,999999999999,999999999999.9999,1
        T4,C1,2025-03-01,1,99999999999.5,9999999999999.9999
        T5,C1,2025-03-01,-100,999999999999.9999,9999999999999.9999
        T6,C1,2025-03-01,2,3,6
        T7,C1,2025-03-01,1,-99999999999999.5,0.6
        T8,C1,2025-03-01,1,-99999999999999,1
        T9,C1,2025-03-01,1,-9999999999999.9999,0.5
        """
            .getBytes(StandardCharsets.UTF_8),
        true);
  }

  @Test
  void aFirstLineForExcelWithAsManyValuesAsARecord() throws IOException {
    Path contract =
        Files.writeString(
            folder.resolve("towns.conf"),
            """
            feeds.sales {
              files = [ { name = "none" } ]
              columns {
                transaction_id { from = 1 }
                customer_id { from = 2 }
                transaction_date { from = 3 }
                total_amount { from = 4 }
              }
            }
            feeds.customers {
              files = [ { name = ".*[.]csv" } ]
              columns { customer_id { from = 1 }, location { from = 2 } }
            }
            """);
    byte[] text = "sep=,\nC1,Rome\nsep=,\n".getBytes(StandardCharsets.UTF_8);
    assertSame(contract.toString(), "towns.csv", text, true);
  }

  private void assertSame(String contract, String name, byte[] text, boolean isPlain)
      throws IOException {
    FileTask task = task(Contract.load(contract), Files.write(folder.resolve(name), text));
    Configuration hadoop = new Configuration();
    Iterator<Row> rows = FileReading.rowsOf(task, hadoop);
    temporary.warehouse().landRows(Tables.LANDING_ROWS, List.of());
    temporary.warehouse().landAll(Tables.LANDING_ROWS, LandingRows.values(rows));
    List<String> parsed = landed();
    temporary.warehouse().landRows(Tables.LANDING_ROWS, List.of());
    assertEquals(isPlain, new PlainFiles(temporary.warehouse(), hadoop).land(task));
    assertEquals(isPlain ? String.join("\n", parsed) : "", String.join("\n", landed()));
  }

  private static FileTask task(Contract contract, Path file) throws IOException {
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    String feed =
        contract.feeds().stream()
            .filter(one -> one.files().get(0).match(file.getFileName().toString()).isPresent())
            .findFirst()
            .orElseThrow()
            .feed();
    return new FileTask(
        1,
        path.toString(),
        path.getName(),
        path.getName().contains("2025_03") ? YearMonth.of(2025, 3) : null,
        FileDiscovery.content(FileSystem.getLocal(new Configuration()), path),
        AS_OF,
        feed.equals("customers") ? AS_OF : null,
        contract.feed(feed).orElseThrow());
  }

  /** Rows with their lines; what is left out, and the first line of a currency, as one row. */
  private List<String> landed() {
    String names =
        String.join(", ", Tables.LANDING_ROWS.columnNames())
            .replace(" value,", " iff(outcome = 'GOOD', null, value) as value,")
            .replace(" raw_row,", " iff(outcome = 'GOOD', null, raw_row) as raw_row,");
    String query =
        "select %s from landing_rows where outcome in ('GOOD', 'BAD') order by line_number, rule, column_name, value"
            .formatted(names);
    List<String> landed = new ArrayList<>();
    temporary
        .warehouse()
        .query(new Sql("landed", query, Map.of()))
        .forEach(row -> landed.add(row.toString()));
    temporary
        .warehouse()
        .query(
            new Sql(
                "others",
                "select outcome, sum(record_count) as records, max(raw_row) as header, iff(outcome = 'CURRENCY', value, null) as name, min(line_number) as line from landing_rows where outcome in ('FILTERED', 'CURRENCY') group by all order by all",
                Map.of()))
        .forEach(row -> landed.add(row.toString()));
    return landed;
  }
}

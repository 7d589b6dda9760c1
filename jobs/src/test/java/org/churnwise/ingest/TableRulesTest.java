package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.LoadedFiles;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows land from a table, judged by SQL, as from a Parquet file, judged in Java. */
@Slow
class TableRulesTest {
  private static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);

  private static final String IDS =
      """
      columns {
        transaction_id { from = no }
        customer_id { from = client }
        transaction_date { from = moment }
        total_amount { constant = 1 }
      }
      """;

  private static Path made;

  @TempDir private Path folder;
  private TemporaryWarehouse temporary;
  private ShopFile shop;

  @BeforeAll
  static void create(@TempDir Path empty) {
    TemporaryWarehouse.in(empty).close();
    made = empty;
  }

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.copyOf(made, folder);
    shop = new ShopFile(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  /**
   * Compares the two ways.
   *
   * @param leaving good rows that SQL leaves to Java, for they are good only there
   */
  private List<String> assertSame(String feed, String rules, long leaving, String... statements)
      throws IOException {
    shop.run(statements);
    Path parquet = shop.parquet("orders", feed + ".parquet");
    List<String> ofFile =
        ofFile(parquet, contract(feed, "files = [ { name = \".*\" } ], format = parquet", rules));
    Contract contract = contract(feed, "table = shop.main.orders", rules);
    List<String> ofTable = ofTable(contract, leaving);
    assertEquals(String.join("\n", ofFile), String.join("\n", ofTable));
    return ofTable;
  }

  private Contract contract(String feed, String source, String rules) {
    String others =
        feed.equals("sales")
            ? ""
            : "\nfeeds.sales { files = [ { name = x } ], header = true, columns { transaction_id.from = a, customer_id.from = b, transaction_date.from = c, total_amount.from = d } }";
    String top = rules.contains("---") ? rules.substring(0, rules.indexOf("---")) : "";
    String own = rules.substring(rules.indexOf("---") + (top.isEmpty() ? 1 : 3));
    return shop.contract(
        "%s\nfeeds.%s {\n%s\n%s\n}%s"
            .formatted(top, feed, source, top.isEmpty() ? rules : own, others));
  }

  private static List<String> ofFile(Path parquet, Contract contract) throws IOException {
    FeedContract feed =
        contract.feeds().stream()
            .filter(one -> !one.files().get(0).name().pattern().equals("x"))
            .findFirst()
            .orElseThrow();
    var path = new org.apache.hadoop.fs.Path(parquet.toUri());
    Configuration hadoop = new Configuration();
    FileTask task =
        new FileTask(
            1,
            path.toString(),
            path.getName(),
            null,
            FileDiscovery.content(FileSystem.getLocal(hadoop), path),
            AS_OF,
            feed.feed().equals("customers") ? AS_OF : null,
            feed);
    List<String> texts = new ArrayList<>();
    FileReading.rowsOf(task, hadoop).forEachRemaining(row -> texts.add(text(row)));
    return texts.stream().filter(text -> !text.startsWith("FILTERED|0")).sorted().toList();
  }

  private static String text(Row row) {
    return ShopFile.text(name -> row.get(LandingRows.place(name)));
  }

  private List<String> ofTable(Contract contract, long leaving) {
    TableDiscovery discovery =
        new TableDiscovery(
            temporary.warehouse(),
            contract,
            shop.attached(),
            new LoadedFiles(temporary.warehouse()),
            AS_OF);
    List<SourceFile> files = discovery.find();
    temporary.warehouse().landRows(Tables.LANDING_ROWS, List.of());
    Validity validity = Validity.of(contract, files, new LoadedFiles(temporary.warehouse()), AS_OF);
    new TableReading(temporary.warehouse(), contract, AS_OF)
        .land(files, validity, ForgottenCustomers.read(temporary.warehouse()));
    long read =
        temporary
            .warehouse()
            .query(
                new Sql(
                    "read",
                    "select count(*) as n from landing_rows d inner join landing_rows g on g.line_number = d.line_number and g.file_number = d.file_number where d.outcome = 'IN_DOUBT' and g.outcome = 'GOOD'",
                    Map.of()))
            .get(0)
            .longValue("n");
    List<String> landed = ShopFile.landed(temporary.warehouse());
    assertEquals(leaving, read, "good rows that were read");
    return landed;
  }

  @Test
  void typedColumns() throws IOException {
    List<String> landed =
        assertSame(
            "sales",
            """
            returns = true
            columns {
              transaction_id { from = order_no }
              customer_id { from = client }
              transaction_date { from = "placed at" }
              discount_applied { from = reduced }
              num_items { from = pieces, min = -5, max = 100 }
              payment_method { from = paid, trim = true, letter-case = lower, values { card = card, "cash on delivery" = cash } }
              total_amount { from = amount }
            }
            """,
            1,
            """
            create table orders (order_no bigint, client varchar, "placed at" timestamp, reduced boolean, pieces integer, paid varchar, amount decimal(12,3), note varchar)
            """,
            """
            insert into orders values
              (1, 'C1', '2025-03-01 10:00:00', true, 1, 'card', 10.5, null),
              (2, 'C2', '2025-03-31 23:59:59.999', false, 2, ' CARD ', 1.234, 'x'),
              (3, 'C"3\\', '2025-03-02', null, null, null, 0, ''),
              (4, 'C4', '2025-03-02', null, 101, 'card', 5, ''),
              (5, null, '2025-03-02', null, 1, 'card', 5, ''),
              (6, ' ', '2025-03-02', null, 1, 'cheque', 5, ''),
              (null, 'C7', '2025-03-02', null, 1, 'Cash on Delivery', 5, ''),
              (8, 'C8', null, null, 1, 'card', 5, ''),
              (9, 'Ümläut', '2025-03-09', null, -1, 'card', -7.25, ''),
              (10, '', '2025-03-09', null, -6, '', null, ''),
              (11, 'C11', '2025-03-09', null, 0, 'cash on delivery' || chr(9), 99999999.9995, ''),
              (12, 'line' || chr(10) || 'end', '2025-03-10', true, 3, '', 4.4444, '')
            """);
    assertTrue(landed.stream().anyMatch(row -> row.contains("missing_value")), landed.toString());
  }

  @Test
  void texts() throws IOException {
    assertSame(
        "sales",
        """
        missing = ["", "n/a"]
        columns {
          transaction_id { from = [till, receipt] }
          customer_id { from = client, whole-number = true }
          transaction_date { from = day }
          discount_applied { from = reduced, true-words = [ja, "1"], false-words = [nein, "0"] }
          num_items { from = pieces }
          payment_method { from = paid, values = [card, cash] }
          total_amount { from = amount, not-negative = true }
        }
        """,
        3,
        "create table orders (till varchar, receipt varchar, client varchar, day varchar, reduced varchar, pieces varchar, paid varchar, amount varchar)",
        """
        insert into orders values
          ('A', '1', '17850.0', '2025-03-01', 'JA', '1', 'card', '10.5'),
          ('A|B', '2\\', '42', '2025-03-02', ' nein ', '02', 'cash', ' 7 '),
          ('A', 'n/a', '42', '2025-03-02', '1', '2', 'cash', '7'),
          ('A', '3', '42.5', '2025-03-02', '0', '2', 'cash', '7.25'),
          ('A', '4', '42', '2025-02-30', '', '2.5', 'Cash', '1.234'),
          ('A', '5', '42', '05.03.2025', 'vielleicht', '', 'n/a', '1,5'),
          ('A', '6', '42', '2025-03-05 10:00', null, null, null, '-1'),
          ('A', '7', '42', ' 2025-03-05 ', null, null, null, '.5'),
          ('A', '8', '42', '2025-03-06', null, '1e1', null, '1e2'),
          ('A', '9', '42', '2025-03-06', null, null, null, '999999999999999'),
          ('A', '10', '42', '2025-03-07', null, null, '', '5-'),
          ('A', '11', '42', null, null, null, null, null),
          ('A', '12', 'n/a', '2025-03-08', null, null, null, '12.3456')
        """);
  }

  @Test
  void moneyInDoublesCentsAndProducts() throws IOException {
    assertSame(
        "sales",
        """
        currency { from = money, constant = GBP }
        drop = [ { column = quantity, equals = "0" }, { column = no, starts-with = "T'" }, { column = price, less-than = -100 } ]
        returns = [ { column = no, starts-with = C }, { column = state, one-of = [refunded], void = true } ]
        columns {
          transaction_id { from = no }
          customer_id { from = client, whole-number = true }
          transaction_date { from = moment }
          num_items { from = quantity }
          total_amount { product-of = [quantity, price], min = 0 }
          refunded_amount { from = back, scale = 0.01 }
        }
        """,
        1,
        "create table orders (no varchar, client varchar, moment date, quantity integer, price double, state varchar, back bigint, money varchar)",
        """
        insert into orders values
          ('1', '17', '2025-03-01', 6, 2.55, '', null, 'gbp'),
          ('2', '17', '2025-03-01', 3, 3.39, 'refunded', null, 'GBP '),
          ('C3', '17', '2025-03-02', -3, 3.39, '', null, 'GBP'),
          ('4', '17', '2025-03-02', 0, 3.39, '', null, 'GBP'),
          ('T''5', '17', '2025-03-02', 1, 3.39, '', null, 'GBP'),
          ('6', '17', '2025-03-02', 1, -200, '', null, 'GBP'),
          ('7', '17', '2025-03-03', 2, 10, '', 500, 'GBP'),
          ('8', '17', '2025-03-03', 2, 10, '', 2000, 'GBP'),
          ('9', '17', '2025-03-03', 2, 10, '', 0, 'GBP'),
          ('10', '17', '2025-03-03', -2, 10, '', null, 'GBP'),
          ('11', '17', '2025-03-03', 2, 0.33333333, '', null, 'GBP'),
          ('12', '17', '2025-03-03', 2, 1, '', null, null),
          ('13', '17', '2025-03-03', null, 1, null, null, 'GBP'),
          ('C14', '17', '2025-03-04', 2, 1.5, null, -150, 'GBP'),
          ('16', '17', '2025-03-04', 1, 9999999.99, null, null, 'GBP')
        """);
  }

  @Test
  void amountsInDoubles() throws IOException {
    assertSame(
        "sales",
        """
        columns {
          transaction_id { from = no }
          customer_id { constant = all }
          transaction_date { from = moment }
          num_items { from = n, scale = 10 }
          total_amount { from = amount, not-negative = true }
        }
        """,
        1,
        "create table orders (no uuid, moment date, n double, amount double)",
        """
        insert into orders values
          ('00000000-0000-0000-0000-000000000001', '2025-03-01', 1, 15.299999999999999),
          ('00000000-0000-0000-0000-000000000002', '2025-03-01', 1.5, 0.30000000000000004),
          ('00000000-0000-0000-0000-000000000003', '2025-03-01', 2, 12.34565),
          ('00000000-0000-0000-0000-000000000004', '2025-03-01', 2, 12.34564999999),
          ('00000000-0000-0000-0000-000000000005', '2025-03-01', 2, -0.01),
          ('00000000-0000-0000-0000-000000000006', '2025-03-01', 2, -0.001),
          ('00000000-0000-0000-0000-000000000007', '2025-03-01', 1.05, 3),
          ('00000000-0000-0000-0000-000000000008', '2025-03-01', null, 99999.99),
          ('00000000-0000-0000-0000-000000000009', '2025-03-01', null, 0),
          ('00000000-0000-0000-0000-00000000000a', '2025-03-01', null, 3.3333333333333335)
        """);
  }

  @Test
  void idsInDoublesAndMoneyOf32Bits() throws IOException {
    List<String> landed =
        assertSame(
            "sales",
            """
            columns {
              transaction_id { from = no }
              customer_id { from = client }
              transaction_date { from = moment }
              total_amount { from = amount }
            }
            """,
            0,
            "create table orders (no varchar, client double, moment date, amount real)",
            """
            insert into orders values
              ('1', 12345687, '2025-03-01', 698.98),
              ('2', 99999999999999, '2025-03-01', 792.65),
              ('3', 12345678.25, '2025-03-01', 10),
              ('4', 42, '2025-03-01', 0.1)
            """);
    assertTrue(
        landed.stream().anyMatch(row -> row.contains("|12345687.0|") && row.contains("698.9800")),
        landed.toString());
  }

  @Test
  void noNumberIsNobodysId() throws IOException {
    shop.run(
        "create table orders (no varchar, client double, moment date)",
        "insert into orders values ('1', 'nan', '2025-03-01'), ('2', 'inf', '2025-03-01'), ('3', 1, '2025-03-01')");
    Path parquet = shop.parquet("orders", "sales.parquet");
    Contract ofFile = contract("sales", "files = [ { name = \".*\" } ], format = parquet", IDS);
    assertTwoBad(ofFile(parquet, ofFile));
    assertTwoBad(ofTable(contract("sales", "table = shop.main.orders", IDS), 0));
  }

  /** Parquet and DuckDB write what is no number in words of their own. */
  private static void assertTwoBad(List<String> landed) {
    String bad = "BAD|1|not_a_number|customer_id";
    assertEquals(2, landed.stream().filter(row -> row.startsWith(bad)).count(), landed.toString());
    assertEquals(1, landed.stream().filter(row -> row.startsWith("GOOD")).count());
  }

  @Test
  void noCharacterIsPartOfAnId() throws IOException {
    assertSame(
        "sales",
        IDS,
        0,
        "create table orders (no varchar, client varchar, moment date)",
        "insert into orders values ('1', 'a' || chr(0) || 'b', '2025-03-01'), ('2', 'b', '2025-03-01')");
  }

  @Test
  void commentsOfMomentsElsewhere() throws IOException {
    assertSame(
        "feedback",
        """
        time-zone = Europe/Berlin
        ---
        columns {
          feedback_id { from = id }
          customer_id { from = client, trim = true, letter-case = upper }
          chat_date { from = moment }
          comment { from = words }
        }
        """,
        3,
        "create table orders (id integer, client varchar, moment timestamptz, words varchar)",
        """
        insert into orders values
          (1, 'a@shop.de', '2025-03-29 23:30:00+00', 'good "stuff"'),
          (2, ' müller@shop.de ', '2025-02-28 23:30:00.5+00', null),
          (3, 'straße', '2025-03-01 00:00:00+00', 'x'),
          (4, 'Σας', '2025-03-01 00:00:00+00', ''),
          (5, chr(160) || 'b', '2025-03-01 12:00:00+00', 'y'),
          (6, 'c', '2025-03-01 12:00:00+00', 'a' || chr(13) || chr(10) || 'b' || chr(9) || '\\'),
          (null, 'c', '2025-03-01 12:00:00+00', 'a')
        """);
  }

  @Test
  void customersOfOneExport() throws IOException {
    assertSame(
        "customers",
        """
        columns {
          customer_id { from = id }
          age { from = years, min = 0, max = 150 }
          customer_segment { from = grp, values { A = gold, "*" = "*" } }
          gender { from = sex, values { m = male, f = female, "*" = other } }
          signup_date { from = since }
          valid_from { from = changed }
        }
        """,
        0,
        "create table orders (id integer, years smallint, grp varchar, sex varchar, since date, changed timestamp)",
        """
        insert into orders values
          (1, 30, 'A', 'm', '2020-01-01', '2024-01-01 10:00:00'),
          (2, 151, 'B', 'f', '2020-01-01', null),
          (3, null, null, null, null, null),
          (4, 40, '', 'x', '1582-10-01', null),
          (5, 40, 'b''c', 'x', '2026-01-01', null),
          (6, 40, 'C', '', '1200-01-01', null),
          (7, 0, 'C', 'f', '2025-12-31', '2025-12-31 23:59:59')
        """);
  }
}

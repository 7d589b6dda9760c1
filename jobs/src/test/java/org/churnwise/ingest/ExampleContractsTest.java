package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.Contract;
import org.junit.jupiter.api.Test;

/** The bundled examples on small exports of their shape; the sums are added up by hand. */
class ExampleContractsTest {
  private static List<String> read(String contract, String resource, String... columns)
      throws Exception {
    Path file = Path.of(ExampleContractsTest.class.getResource(resource).toURI());
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    Configuration hadoop = new Configuration();
    FileTask task =
        new FileTask(
            1,
            path.toString(),
            resource,
            null,
            FileDiscovery.content(FileSystem.getLocal(hadoop), path),
            LocalDate.of(2025, 12, 31),
            null,
            Contract.load(contract).feed("sales").orElseThrow());
    List<String> lines = new ArrayList<>();
    FileReading.rowsOf(task, hadoop).forEachRemaining(row -> lines.add(line(row, columns)));
    lines.removeIf("FILTERED 0"::equals);
    return lines.stream().sorted().toList();
  }

  private static String line(Row row, String... columns) {
    String outcome = (String) value(row, "outcome");
    return switch (outcome) {
      case "GOOD" ->
          List.of(columns).stream()
              .map(column -> String.valueOf(value(row, column)))
              .collect(Collectors.joining(" "));
      case "BAD" ->
          "line %s %s %s"
              .formatted(value(row, "line_number"), value(row, "rule"), value(row, "value"));
      case "FILTERED" -> outcome + " " + value(row, "record_count");
      default -> outcome + " " + value(row, "value");
    };
  }

  private static Object value(Row row, String column) {
    return row.get(LandingRows.place(column));
  }

  /** 9:00 and 23:30 in New York are 14:00 and 4:30 of the next day in UTC; 10 of 40 went back. */
  @Test
  void aShopifyExportIsOneSalePerPaidOrder() throws Exception {
    assertEquals(
        List.of(
            "#1001 anna@example.com 2025-01-05 3 35.0000 true Shopify Payments",
            "#1003 cleo@example.com 2025-01-07 3 1234.5000 false PayPal",
            "#1005 anna@example.com 2025-01-08 4 30.0000 false Shopify Payments",
            "CURRENCY USD",
            "FILTERED 4"),
        read(
            "shopify-orders",
            "orders_export_1.csv",
            "transaction_id",
            "customer_id",
            "transaction_date",
            "num_items",
            "total_amount",
            "discount_applied",
            "payment_method"));
  }

  /** 2 x 1,234.50 + 12 x 0.99 = 2,480.88; 12.50 is no German number. */
  @Test
  void aGermanExportIsReadByItsMarksAndCharset() throws Exception {
    assertEquals(
        List.of(
            "B-1 00042 2025-01-05 14 2480.8800 true Überweisung",
            "B-3 00043 2025-01-07 1 2500.0000 false Lastschrift",
            "FILTERED 2",
            "line 7 not_a_number 1 * 12.50"),
        read(
            "german-shop",
            "bestellungen_2025.csv",
            "transaction_id",
            "customer_id",
            "transaction_date",
            "num_items",
            "total_amount",
            "discount_applied",
            "payment_method"));
  }

  /**
   * 1736078400 is 2025-01-05T12:00Z, 1736164799 the second before the same hour of the next day.
   */
  @Test
  void stripesChargesAreCentsAtSecondsSince1970() throws Exception {
    assertEquals(
        List.of(
            "CURRENCY EUR",
            "FILTERED 2",
            "ch_1 cus_A 2025-01-05 19.9900",
            "ch_2 cus_B 2025-01-06 5.0000",
            "line 6 not_whole_parts 12.34",
            "line 7 not_a_date 1736164800000"),
        read(
            "stripe-charges",
            "charges_2025_01.csv",
            "transaction_id",
            "customer_id",
            "transaction_date",
            "total_amount"));
  }

  @Test
  void stripesChargesMayBeLinesOfJson() throws Exception {
    assertEquals(
        List.of(
            "CURRENCY EUR",
            "FILTERED 1",
            "ch_7 cus_A 2025-02-01 10.0000",
            "line 3 not_whole_parts 5.00"),
        read(
            "stripe-charges",
            "charges_2025_02.jsonl",
            "transaction_id",
            "customer_id",
            "transaction_date",
            "total_amount"));
  }
}

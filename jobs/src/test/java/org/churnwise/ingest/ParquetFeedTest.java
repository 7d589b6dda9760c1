package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.Contract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFeedTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message sales {
            required int64 order;
            optional group client { optional binary id (STRING); }
            optional int64 at (TIMESTAMP(MILLIS,true));
            optional int32 day (DATE);
            optional int64 cents (DECIMAL(10,2));
            optional double amount;
            repeated binary tags (STRING);
            optional int64 many (INTEGER(64,false));
            optional binary bytes;
            optional fixed_len_byte_array(16) key (UUID);
          }
          """);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("sales.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(SCHEMA)
            .withConf(new Configuration())
            .build()) {
      writer.write(row(1, "00042", "2024-01-05T23:30:00Z", 123_450));
      writer.write(row(2, null, "2024-01-05T12:00:00Z", -1));
    }
  }

  private static Group row(long order, String client, String at, long cents) {
    Group row = new SimpleGroup(SCHEMA);
    row.add("order", order);
    Group of = row.addGroup("client");
    if (client != null) {
      of.add("id", Binary.fromString(client));
    }
    Instant instant = Instant.parse(at);
    row.add("at", instant.toEpochMilli());
    row.add("day", (int) LocalDate.of(2024, 1, 5).toEpochDay());
    row.add("cents", cents);
    row.add("amount", 1.234);
    row.add("tags", Binary.fromString("x"));
    row.add("many", -1L);
    row.add("bytes", Binary.fromConstantByteArray(new byte[] {(byte) 0xFF, 'x'}));
    row.add("key", Binary.fromConstantByteArray(new byte[16]));
    return row;
  }

  private List<Row> read(String day, String amount) throws IOException {
    Path conf =
        Files.writeString(
            folder.resolve("c.conf"),
            """
            time-zone = Europe/Berlin
            feeds.sales {
              files = [ { name = "sales.*" } ]
              format = parquet
              columns {
                transaction_id { from = order }
                customer_id { from = client.id }
                transaction_date { from = %s }
                total_amount { from = %s }
              }
            }
            """
                .formatted(day, amount));
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    Configuration hadoop = new Configuration();
    FileTask task =
        new FileTask(
            1,
            path.toString(),
            "sales.parquet",
            null,
            FileDiscovery.content(FileSystem.getLocal(hadoop), path),
            LocalDate.of(2025, 12, 31),
            null,
            Contract.load(conf.toString()).feed("sales").orElseThrow());
    List<Row> rows = new ArrayList<>();
    FileReading.rowsOf(task, hadoop).forEachRemaining(rows::add);
    return rows;
  }

  private static Object value(Row row, String column) {
    return row.get(LandingRows.place(column));
  }

  @Test
  void valuesAreReadByTheirTypes() throws IOException {
    List<Row> rows = read("at", "cents");
    assertEquals("1", value(rows.get(0), "transaction_id"));
    assertEquals("00042", value(rows.get(0), "customer_id"));
    assertEquals("2024-01-06", value(rows.get(0), "transaction_date"));
    assertEquals(new BigDecimal("1234.5000"), value(rows.get(0), "total_amount"));
    assertEquals("missing_value", value(rows.get(1), "rule"));
    assertEquals(2L, value(rows.get(1), "line_number"));
    List<Row> others = read("day", "amount");
    assertEquals("2024-01-05", value(others.get(0), "transaction_date"));
    assertEquals(new BigDecimal("1.2340"), value(others.get(0), "total_amount"));
  }

  @Test
  void bytesAreNoTextAndUnsignedNumbersNotNegative() throws IOException {
    assertEquals("18446744073709551615", value(read("day", "many").get(0), "value"));
    assertEquals("not_one_value", value(read("day", "bytes").get(0), "rule"));
    String key = "00000000-0000-0000-0000-000000000000";
    assertEquals(key, value(read("day", "key").get(0), "value"));
  }

  @Test
  void aFieldThatIsMissingOrAListIsNoValue() throws IOException {
    assertEquals(
        "field total not found; its fields are [order, client, at, day, cents, amount, tags, many, bytes, key]; correct the file, or its contract",
        value(read("day", "total").get(0), "value"));
    assertEquals("not_one_value", value(read("day", "tags").get(0), "rule"));
  }

  @Test
  void aFileThatIsNoParquetIsRefused() throws IOException {
    Files.writeString(file, "order,client\n1,C\n");
    String reason = (String) value(read("day", "amount").get(0), "value");
    assertTrue(
        reason.startsWith("cannot be read: it is not a Parquet file, or was cut off"), reason);
  }

  @Test
  void aFieldThatStandsTwiceIsRefused() throws IOException {
    MessageType twice =
        MessageTypeParser.parseMessageType(
            """
            message sales {
              required int64 order;
              required group client { required int32 id; required int32 id; }
              required int32 day (DATE);
              required double amount;
            }
            """);
    Files.delete(file);
    ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
        .withType(twice)
        .withConf(new Configuration())
        .build()
        .close();
    assertEquals(
        "field client.id stands twice; rename one of them in the file",
        value(read("day", "amount").get(0), "value"));
  }
}

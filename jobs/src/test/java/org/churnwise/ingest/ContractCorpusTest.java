package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each key of a contract on small inputs, good and refused: {@code contract_corpus.txt}, whose top
 * explains its form.
 */
class ContractCorpusTest {
  private static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);
  private static final int FEWEST_INPUTS = 60;

  private static final String CONTRACT =
      """
      feeds.sales {
        files = [ { name = "f.*" } ]
        header = true
        columns {
          transaction_id { from = order }
          customer_id { from = client }
          transaction_date { from = day }
          total_amount { from = amount }
        }
      }
      """;

  @TempDir Path folder;

  /** One input: keys of its contract, the text of its file, and what becomes of it. */
  record Example(String name, String keys, String input, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Example> examples() throws IOException {
    try (InputStream in = ContractCorpusTest.class.getResourceAsStream("contract_corpus.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^=== "))
          .skip(1)
          .map(ContractCorpusTest::example)
          .toList();
    }
  }

  private static Example example(String text) {
    String[] parts = text.split("(?m)^---\n", -1);
    String[] head = parts[0].split("\n", 2);
    return new Example(head[0], head[1], parts[1], parts[2].strip());
  }

  @Test
  void theCorpusIsThere() throws IOException {
    assertTrue(examples().size() >= FEWEST_INPUTS, () -> "the corpus has lost its examples");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anInputBecomesWhatItsContractSays(Example example) throws IOException {
    assertEquals(example.expected(), outcome(example));
  }

  private String outcome(Example example) throws IOException {
    Path conf = folder.resolve("own.conf");
    Files.writeString(conf, CONTRACT + example.keys());
    try {
      Contract contract = Contract.load(conf.toString());
      return rows(read(example, contract.feed("sales").orElseThrow()), columns(example));
    } catch (ChurnException e) {
      return "contract refused: " + e.getMessage().replaceAll("^.*own\\.conf: [0-9,-]+: ", "");
    }
  }

  private static List<String> columns(Example example) {
    String first = example.expected().lines().findFirst().orElse("");
    return first.contains(":") ? List.of() : Arrays.stream(first.split(" \\| ")).toList();
  }

  private List<Row> read(Example example, FeedContract contract) throws IOException {
    Path file = folder.resolve(extension(example));
    Files.write(file, bytes(example));
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    Configuration hadoop = new Configuration();
    StoredBytes.Content content = FileDiscovery.content(FileSystem.getLocal(hadoop), path);
    FileTask task =
        new FileTask(1, path.toString(), extension(example), null, content, AS_OF, null, contract);
    List<Row> rows = new ArrayList<>();
    // as it comes to the task that reads the file
    FileReading.rowsOf(SerializationUtils.clone(task), hadoop).forEachRemaining(rows::add);
    return rows;
  }

  private static String extension(Example example) {
    return example.name().startsWith("json") ? "f.jsonl" : "f.csv";
  }

  /** The text in the charset that the name of the example ends with; \xNN is one byte. */
  private static byte[] bytes(Example example) {
    String name = example.name();
    Charset charset =
        name.matches(".* in UTF-16.*")
            ? Charset.forName(name.substring(name.lastIndexOf(' ') + 1))
            : StandardCharsets.UTF_8;
    String text = example.input();
    var bytes = new java.io.ByteArrayOutputStream();
    int from = 0;
    for (int at = text.indexOf("\\x"); at >= 0; at = text.indexOf("\\x", from)) {
      bytes.writeBytes(text.substring(from, at).getBytes(charset));
      bytes.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
      from = at + 4;
    }
    bytes.writeBytes(text.substring(from).getBytes(charset));
    return bytes.toByteArray();
  }

  private static String rows(List<Row> rows, List<String> columns) {
    List<String> refused =
        rows.stream()
            .filter(row -> value(row, "outcome").equals("REFUSED"))
            .map(row -> "file refused: " + value(row, "value"))
            .toList();
    if (!refused.isEmpty()) {
      return String.join("\n", refused);
    }
    List<String> lines = new ArrayList<>();
    if (rows.stream().anyMatch(row -> value(row, "outcome").equals("GOOD"))) {
      lines.add(String.join(" | ", columns));
    }
    rows.stream().flatMap(row -> line(row, columns).stream()).forEach(lines::add);
    return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  private static List<String> line(Row row, List<String> columns) {
    return switch ((String) value(row, "outcome")) {
      case "GOOD" ->
          List.of(
              columns.stream()
                  .map(column -> shown(value(row, column)))
                  .collect(Collectors.joining(" | ")));
      case "BAD" ->
          List.of(
              "line %s: %s %s %s"
                  .formatted(
                      value(row, "line_number"),
                      value(row, "rule"),
                      value(row, "column_name"),
                      value(row, "value")));
      case "FILTERED" ->
          value(row, "record_count").equals(0L)
              ? List.of()
              : List.of("dropped: " + value(row, "record_count"));
      case "CURRENCY" ->
          List.of("line %s: currency %s".formatted(value(row, "line_number"), value(row, "value")));
      default -> throw new IllegalStateException("no outcome of a record");
    };
  }

  private static String shown(Object value) {
    return value instanceof java.math.BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private static Object value(Row row, String column) {
    return row.get(LandingRows.place(column));
  }
}

package org.churnwise.ingest.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.csv.DecodedText;
import org.churnwise.ingest.csv.RecordSource;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.typed.JsonRecords;
import org.churnwise.ingest.typed.ParquetRecords;
import org.churnwise.run.Json;

/** The fields of JSON by line and of Parquet as columns; those of fields are {@code a.b}. */
final class TypedColumns {
  private TypedColumns() {}

  /** The fields with single values in the first lines of a text. */
  static List<SampleColumn> ofJson(Path file, byte[] text) throws IOException {
    Set<String> fields = new LinkedHashSet<>();
    new String(text, StandardCharsets.UTF_8)
        .lines()
        .limit(FileSample.MOST_RECORDS)
        .forEach(line -> collect("", object(line), fields));
    if (fields.isEmpty()) {
      throw ChurnException.dataRefused(
          "file %s is no JSON by line: no line is an object; write each object on a line of its own"
              .formatted(file));
    }
    List<String> names = List.copyOf(fields);
    try (RecordSource records =
        new JsonRecords(DecodedText.lines(new ByteArrayInputStream(text), "UTF-8"), names)) {
      return columns(names, records);
    }
  }

  /** A line that is no object has no fields; {@code contract check} names it. */
  private static JsonNode object(String line) {
    try {
      return Json.mapper().readTree(line);
    } catch (JsonProcessingException e) {
      return NullNode.getInstance();
    }
  }

  private static void collect(String path, JsonNode object, Set<String> fields) {
    object
        .fields()
        .forEachRemaining(
            field -> {
              String name = path + field.getKey();
              if (field.getValue().isObject()) {
                collect(name + ".", field.getValue(), fields);
              } else if (!field.getValue().isArray()) {
                fields.add(name);
              }
            });
  }

  /** The columns with single values of a Parquet file. */
  static List<SampleColumn> ofParquet(Path file) throws IOException {
    var path = new org.apache.hadoop.fs.Path(file.toAbsolutePath().toUri());
    Configuration hadoop = new Configuration();
    List<String> names = ParquetRecords.fields(path, hadoop);
    try (RecordSource records = new ParquetRecords(path, hadoop, names)) {
      return columns(names, records);
    }
  }

  private static List<SampleColumn> columns(List<String> names, RecordSource records)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (TextRecord record = records.next();
        record != null && rows.size() < FileSample.MOST_RECORDS;
        record = records.next()) {
      if (record.flaw() == TextRecord.Flaw.NONE) {
        rows.add(record.values().stream().map(value -> Objects.toString(value, "")).toList());
      }
    }
    List<SampleColumn> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      columns.add(
          new SampleColumn(names.get(i), i + 1, rows.stream().map(row -> row.get(place)).toList()));
    }
    return columns;
  }
}

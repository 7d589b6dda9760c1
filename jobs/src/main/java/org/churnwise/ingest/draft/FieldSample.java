package org.churnwise.ingest.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.FileFormat.Layout;
import org.churnwise.ingest.csv.DecodedText;
import org.churnwise.ingest.csv.RecordSource;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.typed.JsonRecords;
import org.churnwise.ingest.typed.ParquetRecords;

/** Samples of files whose records have fields. */
final class FieldSample {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FieldSample() {}

  static FileSample ofJson(Path file, byte[] start, String charset) throws IOException {
    Set<String> fields = new LinkedHashSet<>();
    new String(start, Charset.forName(charset))
        .lines()
        .limit(FileSample.MOST_RECORDS)
        .forEach(line -> addFields(line, fields));
    if (fields.isEmpty()) {
      throw ChurnException.dataRefused(
          "no line of file %s is an object of JSON; write one per line: jq -c .".formatted(file));
    }
    List<String> names = List.copyOf(fields);
    try (RecordSource records =
        new JsonRecords(DecodedText.lines(new ByteArrayInputStream(start), charset), names)) {
      return sample(file, Layout.JSON_LINES, charset, names, records);
    }
  }

  static FileSample ofParquet(Path file) throws IOException {
    var path = new org.apache.hadoop.fs.Path(file.toAbsolutePath().toUri());
    Configuration hadoop = new Configuration();
    List<String> names = ParquetRecords.fields(path, hadoop);
    try (RecordSource records = new ParquetRecords(path, hadoop, names)) {
      return sample(file, Layout.PARQUET, "UTF-8", names, records);
    }
  }

  private static void addFields(String line, Set<String> fields) {
    try {
      addFields("", JSON.readTree(line), fields);
    } catch (JsonProcessingException e) {
      // a line that is no JSON shows no fields
    }
  }

  private static void addFields(String path, JsonNode node, Set<String> fields) {
    node.fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              if (value.isObject()) {
                addFields(path + field.getKey() + ".", value, fields);
              } else if (value.isValueNode() && !value.isNull()) {
                fields.add(path + field.getKey());
              }
            });
  }

  private static FileSample sample(
      Path file, Layout layout, String charset, List<String> names, RecordSource records)
      throws IOException {
    List<TextRecord> read = new ArrayList<>();
    TextRecord record = records.next();
    while (record != null && read.size() < FileSample.MOST_RECORDS) {
      if (record.flaw() == TextRecord.Flaw.NONE) {
        read.add(record);
      }
      record = records.next();
    }
    if (read.isEmpty()) {
      throw ChurnException.dataRefused(
          "file %s has no records; a contract is drafted from what records show".formatted(file));
    }
    List<SampleColumn> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      List<String> values =
          read.stream()
              .map(row -> Objects.requireNonNullElse(row.values().get(place), "").strip())
              .toList();
      columns.add(new SampleColumn(names.get(i), true, i + 1, values));
    }
    return new FileSample(file.getFileName().toString(), layout, charset, ',', true, columns);
  }
}

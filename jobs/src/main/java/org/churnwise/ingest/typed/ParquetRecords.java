package org.churnwise.ingest.typed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.churnwise.ingest.csv.RecordSource;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.csv.TextRecord.Flaw;

/** The rows of a Parquet file; their numbers count as lines. */
public final class ParquetRecords implements RecordSource {
  private final ParquetReader<Group> rows;
  private final List<String> fields;
  private final List<String> unknown;
  private long row;

  /**
   * The rows of a file.
   *
   * @param fields whose values are wanted, in order
   * @throws IOException if it cannot be read, or is no Parquet
   */
  public ParquetRecords(Path path, Configuration hadoop, List<String> fields) throws IOException {
    this.fields = List.copyOf(fields);
    Configuration plain = local(hadoop);
    try {
      try (ParquetFileReader file = ParquetFileReader.open(HadoopInputFile.fromPath(path, plain))) {
        MessageType schema = file.getFileMetaData().getSchema();
        unknown = fields.stream().filter(field -> !has(schema, field)).toList();
      }
      rows = ParquetReader.builder(new GroupReadSupport(), path).withConf(plain).build();
    } catch (RuntimeException e) {
      throw new IOException("it is no Parquet: " + e.getMessage(), e);
    }
  }

  /** The names of the fields of a file that have single values. */
  public static List<String> fields(Path path, Configuration hadoop) throws IOException {
    try (ParquetFileReader file =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, local(hadoop)))) {
      return file.getFileMetaData().getSchema().getPaths().stream()
          .filter(parts -> isSingle(file.getFileMetaData().getSchema(), parts))
          .map(parts -> String.join(".", parts))
          .toList();
    } catch (RuntimeException e) {
      throw new IOException("it is no Parquet: " + e.getMessage(), e);
    }
  }

  private static boolean isSingle(MessageType schema, String[] parts) {
    return IntStream.rangeClosed(1, parts.length)
        .mapToObj(count -> schema.getType(Arrays.copyOf(parts, count)))
        .noneMatch(type -> type.isRepetition(Type.Repetition.REPEATED));
  }

  /** Settings by which a local file counts alone. */
  private static Configuration local(Configuration hadoop) {
    Configuration plain = new Configuration(hadoop);
    // a checksum file beside a local file is stale once another program has written it
    plain.setClass("fs.file.impl", RawLocalFileSystem.class, RawLocalFileSystem.class);
    plain.setBoolean("fs.file.impl.disable.cache", true);
    return plain;
  }

  private static boolean has(GroupType schema, String field) {
    int dot = field.indexOf('.');
    if (schema.containsField(field)) {
      return true;
    }
    return dot > 0
        && schema.containsField(field.substring(0, dot))
        && !schema.getType(field.substring(0, dot)).isPrimitive()
        && has(schema.getType(field.substring(0, dot)).asGroupType(), field.substring(dot + 1));
  }

  /** The wanted fields that the file has not. */
  public List<String> unknown() {
    return unknown;
  }

  @Override
  public TextRecord next() throws IOException {
    Group group;
    try {
      group = rows.read();
    } catch (RuntimeException e) {
      throw new IOException("row " + (row + 1) + " is broken: " + e.getMessage(), e);
    }
    if (group == null) {
      return null;
    }
    row++;
    List<String> values = new ArrayList<>();
    Set<Integer> typed = new HashSet<>();
    StringBuilder raw = new StringBuilder("{");
    for (String field : fields) {
      ParquetValue value = value(group, field);
      if (value == null) {
        return new TextRecord(row, field + " is no single value", List.of(), Flaw.NOT_ONE_VALUE);
      }
      if (value.isTyped()) {
        typed.add(values.size());
      }
      values.add(value.text());
      raw.append(raw.length() > 1 ? ", " : "").append(field).append(": ").append(value.text());
    }
    return new TextRecord(row, raw.append('}').toString(), values, Flaw.NONE, typed);
  }

  /** The value of a field; null if it is no single value. */
  private static ParquetValue value(Group group, String field) {
    int dot = field.indexOf('.');
    String name = group.getType().containsField(field) || dot < 0 ? field : field.substring(0, dot);
    Type type = group.getType().getType(name);
    if (type.isRepetition(Type.Repetition.REPEATED)) {
      return null;
    }
    if (group.getFieldRepetitionCount(name) == 0) {
      return ParquetValue.MISSING;
    }
    if (!name.equals(field)) {
      return value(group.getGroup(name, 0), field.substring(dot + 1));
    }
    return type.isPrimitive() ? ParquetValue.of(group, name, type.asPrimitiveType()) : null;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}

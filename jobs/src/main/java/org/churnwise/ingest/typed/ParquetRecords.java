package org.churnwise.ingest.typed;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.churnwise.ingest.csv.DecodedText;
import org.churnwise.ingest.csv.RecordSource;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.csv.TextRecord.Flaw;
import org.churnwise.run.Json;

/** The rows of a Parquet file; their numbers count as lines. */
public final class ParquetRecords implements RecordSource {
  /** Codecs that need libraries which are not among ours. */
  private static final Set<CompressionCodecName> NOT_READ =
      Set.of(CompressionCodecName.BROTLI, CompressionCodecName.LZO);

  private final ParquetReader<Group> rows;
  private final List<String> fields;
  private long row;

  /**
   * The rows of a file.
   *
   * @param fields whose values are wanted, in order
   * @throws DecodedText.UnsuitableText if it lacks one of them, holds one twice, or is compressed
   *     in a way that is not read
   * @throws IOException if it cannot be read, or is no Parquet
   */
  public ParquetRecords(Path path, Configuration hadoop, List<String> fields) throws IOException {
    this.fields = List.copyOf(fields);
    Configuration plain = local(hadoop);
    ParquetMetadata footer = footer(path, plain);
    requireFields(footer.getFileMetaData().getSchema());
    requireKnownCodecs(footer);
    rows = ParquetReader.builder(new GroupReadSupport(), path).withConf(plain).build();
  }

  private static ParquetMetadata footer(Path path, Configuration plain) throws IOException {
    try (ParquetFileReader file = ParquetFileReader.open(HadoopInputFile.fromPath(path, plain))) {
      return file.getFooter();
    } catch (RuntimeException e) {
      throw new IOException(
          String.valueOf(e.getMessage()).contains("is not a Parquet file")
              ? "it is not a Parquet file, or was cut off: the end of one is missing"
              : "its footer is damaged, or holds a type that is not read, such as 16-bit floating point; write the file again, with another type for such a field",
          e);
    }
  }

  private void requireFields(MessageType schema) throws DecodedText.UnsuitableText {
    for (String field : fields) {
      if (!has(schema, field)) {
        throw new DecodedText.UnsuitableText(
            "field %s not found; its fields are %s; correct the file, or its contract"
                .formatted(field, schema.getFields().stream().map(Type::getName).toList()));
      }
      if (isRepeated(schema, field)) {
        throw new DecodedText.UnsuitableText(
            "field %s stands twice; rename one of them in the file".formatted(field));
      }
    }
  }

  private static void requireKnownCodecs(ParquetMetadata footer) throws DecodedText.UnsuitableText {
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        if (NOT_READ.contains(column.getCodec())) {
          throw new DecodedText.UnsuitableText(
              "is compressed with %s, which is not read; write it with SNAPPY, GZIP, ZSTD or LZ4_RAW"
                  .formatted(column.getCodec()));
        }
      }
    }
  }

  /** The names of the fields of a file that have single values. */
  public static List<String> fields(Path path, Configuration hadoop) throws IOException {
    MessageType schema = footer(path, local(hadoop)).getFileMetaData().getSchema();
    return schema.getPaths().stream()
        .filter(parts -> isSingle(schema, parts))
        .map(parts -> String.join(".", parts))
        .toList();
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

  /** Whether a field, or one that it is in, stands more than once. */
  private static boolean isRepeated(GroupType schema, String field) {
    int dot = field.indexOf('.');
    String name = schema.containsField(field) || dot < 0 ? field : field.substring(0, dot);
    long count = schema.getFields().stream().filter(type -> type.getName().equals(name)).count();
    return count > 1
        || !name.equals(field)
            && isRepeated(schema.getType(name).asGroupType(), field.substring(dot + 1));
  }

  @Override
  public TextRecord next() throws IOException {
    Group group;
    try {
      group = rows.read();
    } catch (IOException | RuntimeException e) {
      throw new IOException("it is damaged from row %d on: %s".formatted(row + 1, reason(e)), e);
    }
    if (group == null) {
      return null;
    }
    row++;
    List<String> values = new ArrayList<>();
    Set<Integer> typed = new HashSet<>();
    ObjectNode raw = Json.mapper().createObjectNode();
    for (String field : fields) {
      ParquetValue value = value(group, field);
      if (value == null) {
        return new TextRecord(row, field + " is no single value", List.of(), Flaw.NOT_ONE_VALUE);
      }
      if (value.isTyped()) {
        typed.add(values.size());
      }
      values.add(value.text());
      KeptFields.put(raw, field, value.text(), value.isTyped());
    }
    return new TextRecord(row, raw.toString(), values, Flaw.NONE, typed);
  }

  /** The cause, without the place that is known and the words around it. */
  private static String reason(Throwable failure) {
    return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
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

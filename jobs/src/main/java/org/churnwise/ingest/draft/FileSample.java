package org.churnwise.ingest.draft;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.DateRules;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.contract.NumberMarks;
import org.churnwise.ingest.csv.DecodedText;
import org.churnwise.ingest.csv.RecordReader;
import org.churnwise.ingest.csv.TextRecord;

/**
 * The beginning of a file: at most {@value #MOST_RECORDS} records of its first MiB.
 *
 * @param name of the file
 * @param layout of its records
 * @param charset that its bytes are text in
 * @param delimiter that gives most records the same number of values
 * @param hasHeader whether the first record names the columns
 * @param columns with their names, or their positions without a header
 */
record FileSample(
    String name,
    FileFormat.Layout layout,
    String charset,
    char delimiter,
    boolean hasHeader,
    List<SampleColumn> columns) {
  static final int MOST_RECORDS = 2_000;

  private static final int MOST_BYTES = 1 << 20;
  private static final int LONGEST_NAME = 80;
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  /** Throws ChurnException with exit code DATA_REFUSED for a file that shows nothing. */
  static FileSample of(Path file) throws IOException {
    byte[] bytes = start(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PAR1")) {
      return FieldSample.ofParquet(file);
    }
    String charset = charset(bytes);
    if (text.matches("(?s)\\s*\\{.*")) {
      return FieldSample.ofJson(file, bytes, charset);
    }
    if (text.matches("(?s)\\s*\\[\\s*[{\\]].*")) {
      throw ChurnException.dataRefused(
          "file %s is one list of JSON; write each of its objects on a line: jq -c '.[]'"
              .formatted(file));
    }
    return delimited(file, bytes, charset);
  }

  private static FileSample delimited(Path file, byte[] bytes, String charset) throws IOException {
    List<List<String>> best = List.of();
    char delimiter = DELIMITERS[0];
    for (char candidate : DELIMITERS) {
      List<List<String>> records = records(bytes, charset, candidate);
      if (evenness(records) > evenness(best)) {
        best = records;
        delimiter = candidate;
      }
    }
    if (best.isEmpty()) {
      best = records(bytes, charset, delimiter);
    }
    boolean header = hasHeader(best);
    if (best.size() <= (header ? 1 : 0)) {
      throw ChurnException.dataRefused(
          "file %s has no records%s; a contract is drafted from what records show"
              .formatted(file, header ? " below its header" : ""));
    }
    return new FileSample(
        file.getFileName().toString(),
        FileFormat.Layout.DELIMITED,
        charset,
        delimiter,
        header,
        columns(best, header));
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream stored = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      int end = bytes.length;
      while (bytes.length == MOST_BYTES && end > 0 && bytes[end - 1] != '\n') {
        end--; // half a line says nothing
      }
      return Arrays.copyOf(bytes, end == 0 ? bytes.length : end);
    }
  }

  private static String charset(byte[] bytes) {
    boolean marked =
        bytes.length > 1
            && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
    if (marked) {
      return "UTF-16";
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return "UTF-8";
    } catch (CharacterCodingException e) {
      return "windows-1252";
    }
  }

  private static List<List<String>> records(byte[] bytes, String charset, char delimiter)
      throws IOException {
    FileFormat format =
        new FileFormat(
            true,
            delimiter,
            '"',
            charset,
            NumberMarks.OF_TYPED_NUMBERS,
            DateRules.of(List.of()),
            Set.of(""),
            0,
            FileFormat.Layout.DELIMITED);
    List<List<String>> records = new ArrayList<>();
    try (RecordReader reader =
        new RecordReader(DecodedText.lines(new ByteArrayInputStream(bytes), charset), format)) {
      TextRecord record = reader.next();
      while (record != null && records.size() < MOST_RECORDS) {
        records.add(record.values().stream().map(String::strip).toList());
        record = reader.next();
      }
    }
    return records;
  }

  /** The share of records as wide as the first, if it has several values; wider ones count more. */
  private static double evenness(List<List<String>> records) {
    if (records.isEmpty() || records.get(0).size() < 2) {
      return 0;
    }
    int width = records.get(0).size();
    long even = records.stream().filter(record -> record.size() == width).count();
    return (double) even / records.size() + width / 1e6;
  }

  /** Names are neither numbers nor days; one may stand twice, or lack. */
  private static boolean hasHeader(List<List<String>> records) {
    if (records.isEmpty()) {
      return false;
    }
    List<String> first = records.get(0).stream().filter(value -> !value.isEmpty()).toList();
    return 2 * first.size() > records.get(0).size()
        && first.stream()
            .noneMatch(
                value ->
                    value.matches("[^\\p{L}]*[0-9][^\\p{L}]*") || value.length() > LONGEST_NAME);
  }

  private static List<SampleColumn> columns(List<List<String>> records, boolean header) {
    int width = records.isEmpty() ? 0 : records.get(0).size();
    List<List<String>> rows =
        records.stream().skip(header ? 1 : 0).filter(record -> record.size() == width).toList();
    List<SampleColumn> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int place = i;
      String name = header ? records.get(0).get(i) : "";
      boolean named = !name.isEmpty() && Collections.frequency(records.get(0), name) == 1;
      List<String> values = rows.stream().map(row -> row.get(place)).toList();
      columns.add(new SampleColumn(name, named, i + 1, values));
    }
    return columns;
  }
}

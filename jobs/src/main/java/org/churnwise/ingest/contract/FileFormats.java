package org.churnwise.ingest.contract;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads how the text of a feed's files is split into values. */
final class FileFormats {
  private static final String ASCII_MARKS = "\r\n\",;\t|0aA";
  private static final Set<String> UTF_16 = Set.of("UTF-16", "UTF-16LE", "UTF-16BE");
  private static final String THOUSANDS = ".,' \u00A0\u202F\u2019";

  private FileFormats() {}

  /** The format of a feed's files in the shop's time zone. */
  static FileFormat read(
      ContractSection feed,
      List<FilePattern> files,
      ZoneId zone,
      NumberMarks numbers,
      List<ColumnRef> references) {
    FileFormat.Layout layout = layout(feed);
    boolean named = files.stream().allMatch(file -> hasNames(layout, file));
    boolean header = feed.flag("header") || named;
    char delimiter = feed.character("delimiter", ',', '\0');
    char quote = feed.character("quote", '"', FileFormat.NO_QUOTE);
    if (delimiter == '\0' || delimiter == quote || delimiter == '\n' || delimiter == '\r') {
      throw feed.refused("'delimiter' must be one character other than the quote and line ends");
    }
    return new FileFormat(
        header,
        delimiter,
        quote,
        charset(feed),
        numbers,
        dates(feed, zone),
        Set.copyOf(feed.texts("missing", List.of(""))),
        columnCount(feed, header, references),
        layout);
  }

  /** The format of the rows of a table: values with names and types, as those of Parquet. */
  static FileFormat ofTable(ContractSection feed, ZoneId zone, NumberMarks numbers) {
    return new FileFormat(
        true,
        ',',
        '"',
        "UTF-8",
        numbers,
        dates(feed, zone),
        Set.copyOf(feed.texts("missing", List.of(""))),
        0,
        FileFormat.Layout.PARQUET);
  }

  /** Whether all files of a pattern name the values of their records, as JSON and Parquet do. */
  private static boolean hasNames(FileFormat.Layout layout, FilePattern files) {
    return NameEndings.of(files.name()).stream()
        .allMatch(ending -> layout.of(ending) != FileFormat.Layout.DELIMITED);
  }

  private static FileFormat.Layout layout(ContractSection feed) {
    return switch (feed.text("format", "")) {
      case "" -> FileFormat.Layout.BY_NAME;
      case "csv" -> FileFormat.Layout.DELIMITED;
      case "json" -> FileFormat.Layout.JSON_LINES;
      case "parquet" -> FileFormat.Layout.PARQUET;
      default ->
          throw feed.refused(
              "'format' = '%s' must be csv, json or parquet".formatted(feed.text("format")));
    };
  }

  /** How numbers are written. */
  static NumberMarks numbers(ContractSection feed) {
    char delimiter = feed.character("delimiter", ',', '\0');
    char quote = feed.character("quote", '"', FileFormat.NO_QUOTE);
    char decimal = feed.character("decimal-mark", '.', NumberMarks.NONE);
    char thousands = feed.character("thousands-mark", NumberMarks.NONE, NumberMarks.NONE);
    if (decimal != '.' && decimal != ',') {
      throw feed.refused("'decimal-mark' must be \".\" or \",\"");
    }
    boolean known = thousands == NumberMarks.NONE || THOUSANDS.indexOf(thousands) >= 0;
    if (!known || thousands == decimal) {
      throw feed.refused(
          "'thousands-mark' must be one of . , ' and space, and other than 'decimal-mark'");
    }
    boolean unquoted = quote == FileFormat.NO_QUOTE;
    if (unquoted && (decimal == delimiter || thousands == delimiter)) {
      throw feed.refused("a mark of numbers is the delimiter, and there are no quotes");
    }
    boolean declared = feed.has("decimal-mark") || feed.has("thousands-mark");
    return new NumberMarks(decimal, declared, thousands, currencySign(feed));
  }

  private static String currencySign(ContractSection feed) {
    String sign = feed.text("currency-sign", "").strip();
    if (feed.has("currency-sign") && !sign.matches("[^0-9.,'+()-]+")) {
      throw feed.refused(
          "'currency-sign' = '%s' must be the one sign of the file's money, as $ or EUR"
              .formatted(feed.text("currency-sign")));
    }
    return sign;
  }

  private static int pivotYear(ContractSection feed) {
    String year = feed.text("pivot-year");
    if (!year.matches("[1-9][0-9]{3}")) {
      throw feed.refused(
          "'pivot-year' = %s must be a year of four digits, as 1970".formatted(year));
    }
    return Integer.parseInt(year);
  }

  private static DateRules dates(ContractSection feed, ZoneId zone) {
    List<String> formats = feed.texts("date-formats", List.of("yyyy-MM-dd"));
    Integer pivot = feed.has("pivot-year") ? pivotYear(feed) : null;
    ZoneId timesIn = feed.zone("times-in", zone);
    DateRules rules = new DateRules(formats, pivot, zone, timesIn);
    for (String format : formats) {
      try {
        new DateTexts(new DateRules(List.of(format), pivot, zone, timesIn));
      } catch (IllegalArgumentException e) {
        throw feed.refused("date format '" + format + "': " + e.getMessage());
      }
    }
    return rules;
  }

  private static String charset(ContractSection feed) {
    if (feed.has("charset") && feed.has("encoding")) {
      throw feed.refused("'encoding' is another name of 'charset'; remove one of them");
    }
    String name = feed.text("charset", feed.text("encoding", "UTF-8"));
    try {
      Charset charset = Charset.forName(name);
      byte[] marks = ASCII_MARKS.getBytes(StandardCharsets.US_ASCII);
      boolean ascii = Arrays.equals(marks, ASCII_MARKS.getBytes(charset));
      if (ascii || UTF_16.contains(charset.name())) {
        return charset.name();
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      // the same advice as for a charset that is not a superset of ASCII
    }
    throw feed.refused(
        "charset '"
            + name
            + "' is not supported; convert the files to UTF-8, or choose another one");
  }

  private static int columnCount(ContractSection feed, boolean header, List<ColumnRef> references) {
    if (header) {
      if (feed.has("column-count")) {
        throw feed.refused("'column-count' is only for files without a header");
      }
      return 0;
    }
    int highest = 0;
    for (ColumnRef reference : references) {
      if (!(reference instanceof ColumnRef.Position place)) {
        throw feed.refused(
            "'%s' is a name, but the files have no header; use positions: 1, 2, ..., or say format = json or parquet if they are"
                .formatted(reference));
      }
      highest = Math.max(highest, place.position());
    }
    int count = feed.has("column-count") ? feed.number("column-count").intValue() : highest;
    if (count < highest) {
      throw feed.refused("'column-count' = " + count + " is below the position " + highest);
    }
    return count;
  }
}

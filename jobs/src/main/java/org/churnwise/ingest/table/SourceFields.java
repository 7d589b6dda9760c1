package org.churnwise.ingest.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.ColumnRef;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.ValueSource;
import org.churnwise.warehouse.SourceColumn;
import org.churnwise.warehouse.SourceColumn.Kind;

/** The columns of a table that a contract needs, under the names that our statements give them. */
final class SourceFields {
  /** The type of the values of lines, in DuckDB: texts that need no cast. */
  private static final String LINE_VALUE = "VARCHAR";

  private static final Set<Kind> TYPED =
      Set.of(Kind.WHOLE, Kind.DECIMAL, Kind.DOUBLE, Kind.DAY, Kind.TIME, Kind.INSTANT);

  private final FeedContract contract;
  private final Map<ColumnRef, Field> fields = new LinkedHashMap<>();
  private final Optional<SourceColumn> growing;

  /**
   * Finds the columns by name: as it is written, else in any letter case.
   *
   * @throws ChurnException (data refused) for a column that the table has not, or that holds no
   *     single values
   */
  SourceFields(FeedContract contract, List<SourceColumn> columns) {
    this.contract = contract;
    for (ColumnRef reference : contract.neededColumns()) {
      String name = ((ColumnRef.Named) reference).name();
      SourceColumn column = find(name, columns);
      fields.put(reference, new Field("c" + (fields.size() + 1), name, column));
    }
    this.growing = contract.table().growingColumn().map(name -> find(name, columns));
    growing
        .filter(column -> column.kind() == Kind.TRUTH)
        .ifPresent(
            column -> {
              throw refused("column %s cannot grow: it is a %s", column.name(), column.type());
            });
  }

  /**
   * The values of the lines of a text.
   *
   * @param header the names of its columns, each that the contract names among them; empty without
   */
  SourceFields(FeedContract contract, Header header) {
    this.contract = contract;
    this.growing = Optional.empty();
    for (ColumnRef reference : contract.neededColumns()) {
      String alias = "c" + (reference.indexIn(header.names()) + 1);
      SourceColumn text = new SourceColumn(alias, LINE_VALUE, 0);
      fields.put(reference, new Field(alias, reference.toString(), text));
    }
  }

  private SourceColumn find(String name, List<SourceColumn> columns) {
    List<SourceColumn> found = columns.stream().filter(c -> c.name().equals(name)).toList();
    if (found.isEmpty()) {
      found = columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).toList();
    }
    if (found.size() != 1) {
      throw refused(
          found.isEmpty()
              ? "column %s not found; its columns are %s. Correct the contract, or the table"
              : "column %s is found several times; its columns are %s. Name it as it is written",
          name,
          columns.stream().map(SourceColumn::name).collect(Collectors.joining(", ")));
    }
    SourceColumn column = found.get(0);
    if (column.kind() == Kind.OTHER) {
      throw refused(
          "column %s is a %s, which is no single value; make it one in 'query'",
          column.name(), column.type());
    }
    return column;
  }

  ChurnException refused(String why, Object... values) {
    return ChurnException.dataRefused(
        "feeds.%s, %s: %s; nothing was loaded"
            .formatted(contract.feed(), contract.table(), why.formatted(values)));
  }

  Field of(ColumnRef reference) {
    return fields.get(reference);
  }

  /** The columns for the first select, then the growing one. */
  String selected() {
    List<String> selected = new ArrayList<>();
    fields.values().forEach(field -> selected.add(plain(field.column()) + " as " + field.alias()));
    selected.add(growth() + " as growth");
    return String.join(",\n    ", selected);
  }

  private String growth() {
    if (growing.isEmpty()) {
      return "cast(null as bigint)";
    }
    String column = plain(growing.get());
    return switch (growing.get().kind()) {
      case INSTANT -> "cast(convert_timezone('UTC', %s) as timestamp)".formatted(column);
      // its type holds as many digits of a second as that of the bound that it is compared with
      case TIME -> "cast(%s as timestamp)".formatted(column);
      case TEXT -> "cast(%s as string)".formatted(column);
      default -> column;
    };
  }

  /** DuckDB would compute with a number of 32 bits, and change its digits. */
  private static String plain(SourceColumn column) {
    String quoted = SqlText.quoted(column.name());
    return column.type().equals("FLOAT")
        ? "cast(to_varchar(%s, 'TME') as double)".formatted(quoted)
        : quoted;
  }

  /** The column of days, if it holds days, whatever the place. */
  Optional<String> day(FeedContract contract, Feed feed) {
    return contract.column(feed.day()).source() instanceof ValueSource.From from
            && Set.of(Kind.DAY, Kind.TIME, Kind.INSTANT).contains(of(from.column()).kind())
        ? Optional.of(of(from.column()).alias())
        : Optional.empty();
  }

  /** A value of the growing column from its text. */
  String grown(String text) {
    return "cast(%s as %s)".formatted(SqlText.literal(text), growthType());
  }

  /** No value of the growing column. */
  String nothingGrown() {
    return "cast(null as " + growthType() + ")";
  }

  private String growthType() {
    if (growing.isEmpty()) {
      return "bigint";
    }
    return switch (growing.get().kind()) {
      case WHOLE -> "decimal(38,0)";
      case DECIMAL -> "decimal(38,%d)".formatted(growing.get().scale());
      case DOUBLE -> "double";
      case DAY -> "date";
      case TIME, INSTANT -> "timestamp";
      default -> "string";
    };
  }

  /** The text that a row is kept by in quarantine: as that of a Parquet file. */
  String kept() {
    return fields.values().stream()
        .map(field -> SqlText.literal(key(field.name())) + " || " + field.kept())
        .collect(Collectors.joining(" || ',' ||\n      ", "'{' ||\n      ", " || '}'"));
  }

  private static String key(String name) {
    return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\":";
  }

  /** The names of the columns of a text. */
  record Header(List<String> names) {}

  /**
   * A column.
   *
   * @param alias in our statements
   * @param name in the contract
   */
  record Field(String alias, String name, SourceColumn column) {
    Kind kind() {
      return column.kind();
    }

    boolean isNumber() {
      return kind() == Kind.WHOLE || kind() == Kind.DECIMAL || kind() == Kind.DOUBLE;
    }

    /** Its value as text: numbers with a point, days and times by ISO 8601. */
    String text() {
      return switch (kind()) {
        case TIME -> moment(alias);
        case INSTANT -> moment("convert_timezone('UTC', " + alias + ")") + " || 'Z'";
        case DOUBLE -> ofDouble();
        default -> column.type().equals(LINE_VALUE) ? alias : "cast(" + alias + " as string)";
      };
    }

    /** As that of a Parquet file, as long as it has few digits; warehouses differ in it. */
    private String ofDouble() {
      String near = "iff(abs(%1$s) < 100000000000000, %1$s, null)".formatted(alias);
      String decimal = "cast(%s as decimal(18,4))".formatted(near);
      return """
          case
            when %2$s = floor(%2$s) then cast(cast(%2$s as bigint) as string) || '.0'
            when cast(%3$s as double) = %1$s then regexp_replace(cast(%3$s as string), '0+$', '')
            else to_varchar(%1$s, 'TME') end"""
          .formatted(alias, near, decimal);
    }

    private static String moment(String time) {
      return "cast(cast(%1$s as date) as string) || 'T' || %2$s".formatted(time, clock(time));
    }

    /** The time of day, as 23:59:59. */
    static String clock(String time) {
      return "lpad(cast(hour(%1$s) as string), 2, '0') || ':' || lpad(cast(minute(%1$s) as string), 2, '0') || ':' || lpad(cast(second(%1$s) as string), 2, '0')"
          .formatted(time);
    }

    private String kept() {
      String json =
          TYPED.contains(kind())
              ? "'[\"' || (" + text() + ") || '\"]'"
              : "'\"' || " + escaped(text()) + " || '\"'";
      return "coalesce(" + json + ", 'null')";
    }

    private static String escaped(String text) {
      String escaped = text;
      for (String[] pair :
          new String[][] {
            {SqlText.BACKSLASH, SqlText.BACKSLASH},
            {"'\"'", "'\"'"},
            {"chr(10)", "'n'"},
            {"chr(13)", "'r'"},
            {"chr(9)", "'t'"},
            {"chr(0)", "'u0000'"}
          }) {
        escaped =
            "replace(%s, %s, %s || %s)".formatted(escaped, pair[0], SqlText.BACKSLASH, pair[1]);
      }
      return escaped;
    }
  }
}

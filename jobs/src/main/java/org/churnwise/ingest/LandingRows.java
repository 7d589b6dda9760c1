package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;

/** Creates the rows of one file for {@code landing_rows}. */
final class LandingRows {
  /** An extra column beside those of landing_rows: equal for records of one sale. */
  static final String GROUP_KEY = "group_key";

  /** Another: the values of a line that filters test, then that of the currency. */
  static final String TESTED = "tested";

  private static final Map<String, Integer> PLACES = places();
  private static final int GROUP_PLACE = PLACES.size();
  private static final int TESTED_PLACE = GROUP_PLACE + 1;

  private static final boolean[] DAYS = days();
  private static final int MOST_DAYS = 10_000;

  /** Begins the group of a row that is no line of a sale. */
  private static final String ALONE = "#";

  /** Begins the group of a line of a sale. */
  private static final String LINE = "=";

  private final FileTask task;
  private long made;

  LandingRows(FileTask task) {
    this.task = task;
  }

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    Tables.LANDING_ROWS.columnNames().forEach(name -> places.put(name, places.size()));
    return places;
  }

  private static boolean[] days() {
    boolean[] days = new boolean[GROUP_PLACE];
    for (Column column : Tables.LANDING_ROWS.columns()) {
      days[place(column.name())] = column.type().equals("date");
    }
    return days;
  }

  /** The table's schema, but days as yyyy-MM-dd: a text has no time zone. */
  static StructType schema() {
    StructType schema = new StructType();
    for (Column column : Tables.LANDING_ROWS.columns()) {
      DataType type = column.type().equals("date") ? DataTypes.StringType : column.sparkType();
      schema = schema.add(column.name(), type, column.nullable());
    }
    return schema
        .add(GROUP_KEY, DataTypes.StringType, false)
        .add(TESTED, DataTypes.createArrayType(DataTypes.StringType), true);
  }

  /** The place of a column in {@link #good}'s values. */
  static int place(String column) {
    return PLACES.get(column);
  }

  /** Whether a row is no line of a sale. */
  static boolean isAlone(Row row) {
    return row.isNullAt(TESTED_PLACE);
  }

  /** Whether two lines belong to one sale of one file. */
  static boolean areOfOneSale(Row one, Row other) {
    return !isAlone(other)
        && one.getLong(place("file_number")) == other.getLong(place("file_number"))
        && one.getString(GROUP_PLACE).equals(other.getString(GROUP_PLACE));
  }

  /** What brings the lines of a sale together. */
  static String group(Row row) {
    return row.getString(GROUP_PLACE);
  }

  /** The key of a line's sale. */
  static String saleKey(Row line) {
    return line.getString(GROUP_PLACE).substring(LINE.length());
  }

  /** The values of a line that filters test, then its currency; null where missing. */
  static List<String> tested(Row line) {
    return line.get(TESTED_PLACE) instanceof String[] values
        ? Arrays.asList(values)
        : line.getList(TESTED_PLACE);
  }

  static boolean isGood(Row row) {
    return row.getString(place("outcome")).equals(Outcome.GOOD.name());
  }

  static boolean isBad(Row row) {
    return row.getString(place("outcome")).equals(Outcome.BAD.name());
  }

  /** The values of rows as the driver lands them: days are texts in rows for Spark. */
  static Iterator<Object[]> values(Iterator<Row> rows) {
    Map<String, LocalDate> days = new HashMap<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Object[] next() {
        Row row = rows.next();
        Object[] values = new Object[GROUP_PLACE];
        for (int i = 0; i < GROUP_PLACE; i++) {
          Object value = row.get(i);
          values[i] = value != null && DAYS[i] ? day((String) value, days) : value;
        }
        return values;
      }
    };
  }

  /** A file holds few distinct days. */
  private static LocalDate day(String text, Map<String, LocalDate> known) {
    if (known.size() > MOST_DAYS) {
      known.clear();
    }
    return known.computeIfAbsent(text, LocalDate::parse);
  }

  /** The values of a row, to change them. */
  static Object[] copy(Row row) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }

  /** A row of these values. */
  static Row of(Object[] values) {
    values[TESTED_PLACE] = null;
    return RowFactory.create(values);
  }

  /** An empty array for the values of a good row, see {@link #place}. */
  Object[] values() {
    return new Object[TESTED_PLACE + 1];
  }

  /** A good row with a unique group key. */
  Row good(TextRecord record, Object[] values) {
    return row(values, record, Outcome.GOOD, 1);
  }

  /** A good row that forms one sale with all lines of the same key. */
  Row good(TextRecord record, Object[] values, Line line) {
    fill(values, record.lineNumber(), record.raw(), Outcome.GOOD, 1);
    return of(line, values);
  }

  /**
   * One reason why a record is bad.
   *
   * @param records 1 for the first reason of a record, else 0
   */
  Row bad(TextRecord record, Problem problem, long records) {
    return bad(record, problem, records, null);
  }

  /** The same for a line of a sale; null for a record that belongs to none. */
  Row bad(TextRecord record, Problem problem, long records, Line line) {
    Object[] values = values();
    values[place("rule")] = problem.rule();
    values[place("column_name")] = problem.column();
    values[place("value")] = problem.value();
    values[place("due_on")] = problem.dueOn() == null ? null : problem.dueOn().toString();
    fill(values, record.lineNumber(), record.raw(), Outcome.BAD, records);
    return of(line, values);
  }

  /** A bad row with whose it is, where its text says so. */
  static Row of(Optional<String> customer, Row bad) {
    Object[] values = copy(bad);
    values[place("customer_id")] = customer.orElse(null);
    return RowFactory.create(values);
  }

  /** Counts records that were left out. */
  Row filtered(long records) {
    return row(values(), wholeFile(), Outcome.FILTERED, records);
  }

  /** The same with the text of the file's first line, where it names the columns; else empty. */
  Row filtered(long records, String header) {
    TextRecord first = new TextRecord(0, header, List.of(), TextRecord.Flaw.NONE);
    return row(values(), first, Outcome.FILTERED, records);
  }

  /** Says that a record is left out; {@link #filtered(long)} counts it. */
  Row dropped(long line) {
    TextRecord record = new TextRecord(line, "", List.of(), TextRecord.Flaw.NONE);
    return row(values(), record, Outcome.FILTERED, 0);
  }

  /** Says that a file holds money of a currency, on this line for the first time. */
  Row currency(String name, long line) {
    Object[] values = values();
    values[place("value")] = name;
    TextRecord first = new TextRecord(line, "", List.of(), TextRecord.Flaw.NONE);
    return row(values, first, Outcome.CURRENCY, 0);
  }

  /**
   * Counts records of customers who were erased.
   *
   * @param of any of them
   * @param day one that the file covers; null without
   */
  static Row forgotten(Row of, long records, LocalDate day) {
    Object[] values = new Object[of.size()];
    for (String kept : List.of("file_number", "file_name", "feed")) {
      values[place(kept)] = of.get(place(kept));
    }
    values[place("line_number")] = 0L;
    values[place("outcome")] = Outcome.FORGOTTEN.name();
    values[place("record_count")] = records;
    values[place("raw_row")] = "";
    values[place("transaction_date")] = day == null ? null : day.toString();
    values[GROUP_PLACE] = ALONE;
    return RowFactory.create(values);
  }

  /** The whole file is unusable. */
  Row refused(String reason) {
    Object[] values = values();
    values[place("value")] = reason;
    return row(values, wholeFile(), Outcome.REFUSED, 0);
  }

  private static TextRecord wholeFile() {
    return new TextRecord(0, "", List.of(), TextRecord.Flaw.NONE);
  }

  private Row row(Object[] values, TextRecord record, Outcome outcome, long records) {
    fill(values, record.lineNumber(), record.raw(), outcome, records);
    return of(null, values);
  }

  private Row of(Line line, Object[] values) {
    values[GROUP_PLACE] = line == null ? ALONE + made : LINE + line.key();
    values[TESTED_PLACE] = line == null ? null : line.tested().toArray(String[]::new);
    return RowFactory.create(values);
  }

  private void fill(Object[] values, long line, String raw, Outcome outcome, long records) {
    made++;
    values[place("file_number")] = task.number();
    values[place("file_name")] = task.name();
    values[place("feed")] = task.contract().feed();
    values[place("line_number")] = line;
    values[place("outcome")] = outcome.name();
    values[place("record_count")] = records;
    values[place("raw_row")] = raw;
  }

  enum Outcome {
    GOOD,
    BAD,
    FILTERED,
    CURRENCY,
    FORGOTTEN,
    REFUSED
  }

  /**
   * What ties a line to its sale.
   *
   * @param key equal for the lines of a sale
   * @param tested what the filters and the check of currencies look at; null where missing
   */
  record Line(String key, List<String> tested) {}
}

package org.churnwise.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final Map<String, Integer> PLACES = places();
  private static final int GROUP_PLACE = PLACES.size();

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

  /** The table's schema, but days as yyyy-MM-dd: a text has no time zone. */
  static StructType schema() {
    StructType schema = new StructType();
    for (Column column : Tables.LANDING_ROWS.columns()) {
      DataType type = column.type().equals("date") ? DataTypes.StringType : column.sparkType();
      schema = schema.add(column.name(), type, column.nullable());
    }
    return schema.add(GROUP_KEY, DataTypes.StringType, false);
  }

  /** The place of a column in {@link #good}'s values. */
  static int place(String column) {
    return PLACES.get(column);
  }

  /** An empty array for the values of a good row, see {@link #place}. */
  Object[] values() {
    return new Object[GROUP_PLACE + 1];
  }

  /** A good row with a unique group key. */
  Row good(TextRecord record, Object[] values) {
    return row(values, record, Outcome.GOOD, 1);
  }

  /** A good row that forms one sale with all rows of the same key. */
  Row good(TextRecord record, Object[] values, String groupKey) {
    fill(values, record.lineNumber(), record.raw(), Outcome.GOOD, 1);
    values[GROUP_PLACE] = groupKey;
    return RowFactory.create(values);
  }

  /**
   * One reason why a record is bad.
   *
   * @param records 1 for the first reason of a record, else 0
   */
  Row bad(TextRecord record, Problem problem, long records) {
    Object[] values = values();
    values[place("rule")] = problem.rule();
    values[place("column_name")] = problem.column();
    values[place("value")] = problem.value();
    return row(values, record, Outcome.BAD, records);
  }

  /** Counts the records that were left out. */
  Row filtered(long records) {
    return row(values(), wholeFile(), Outcome.FILTERED, records);
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
    values[GROUP_PLACE] = "#" + made;
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
    REFUSED
  }
}

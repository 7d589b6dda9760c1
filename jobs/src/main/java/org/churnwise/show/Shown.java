package org.churnwise.show;

import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.churnwise.cli.Console;

/**
 * A column of a table that a person looks at.
 *
 * @param name of the column in the view
 * @param heading of the column in the table
 */
record Shown(String name, String heading, Form form) {
  /** How its values are printed. */
  enum Form {
    /** Texts, days, truth values. */
    TEXT,
    /** A whole number of things, with thousands separators. */
    COUNT,
    /** With one decimal. */
    TENTHS,
    /** With two decimals. */
    HUNDREDTHS,
    /** With three decimals. */
    THOUSANDTHS,
    /** Bytes, in the unit that fits. */
    BYTES,
    /** A share in [0, 1] as a percentage. */
    SHARE,
    /** A moment in UTC, to the minute. */
    MINUTE,
    /** A longer text under the row; nothing there without a value. */
    BELOW
  }

  /** What stands in a cell without a value. */
  static final String NOTHING = "-";

  static Shown text(String name, String heading) {
    return new Shown(name, heading, Form.TEXT);
  }

  static Shown count(String name, String heading) {
    return new Shown(name, heading, Form.COUNT);
  }

  static Shown thousandths(String name, String heading) {
    return new Shown(name, heading, Form.THOUSANDTHS);
  }

  static Shown minute(String name, String heading) {
    return new Shown(name, heading, Form.MINUTE);
  }

  static Shown below(String name) {
    return new Shown(name, name, Form.BELOW);
  }

  /** A value of the column as it is printed. */
  String cell(Object value) {
    if (value == null) {
      return form == Form.BELOW ? "" : NOTHING;
    }
    return switch (form) {
      case COUNT -> Console.count(((Number) value).longValue());
      case TENTHS -> decimals(value, 1);
      case HUNDREDTHS -> decimals(value, 2);
      case THOUSANDTHS -> decimals(value, 3);
      case BYTES -> Console.bytes(((Number) value).longValue());
      case SHARE -> Console.number(((Number) value).doubleValue() * 100, 1) + "%";
      case MINUTE -> minute(value);
      case TEXT, BELOW -> value.toString();
    };
  }

  private static String decimals(Object value, int digits) {
    double number = ((Number) value).doubleValue();
    return Console.withoutMinusOfZero(String.format(Locale.ROOT, "%,." + digits + "f", number));
  }

  private static String minute(Object value) {
    LocalDateTime time =
        value instanceof Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) value;
    return time.truncatedTo(ChronoUnit.MINUTES).toString().replace('T', ' ');
  }
}

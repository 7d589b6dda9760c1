package org.churnwise.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.churnwise.cli.Console;
import org.churnwise.warehouse.ResultRow;

/** Numbers and times as a person reads them; the same on every machine. */
final class ReportFormat {
  /** Where there is no value. */
  static final String NONE = "–";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ReportFormat() {}

  static String decimal(double value, int digits) {
    return Console.number(value, digits);
  }

  static String decimal(OptionalDouble value) {
    return value.isPresent() ? decimal(value.getAsDouble(), 3) : NONE;
  }

  static String decimal(ResultRow row, String column) {
    return decimal(row.optionalDouble(column));
  }

  /** Null where there is no value. */
  static Double value(ResultRow row, String column) {
    OptionalDouble value = row.optionalDouble(column);
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** One value a row, null where there is none. */
  static List<Double> values(List<ResultRow> rows, String column) {
    List<Double> values = new ArrayList<>();
    rows.forEach(row -> values.add(value(row, column)));
    return values;
  }

  /** Value and interval of a metric, such as {@code 0.894 [0.888, 0.900]}, or why there is none. */
  static String metric(ResultRow row) {
    OptionalDouble value = row.optionalDouble("value");
    return value.isEmpty() ? row.string("status") : decimal(value) + interval(row);
  }

  /** The interval with a blank before it; empty where there is none. */
  static String interval(ResultRow row) {
    OptionalDouble low = row.optionalDouble("low");
    OptionalDouble high = row.optionalDouble("high");
    return low.isEmpty() || high.isEmpty()
        ? ""
        : " [%s, %s]".formatted(decimal(low), decimal(high));
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String count(long number, String thing) {
    return count(number) + " " + (number == 1 ? thing : thing + "s");
  }

  static String count(ResultRow row, String column) {
    OptionalDouble value = row.optionalDouble(column);
    return value.isPresent() ? count(Math.round(value.getAsDouble())) : NONE;
  }

  static String bytes(ResultRow row, String column) {
    OptionalDouble value = row.optionalDouble(column);
    return value.isPresent() ? Console.bytes(Math.round(value.getAsDouble())) : NONE;
  }

  static String percent(double share) {
    return decimal(share * 100, 0) + " %";
  }

  static String usd(double amount) {
    return (amount < 0 ? "−" : "") + String.format(Locale.ROOT, "%,.0f USD", Math.abs(amount));
  }

  static String seconds(double seconds) {
    return decimal(seconds, 1) + " s";
  }

  /** A moment to the minute, in UTC. */
  static String minute(Instant moment) {
    return MINUTE.format(moment);
  }

  static String text(ResultRow row, String column) {
    return row.optionalString(column).orElse(NONE);
  }

  /** Names in a sentence: the first ones, and how many more. */
  static String names(List<String> names, int most) {
    if (names.size() <= most) {
      int last = names.size() - 1;
      return last < 1
          ? String.join("", names)
          : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
    return String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
  }
}

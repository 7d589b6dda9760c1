package org.churnwise.ingest;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * The value of one column of one row, or the rules that it breaks.
 *
 * @param value of the Java type of the column; days as yyyy-MM-dd; null for no value
 * @param brokenRules none for a good value
 * @param dueOn the first day that is not too early for the value; null unless it is too early
 * @param time of day of a good day, as HH:mm:ss.SSS; null where the file has none
 */
record ParsedValue(Object value, List<String> brokenRules, LocalDate dueOn, String time) {
  static final ParsedValue MISSING = good(null);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /** No value where there must be one, unless another line of the sale has it. */
  static final ParsedValue MISSING_AND_NEEDED = bad("missing_value");

  static ParsedValue good(Object value) {
    return new ParsedValue(value, List.of(), null, null);
  }

  static ParsedValue day(LocalDate day, Optional<LocalTime> time) {
    return new ParsedValue(day.toString(), List.of(), null, time.map(TIME::format).orElse(null));
  }

  /** A bad day. */
  static ParsedValue badDay(List<String> rules, LocalDate dueOn) {
    return new ParsedValue(null, rules, dueOn, null);
  }

  static ParsedValue bad(String... rules) {
    return new ParsedValue(null, List.of(rules), null, null);
  }

  /** Whether there is a value that breaks a rule. */
  boolean isBad() {
    return !brokenRules.isEmpty() && this != MISSING_AND_NEEDED;
  }

  /** Whether there is a bad value, or none where one is needed. */
  boolean isBadOrLacking() {
    return !brokenRules.isEmpty();
  }
}

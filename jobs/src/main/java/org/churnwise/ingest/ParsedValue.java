package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;

/**
 * The value of one column of one row, or the rules that it breaks.
 *
 * @param value of the Java type of the column; days as yyyy-MM-dd; null for no value
 * @param brokenRules none for a good value
 * @param dueOn the first day that is not too early for the value; null unless it is too early
 */
record ParsedValue(Object value, List<String> brokenRules, LocalDate dueOn) {
  static final ParsedValue MISSING = new ParsedValue(null, List.of(), null);

  /** No value where there must be one, unless another line of the sale has it. */
  static final ParsedValue MISSING_AND_NEEDED = bad("missing_value");

  static ParsedValue good(Object value) {
    return new ParsedValue(value, List.of(), null);
  }

  static ParsedValue bad(String... rules) {
    return new ParsedValue(null, List.of(rules), null);
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

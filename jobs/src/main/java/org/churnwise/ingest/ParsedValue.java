package org.churnwise.ingest;

/**
 * The value of one column of one row, or the rule that it breaks.
 *
 * @param value of the Java type of the column; days as yyyy-MM-dd; null for no value
 * @param brokenRule null for a good value
 */
record ParsedValue(Object value, String brokenRule) {
  static final ParsedValue MISSING = new ParsedValue(null, null);

  /** No value where there must be one, unless another line of the sale has it. */
  static final ParsedValue MISSING_AND_NEEDED = new ParsedValue(null, "missing_value");

  static ParsedValue good(Object value) {
    return new ParsedValue(value, null);
  }

  static ParsedValue bad(String rule) {
    return new ParsedValue(null, rule);
  }

  /** Whether there is a value that breaks a rule. */
  boolean isBad() {
    return brokenRule != null && this != MISSING_AND_NEEDED;
  }

  /** Whether there is a bad value, or none where one is needed. */
  boolean isBadOrLacking() {
    return brokenRule != null;
  }
}

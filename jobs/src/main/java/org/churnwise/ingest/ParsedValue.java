package org.churnwise.ingest;

/**
 * The value of one column of one row, or the rule that it breaks.
 *
 * @param value of the Java type of the column; days as yyyy-MM-dd; null for no value
 * @param brokenRule null for a good value
 */
record ParsedValue(Object value, String brokenRule) {
  static final ParsedValue MISSING = new ParsedValue(null, null);

  static ParsedValue good(Object value) {
    return new ParsedValue(value, null);
  }

  static ParsedValue bad(String rule) {
    return new ParsedValue(null, rule);
  }

  boolean isBad() {
    return brokenRule != null;
  }
}

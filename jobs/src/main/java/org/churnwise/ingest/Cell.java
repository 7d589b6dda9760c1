package org.churnwise.ingest;

/**
 * The value of one column of one row, or the rule that it breaks.
 *
 * @param value of the Java type of the column; days as yyyy-MM-dd; null for no value
 * @param brokenRule null for a good value
 */
record Cell(Object value, String brokenRule) {
  static final Cell MISSING = new Cell(null, null);

  static Cell good(Object value) {
    return new Cell(value, null);
  }

  static Cell bad(String rule) {
    return new Cell(null, rule);
  }

  boolean isBad() {
    return brokenRule != null;
  }
}

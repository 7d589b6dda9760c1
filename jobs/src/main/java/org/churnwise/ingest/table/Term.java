package org.churnwise.ingest.table;

/**
 * The value of a column as SQL.
 *
 * @param value null where there is none; anything where it is not good
 * @param isGood whether the value is certainly what the rules in Java make of it; it may be unknown
 */
record Term(String value, String isGood) {}

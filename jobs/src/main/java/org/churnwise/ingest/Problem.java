package org.churnwise.ingest;

/**
 * Why a row is bad.
 *
 * @param rule that it breaks
 * @param column of the table, or null where the whole record is bad
 * @param value that breaks the rule, or null where there is none
 */
record Problem(String rule, String column, String value) {}

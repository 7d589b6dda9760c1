package org.churnwise.ingest;

import java.time.LocalDate;
import org.churnwise.ingest.csv.Characters;

/**
 * Why a row is bad.
 *
 * @param rule that it breaks
 * @param column of the table, or null where the whole record is bad
 * @param value that breaks the rule, or null where there is none
 * @param dueOn the first day that is not too early for the value, or null where the reason is
 *     another
 */
record Problem(String rule, String column, String value, LocalDate dueOn) {
  Problem {
    value = value == null ? null : Characters.escaped(value);
  }

  Problem(String rule, String column, String value) {
    this(rule, column, value, null);
  }
}

package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One quarantined record of a file; of a sale that is folded from several lines and contradicts
 * another one, all of its lines.
 *
 * @param line of its first line in the file, 1-based
 * @param raw its text in the file
 * @param text the text that is judged: raw, or a repaired one
 * @param load number of the load that it was quarantined with
 * @param reasons why it is bad; at least one
 */
public record QuarantinedRecord(
    long line, String raw, String text, long load, List<Reason> reasons) {
  public QuarantinedRecord {
    reasons = List.copyOf(reasons);
  }

  /**
   * Why a record is bad.
   *
   * @param rule that it breaks
   * @param columnName of the table; empty where the whole record is bad
   * @param value that breaks the rule
   * @param dueOn the first day that is not too early for the value
   * @param contractVersion that found it
   * @param runId run that found it
   */
  public record Reason(
      String rule,
      Optional<String> columnName,
      Optional<String> value,
      Optional<LocalDate> dueOn,
      String contractVersion,
      String runId) {
    /** As a person says it: {@code not_a_date in transaction_date 'x'}. */
    String spoken() {
      return rule
          + columnName.map(" in "::concat).orElse("")
          + value.map(" '%s'"::formatted).orElse("");
    }
  }

  /** Why it is bad, as a person says it. */
  String spokenReasons() {
    return reasons.stream().map(Reason::spoken).collect(Collectors.joining("; "));
  }

  /** The same with another text. */
  QuarantinedRecord with(String repaired) {
    return new QuarantinedRecord(line, raw, repaired, load, reasons);
  }

  /** Whether its bytes were no text in the charset of then, so that its text lacks some. */
  boolean isUndecodable() {
    return text.equals(raw)
        && reasons.stream()
            .anyMatch(why -> why.rule().startsWith("not_") && why.columnName().isEmpty())
        && raw.indexOf('\uFFFD') >= 0;
  }
}

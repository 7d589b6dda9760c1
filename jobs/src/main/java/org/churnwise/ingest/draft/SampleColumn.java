package org.churnwise.ingest.draft;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.churnwise.ingest.contract.NumberTexts;

/**
 * A column of a sample.
 *
 * @param name in the header; empty without one
 * @param isNamed whether its name tells it from the other columns
 * @param position 1-based
 * @param values in the order of the records
 */
record SampleColumn(String name, boolean isNamed, int position, List<String> values) {
  private static final double MOST = 0.8;

  /** What programs write where there is no value. */
  private static final Pattern MISSING =
      Pattern.compile(
          "-{1,3}|(?i:n/?a|#n/a|null|\\(null\\)|none|nan)|\\\\N|0000-00-00( 00:00:00)?");

  /** The values that are there. */
  List<String> present() {
    return values.stream()
        .filter(value -> !value.isEmpty() && !MISSING.matcher(value).matches())
        .toList();
  }

  /** The texts that stand for no value, as n/a. */
  List<String> missing() {
    return values.stream()
        .filter(value -> MISSING.matcher(value).matches())
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether some records have no value. */
  boolean hasGaps() {
    return present().size() < values.size();
  }

  /** Whether no two records have the same value. */
  boolean isUnique() {
    return new HashSet<>(present()).size() == present().size();
  }

  /** Whether most values are numbers; some lines of an export may be bad. */
  boolean isOfNumbers(NumberTexts numbers) {
    return isMost(present().stream().filter(value -> numbers.read(value).isPresent()).count());
  }

  private boolean isMost(long count) {
    return count > 0 && count >= MOST * present().size();
  }

  /** Its ways of writing days; none if it is no column of days. */
  DaysFound days() {
    return DaysFound.in(this);
  }

  /** How a contract names it. */
  String reference() {
    return isNamed ? quoted(name) : String.valueOf(position);
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_]*")
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Whether its name matches a pattern, in any letter case. */
  boolean isNamed(String pattern) {
    return name.toLowerCase(Locale.ROOT).matches(pattern);
  }

  /** The name, or the position in words. */
  String spoken() {
    return isNamed ? name : (name + " (column %d)".formatted(position)).strip();
  }
}

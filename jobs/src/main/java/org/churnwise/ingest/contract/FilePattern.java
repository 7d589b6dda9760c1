package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.error.ChurnException;

/**
 * The names of some files of a feed.
 *
 * @param name matches whole names; may have the groups year and month
 * @param hasMonth whether it has both groups
 * @param drift whether the files belong to the drift of the data
 * @param validFrom day from which the rows of these files are valid, as the contract says; null
 *     where it does not
 */
public record FilePattern(Pattern name, boolean hasMonth, boolean drift, LocalDate validFrom)
    implements Serializable {
  /** Rows that are valid from it were known from the beginning. */
  public static final LocalDate START = LocalDate.of(1, 1, 1);

  /** The month in a file's name, or empty if the name does not match. */
  public Optional<Match> match(String fileName) {
    Matcher matcher = name.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(new Match(hasMonth ? Optional.of(month(matcher)) : Optional.empty(), drift));
  }

  private static YearMonth month(Matcher matcher) {
    String year = matcher.group("year");
    String month = matcher.group("month");
    try {
      return YearMonth.of(number(year), number(month));
    } catch (DateTimeException | NumberFormatException e) {
      throw ChurnException.dataRefused(
          "file %s has an invalid month in its name: year '%s', month '%s'; rename or remove the file"
              .formatted(matcher.group(), year, month));
    }
  }

  /** Integer.parseInt takes the digits of any script. */
  private static int number(String text) {
    if (!text.matches("[0-9]+")) {
      throw new NumberFormatException(text);
    }
    return Integer.parseInt(text);
  }

  /** The parts of a matching name. */
  public record Match(Optional<YearMonth> month, boolean drift) {}
}

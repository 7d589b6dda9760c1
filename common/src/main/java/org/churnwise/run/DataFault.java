package org.churnwise.run;

import java.time.LocalDate;

/**
 * Something in the loaded data that cannot be believed.
 *
 * @param kind what it is
 * @param subject {@code sales}, {@code feedback}, {@code ATTRIBUTE=LEVEL} or a column
 * @param firstDay of the data concerned
 * @param lastDay of the data concerned
 * @param accepted whether a person has accepted it, so that loads go on
 */
public record DataFault(
    Kind kind, String subject, LocalDate firstDay, LocalDate lastDay, boolean accepted) {

  /** What can be wrong, and what it holds up. */
  public enum Kind {
    /** No sale on many days in a row: labels that meet them are NO_EVIDENCE. */
    SILENT_DAYS(true),
    /** No sale of a level of an attribute: labels that meet it are NO_EVIDENCE. */
    VANISHED_LEVEL(true),
    /** Amounts of another scale: no training on them. */
    SCALE(false),
    /** A column with far more missing values than before: no training on it. */
    NULLS(false),
    /** No comments in a month, where earlier months had some: no training on it. */
    NO_FEEDBACK(false);

    private final boolean hole;

    Kind(boolean hole) {
      this.hole = hole;
    }

    /** Whether purchases are missing, so that customers would look churned. */
    public boolean isHole() {
      return hole;
    }
  }

  /** The days concerned. */
  public Period period() {
    return new Period(firstDay, lastDay);
  }

  /** As a person says it: {@code no sale of location=North in 2024-05}. */
  public String spoken() {
    return switch (kind) {
      case SILENT_DAYS -> "no sale in " + period();
      case VANISHED_LEVEL -> "no sale of " + subject + " in " + period();
      case SCALE -> subject + " of another scale in " + period();
      case NULLS -> subject + " is missing in " + period();
      case NO_FEEDBACK -> "no feedback in " + period();
    };
  }
}

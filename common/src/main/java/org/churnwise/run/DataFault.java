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
    /** No sale on many days in a row. */
    SILENT_DAYS(Effect.LABELS),
    /** No sale of a level of an attribute. */
    VANISHED_LEVEL(Effect.LABELS),
    /** Amounts of another scale. */
    SCALE(Effect.TRAINING),
    /** A column with far more missing values than before. */
    NULLS(Effect.TRAINING),
    /** No comments in a month, where earlier months had some. */
    NO_FEEDBACK(Effect.TRAINING),
    /** Far more or far fewer sales than in any month before. */
    VOLUME(Effect.NONE);

    private final Effect effect;

    Kind(Effect effect) {
      this.effect = effect;
    }

    /** Whether purchases are missing, so that customers would look churned. */
    public boolean isHole() {
      return effect == Effect.LABELS;
    }

    /** Whether features made from it are not fit to learn from. */
    public boolean holdsTraining() {
      return effect == Effect.TRAINING;
    }
  }

  private enum Effect {
    LABELS,
    TRAINING,
    NONE
  }

  /** The days concerned. */
  public Period period() {
    return new Period(firstDay, lastDay);
  }

  /** The same for equal faults, whether accepted or not. */
  public String identity() {
    return kind + " " + subject + " " + period();
  }

  /** {@link #spoken}, and whether a person has accepted it. */
  public String withAcceptance() {
    return accepted ? spoken() + " (accepted)" : spoken();
  }

  /** As a person says it: {@code no sale of location=North in 2024-05}. */
  public String spoken() {
    return switch (kind) {
      case SILENT_DAYS -> "no sale in " + period();
      case VANISHED_LEVEL -> "no sale of " + subject + " in " + period();
      case SCALE -> subject + " of another scale in " + period();
      case NULLS -> subject + " is missing in " + period();
      case NO_FEEDBACK -> "no feedback in " + period();
      case VOLUME -> "unusual number of sales in " + period();
    };
  }
}

package org.churnwise.ingest.evidence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.error.ChurnException;
import org.churnwise.run.DataFault;
import org.churnwise.run.Period;
import org.churnwise.warehouse.ResultRow;

/**
 * What a person accepts: {@code [SUBJECT ][from ]PERIOD: REASON}. The period is a month, a day, or
 * two of them with {@code ..} between. Without a subject it is whatever is found in the period.
 *
 * @param subject as in {@link DataFault}
 * @param period concerned
 * @param holdsFromNowOn whether the new state is the true one from the first day on, so that it is
 *     no fault any more; needs a subject
 * @param reason why
 */
public record Acceptance(
    Optional<String> subject, Period period, boolean holdsFromNowOn, String reason) {
  private static final String TIME = "\\d{4}-\\d\\d(?:-\\d\\d)?";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<subject>\\S.*?)\\s+)??(?<from>from\\s+)?(?<first>%1$s)(?:\\.\\.(?<last>%1$s))?\\s*:\\s*(?<reason>\\S.*)"
              .formatted(TIME));

  /**
   * Reads the value of the option.
   *
   * @throws ChurnException with exit code USAGE
   */
  public static Acceptance parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw refused(text, "is not of the form [SUBJECT] [from] PERIOD: REASON");
    }
    try {
      return of(text, parts);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw refused(text, "names no period: " + e.getMessage());
    }
  }

  private static Acceptance of(String text, Matcher parts) {
    String last = Optional.ofNullable(parts.group("last")).orElse(parts.group("first"));
    Acceptance accepted =
        new Acceptance(
            Optional.ofNullable(parts.group("subject")),
            new Period(month(parts.group("first")).first(), month(last).last()),
            parts.group("from") != null,
            parts.group("reason"));
    if (accepted.holdsFromNowOn && (accepted.subject.isEmpty() || accepted.isOfSales())) {
      throw refused(text, "holds from now on, which only a level, a column or feedback can");
    }
    return accepted;
  }

  /** The acceptance that a row of accepted_faults holds. */
  public static Acceptance of(ResultRow row) {
    return new Acceptance(
        row.optionalString("subject"),
        new Period(row.date("first_day"), row.date("last_day")),
        row.truth("holds_from_now_on"),
        row.string("reason"));
  }

  /** The days of a month, or a day. */
  private static Period month(String text) {
    return text.length() == "yyyy-MM".length()
        ? Period.of(YearMonth.parse(text))
        : new Period(LocalDate.parse(text), LocalDate.parse(text));
  }

  private static ChurnException refused(String text, String why) {
    return ChurnException.usage(
        "--accept \"%s\" %s; write for example --accept \"2024-05: closed for renovation\", --accept \"2024-05-11..2024-05-31: flood\" or --accept \"location=North from 2024-05: branch closed for good\""
            .formatted(text, why));
  }

  /** What it names, without the reason. */
  public String what() {
    String first = holdsFromNowOn ? "from " + period.first() : period.toString();
    return subject.map(name -> name + " ").orElse("") + first;
  }

  private boolean isOfSales() {
    return subject.equals(Optional.of(SilentDays.SUBJECT));
  }

  /** The silent days that it accepts, if it is about such. */
  public Optional<Period> silentDays() {
    return subject.isEmpty() || isOfSales() ? Optional.of(period) : Optional.empty();
  }

  /** Whether it accepts a fault of a subject in a period. */
  boolean covers(String what, Period days) {
    return subject.map(what::equals).orElse(true)
        && (holdsFromNowOn ? !days.first().isBefore(period.first()) : period.holds(days));
  }
}
